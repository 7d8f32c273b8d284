namespace Tessera.Inference.Kernels;

internal static class Attention
{
    /// <summary>One query of one head against as many positions as there are scores.</summary>
    /// <param name="into">(headSize)</param>
    /// <param name="query">(headSize)</param>
    /// <param name="keys">The head's key at the first position; the next ones are <paramref name="step"/> apart.</param>
    /// <param name="values">As the keys.</param>
    /// <param name="scores">Room for one number a position.</param>
    /// <param name="step">Floats from one position to the next.</param>
    public static void Head(
        Span<float> into, ReadOnlySpan<float> query, ReadOnlySpan<float> keys, ReadOnlySpan<float> values, Span<float> scores, int step)
    {
        var scale = 1f / MathF.Sqrt(query.Length);
        for (var t = 0; t < scores.Length; t++)
        {
            scores[t] = Dot.Of(query, keys.Slice(t * step, query.Length)) * scale;
        }

        Activations.Softmax(scores);
        into.Clear();
        for (var t = 0; t < scores.Length; t++)
        {
            Dot.AddScaled(into, values.Slice(t * step, into.Length), scores[t]);
        }
    }
}
