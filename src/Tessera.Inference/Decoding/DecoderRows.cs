namespace Tessera.Inference.Decoding;

/// <summary>
/// The rows of one pass and every buffer of it, allocated once; a pass allocates nothing. A row is a stream at a position;
/// rows of one stream at following positions are a prompt in one go.
/// </summary>
internal sealed class DecoderRows
{
    private readonly DecoderShape _shape;

    /// <param name="shape">The decoder's sizes.</param>
    /// <param name="rowsMax">Rows of one pass.</param>
    public DecoderRows(DecoderShape shape, int rowsMax)
    {
        _shape = shape;
        Caches = new KeyValueCache[rowsMax];
        Positions = new int[rowsMax];
        X = new float[rowsMax * shape.Hidden];
        Normed = new float[rowsMax * shape.Hidden];
        Query = new float[rowsMax * shape.Hidden];
        Key = new float[rowsMax * shape.KeySize];
        Value = new float[rowsMax * shape.KeySize];
        Attended = new float[rowsMax * shape.Hidden];
        Projected = new float[rowsMax * shape.Hidden];
        Gate = new float[rowsMax * shape.Intermediate];
        Up = new float[rowsMax * shape.Intermediate];
        Scores = new float[rowsMax * shape.Heads * shape.PositionsMax];
    }

    public int Max => Positions.Length;

    /// <summary>Rows of this pass.</summary>
    public int Count { get; private set; }

    public KeyValueCache[] Caches { get; }  // (rows)

    public int[] Positions { get; }         // (rows)

    public float[] X { get; }               // (rows, hidden): the stream through the blocks; in: embeddings, out: as left by the last block

    public float[] Normed { get; }          // (rows, hidden): after a pass, X under the last norm

    public float[] Query { get; }           // (rows, heads, headSize)

    public float[] Key { get; }             // (rows, keyHeads, headSize)

    public float[] Value { get; }           // (rows, keyHeads, headSize)

    public float[] Attended { get; }        // (rows, heads, headSize)

    public float[] Projected { get; }       // (rows, hidden)

    public float[] Gate { get; }            // (rows, intermediate)

    public float[] Up { get; }              // (rows, intermediate)

    public float[] Scores { get; }          // (rows, heads, positions)

    /// <summary>Begins a new pass.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds a row; its input goes into the span that is returned: (hidden).</summary>
    public Span<float> Add(KeyValueCache cache, int position)
    {
        (Caches[Count], Positions[Count]) = (cache, position);
        return X.AsSpan(Count++ * _shape.Hidden, _shape.Hidden);
    }
}
