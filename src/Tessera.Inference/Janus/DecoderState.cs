using Tessera.Inference.Kernels;

namespace Tessera.Inference.Janus;

/// <summary>Every buffer of a run, allocated once; a step allocates nothing. All streams stand at the same position.</summary>
internal sealed class DecoderState
{
    public DecoderState(JanusConfig config, int streams, int positions)
    {
        (Config, Streams, Positions) = (config, streams, positions);
        X = new float[streams * config.Hidden];
        Normed = new float[streams * config.Hidden];
        Query = new float[streams * config.Hidden];
        Key = new float[streams * config.KeySize];
        Value = new float[streams * config.KeySize];
        Attended = new float[streams * config.Hidden];
        Projected = new float[streams * config.Hidden];
        Gate = new float[streams * config.Intermediate];
        Up = new float[streams * config.Intermediate];
        Scores = new float[streams * config.Heads * positions];
        Keys = Cache(config, streams, positions);
        Values = Cache(config, streams, positions);
        (Cos, Sin) = Rope.Table(positions, config.HeadSize, config.RopeBase);
    }

    public JanusConfig Config { get; }

    public int Streams { get; }

    /// <summary>How many positions there is room for.</summary>
    public int Positions { get; }

    public float[] X { get; }           // (streams, hidden): the stream through the blocks; in: embeddings, out: as left by the last block

    public float[] Normed { get; }      // (streams, hidden): after a step, X under the last norm

    public float[] Query { get; }       // (streams, heads, headSize)

    public float[] Key { get; }         // (streams, keyHeads, headSize)

    public float[] Value { get; }       // (streams, keyHeads, headSize)

    public float[] Attended { get; }    // (streams, heads, headSize)

    public float[] Projected { get; }   // (streams, hidden)

    public float[] Gate { get; }        // (streams, intermediate)

    public float[] Up { get; }          // (streams, intermediate)

    public float[] Scores { get; }      // (streams, heads, positions)

    public float[][] Keys { get; }      // layers × streams of (positions, keyHeads, headSize)

    public float[][] Values { get; }    // layers × streams of (positions, keyHeads, headSize)

    public float[] Cos { get; }         // (positions, headSize / 2)

    public float[] Sin { get; }         // (positions, headSize / 2)

    // Janus-Pro-1B, a pair of 640 positions: 240 MiB for the keys and as much for the values.
    private static float[][] Cache(JanusConfig config, int streams, int positions) =>
        [.. Enumerable.Range(0, config.Layers * streams).Select(_ => new float[checked(positions * config.KeySize)])];
}
