namespace Tessera.Inference.Kernels;

internal static class Attention
{
    /// <summary>
    /// One query against as many positions as there are scores, head by head; several query heads may share one head of keys
    /// and values.
    /// </summary>
    /// <param name="into">(heads, headSize)</param>
    /// <param name="query">(heads, headSize)</param>
    /// <param name="keys">(positions, keyHeads, headSize)</param>
    /// <param name="values">(positions, keyHeads, headSize)</param>
    /// <param name="scores">Room for one number a position.</param>
    public static void Heads(
        Span<float> into, ReadOnlySpan<float> query, ReadOnlySpan<float> keys, ReadOnlySpan<float> values, Span<float> scores, int headSize, int keyHeads)
    {
        var step = keyHeads * headSize;
        var shared = query.Length / step;
        var scale = 1f / MathF.Sqrt(headSize);
        for (var head = 0; head < query.Length / headSize; head++)
        {
            var q = query.Slice(head * headSize, headSize);
            var offset = head / shared * headSize;
            for (var t = 0; t < scores.Length; t++)
            {
                scores[t] = Dot.Of(q, keys.Slice(t * step + offset, headSize)) * scale;
            }

            Activations.Softmax(scores);
            var sum = into.Slice(head * headSize, headSize);
            sum.Clear();
            for (var t = 0; t < scores.Length; t++)
            {
                Dot.AddScaled(sum, values.Slice(t * step + offset, headSize), scores[t]);
            }
        }
    }
}
