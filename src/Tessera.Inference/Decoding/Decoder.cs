using Tessera.Inference.Kernels;

namespace Tessera.Inference.Decoding;

/// <summary>
/// A LLaMA decoder: the rows of a pass go through all blocks, and every matrix is read once for all of them. A row's numbers
/// do not depend on which other rows are there.
/// </summary>
internal sealed class Decoder(DecoderShape shape, DecoderWeights weights, RotaryTable rotary, Team team)
{
    private readonly MatrixProduct _product = new(team);
    private readonly DecoderAttention _attention = new(shape, team);

    public DecoderShape Shape { get; } = shape;

    /// <summary>Whether keys and values are kept in bytes: where the weights are rounded too, so that nothing else is as exact.</summary>
    public bool RoundsCaches { get; } = weights.Layers.Length > 0 && weights.Layers[0].Key.TakesRounded;

    /// <summary>A stream's cache, as exact as the weights are.</summary>
    /// <param name="first">The stream's first position.</param>
    /// <param name="end">Behind its last.</param>
    public KeyValueCache NewCache(int first, int end) => new(Shape, first, end, RoundsCaches);

    /// <summary>Takes <see cref="DecoderRows.X"/> as embeddings; leaves the result in <see cref="DecoderRows.Normed"/>.</summary>
    public void Forward(DecoderRows r)
    {
        for (var i = 0; i < weights.Layers.Length; i++)
        {
            var w = weights.Layers[i];

            // x += Wo · attention(Wq n, Wk n, Wv n) with n = norm(x)
            Norm(r, w.AttentionNorm);
            _product.Run(r.Normed, r.Count, w.Query, r.Query, w.Key, r.Key, w.Value, r.Value);
            TurnAndKeep(r, i);
            _attention.Run(r, i);
            _product.Run(w.Output, r.Attended, r.Projected, r.Count);
            AddProjected(r);

            // x += Wdown · (silu(Wgate n) ⊙ Wup n) with n = norm(x)
            Norm(r, w.FeedNorm);
            _product.Run(r.Normed, r.Count, w.Gate, r.Gate, w.Up, r.Up);
            var inner = r.Count * Shape.Intermediate;
            Activations.SiluGate(r.Gate.AsSpan(0, inner), r.Up.AsSpan(0, inner));
            _product.Run(w.Down, r.Gate, r.Projected, r.Count);
            AddProjected(r);
        }

        Norm(r, weights.Norm);
    }

    private void AddProjected(DecoderRows r)
    {
        var count = r.Count * Shape.Hidden;
        Dot.AddScaled(r.X.AsSpan(0, count), r.Projected.AsSpan(0, count), 1);
    }

    private void Norm(DecoderRows r, float[] weight)
    {
        for (var row = 0; row < r.Count; row++)
        {
            Norms.Rms(r.Normed.AsSpan(row * Shape.Hidden, Shape.Hidden), r.X.AsSpan(row * Shape.Hidden, Shape.Hidden), weight, Shape.NormEpsilon);
        }
    }

    /// <summary>Turns queries and keys to their position, and puts keys and values where later positions find them.</summary>
    private void TurnAndKeep(DecoderRows r, int layer)
    {
        for (var row = 0; row < r.Count; row++)
        {
            var key = r.Key.AsSpan(row * Shape.KeySize, Shape.KeySize);
            rotary.Turn(r.Query.AsSpan(row * Shape.Hidden, Shape.Hidden), r.Positions[row]);
            rotary.Turn(key, r.Positions[row]);
            r.Caches[row].Keep(layer, r.Positions[row], key, r.Value.AsSpan(row * Shape.KeySize, Shape.KeySize));
        }
    }
}
