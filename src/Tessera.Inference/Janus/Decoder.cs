using Tessera.Inference.Kernels;

namespace Tessera.Inference.Janus;

/// <summary>A LLaMA decoder: one token of each stream goes through all blocks, and every matrix is read once for all streams.</summary>
internal sealed class Decoder(DecoderWeights weights, MatrixProduct product, DecoderAttention attention)
{
    /// <summary>One word of the prompt as the input of a stream.</summary>
    public void Embed(DecoderState state, int stream, int word) =>
        weights.Words.Read(word, state.X.AsSpan(stream * state.Config.Hidden));

    /// <summary>Takes <see cref="DecoderState.X"/> as embeddings at a position; leaves the result in <see cref="DecoderState.Normed"/>.</summary>
    public void Forward(DecoderState s, int position)
    {
        for (var i = 0; i < weights.Layers.Length; i++)
        {
            var w = weights.Layers[i];

            // x += Wo · attention(Wq n, Wk n, Wv n) with n = norm(x)
            Norm(s, w.AttentionNorm);
            product.Run(w.Query, s.Normed, s.Query, s.Streams);
            product.Run(w.Key, s.Normed, s.Key, s.Streams);
            product.Run(w.Value, s.Normed, s.Value, s.Streams);
            for (var stream = 0; stream < s.Streams; stream++)
            {
                Keep(s, i, stream, position);
            }

            attention.Run(s, i, position);
            product.Run(w.Output, s.Attended, s.Projected, s.Streams);
            Dot.AddScaled(s.X, s.Projected, 1);

            // x += Wdown · (silu(Wgate n) ⊙ Wup n) with n = norm(x)
            Norm(s, w.FeedNorm);
            product.Run(w.Gate, s.Normed, s.Gate, s.Streams);
            product.Run(w.Up, s.Normed, s.Up, s.Streams);
            Activations.SiluGate(s.Gate, s.Up);
            product.Run(w.Down, s.Gate, s.Projected, s.Streams);
            Dot.AddScaled(s.X, s.Projected, 1);
        }

        Norm(s, weights.Norm);
    }

    private static void Norm(DecoderState s, float[] weight)
    {
        var hidden = weight.Length;
        for (var stream = 0; stream < s.Streams; stream++)
        {
            Norms.Rms(s.Normed.AsSpan(stream * hidden, hidden), s.X.AsSpan(stream * hidden, hidden), weight, s.Config.NormEpsilon);
        }
    }

    /// <summary>Turns queries and keys to their position, and puts keys and values where later positions find them.</summary>
    private static void Keep(DecoderState s, int layer, int stream, int position)
    {
        var (hidden, keySize, half) = (s.Config.Hidden, s.Config.KeySize, s.Config.HeadSize / 2);
        var cos = s.Cos.AsSpan(position * half, half);
        var sin = s.Sin.AsSpan(position * half, half);
        var key = s.Key.AsSpan(stream * keySize, keySize);
        Rope.Turn(s.Query.AsSpan(stream * hidden, hidden), cos, sin);
        Rope.Turn(key, cos, sin);
        key.CopyTo(s.Keys[layer * s.Streams + stream].AsSpan(position * keySize));
        s.Value.AsSpan(stream * keySize, keySize).CopyTo(s.Values[layer * s.Streams + stream].AsSpan(position * keySize));
    }
}
