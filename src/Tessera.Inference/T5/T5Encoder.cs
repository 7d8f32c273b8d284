using Tessera.Inference.Kernels;

namespace Tessera.Inference.T5;

/// <summary>The encoder of a T5 1.1 or Flan-T5: from words to a feature for each of them.</summary>
internal sealed class T5Encoder(T5Config config, T5Weights weights, Team team)
{
    private readonly MatrixProduct _product = new(team);

    public int Hidden => config.Hidden;

    public int Words => config.Words;

    /// <summary>
    /// The features, (ids, hidden), after null for each third of a block: a block of Flan-T5-XL is six billion multiplications
    /// for 120 words.
    /// </summary>
    public IEnumerable<float[]?> Encode(int[] ids)
    {
        var (count, hidden) = (ids.Length, config.Hidden);
        var x = new float[count * hidden];
        for (var i = 0; i < count; i++)
        {
            weights.Words.Read(ids[i], x.AsSpan(i * hidden, hidden));
        }

        var normed = new float[count * hidden];
        var projected = new float[count * hidden];
        var gate = new float[count * config.Intermediate];
        var up = new float[count * config.Intermediate];
        var attention = new T5Attention(config, weights.Distances, count);
        foreach (var w in weights.Layers)
        {
            // x += Wo · attention(Wq n, Wk n, Wv n) with n = norm(x)
            Norm(normed, x, w.AttentionNorm);
            _product.Run(w.Query, normed, attention.Query, count);
            _product.Run(w.Key, normed, attention.Key, count);
            _product.Run(w.Value, normed, attention.Value, count);
            attention.Run(team);
            _product.Run(w.Output, attention.Attended, projected, count);
            Dot.AddScaled(x, projected, 1);
            yield return null;

            // x += Wdown · (gelu(Wgate n) ⊙ Wup n) with n = norm(x)
            Norm(normed, x, w.FeedNorm);
            _product.Run(w.Gate, normed, gate, count);
            _product.Run(w.Up, normed, up, count);
            yield return null;
            Activations.GeluTanh(gate);
            for (var i = 0; i < gate.Length; i++)
            {
                gate[i] *= up[i];
            }

            _product.Run(w.Down, gate, projected, count);
            Dot.AddScaled(x, projected, 1);
            yield return null;
        }

        Norm(normed, x, weights.Norm);
        yield return normed;
    }

    private void Norm(float[] into, float[] x, float[] weight)
    {
        for (var at = 0; at < x.Length; at += config.Hidden)
        {
            Norms.Rms(into.AsSpan(at, config.Hidden), x.AsSpan(at, config.Hidden), weight, config.NormEpsilon);
        }
    }
}
