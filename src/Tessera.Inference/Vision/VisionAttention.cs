using Tessera.Inference.Kernels;

namespace Tessera.Inference.Vision;

/// <summary>Attention of every place with every other, shared out by queries; queries of one head follow each other.</summary>
/// <param name="parts">Queries, keys and values: (places, width) each, or all in one: (places, 3 · width).</param>
/// <param name="into">(places, width)</param>
/// <param name="places">How many places.</param>
/// <param name="width">Of all heads together.</param>
/// <param name="heads">How many.</param>
internal sealed class VisionAttention(float[][] parts, float[] into, int places, int width, int heads) : IShared
{
    private const int ShareQueries = 32;

    public void Run(Team team) => team.Run(this, places * heads, ShareQueries);

    void IShared.Do(int first, int end)
    {
        var size = width / heads;
        var step = parts.Length == 1 ? 3 * width : width;
        var scores = new float[places];
        for (var i = first; i < end; i++)
        {
            var (head, place) = (i / places, i % places);
            var query = Part(0, head * size)[(place * step)..][..size];
            var keys = Part(1, head * size);
            var values = Part(2, head * size);
            for (var other = 0; other < places; other++)
            {
                scores[other] = Dot.Of(query, keys.Slice(other * step, size)) / MathF.Sqrt(size);
            }

            Activations.Softmax(scores);
            var sum = into.AsSpan(place * width + head * size, size);
            sum.Clear();
            for (var other = 0; other < places; other++)
            {
                Dot.AddScaled(sum, values.Slice(other * step, size), scores[other]);
            }
        }
    }

    // 0 queries, 1 keys, 2 values, from a head's first number on.
    private ReadOnlySpan<float> Part(int which, int offset) =>
        parts.Length == 1 ? parts[0].AsSpan(which * width + offset) : parts[which].AsSpan(offset);
}
