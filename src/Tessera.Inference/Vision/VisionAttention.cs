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

    private readonly HeadRows _keys = HeadRows.New(rounded: false, heads, places, width / heads);
    private readonly HeadRows _values = HeadRows.New(rounded: false, heads, places, width / heads);

    public void Run(Team team)
    {
        EachRow.Run(team, places, place =>
        {
            _keys.Keep(place, Part(1, place));
            _values.Keep(place, Part(2, place));
        });
        team.Run(this, places * heads, ShareQueries);
    }

    void IShared.Do(int first, int end)
    {
        var size = width / heads;
        var scores = new float[places];
        for (var i = first; i < end; i++)
        {
            var (head, place) = (i / places, i % places);
            _keys.Score(head, Part(0, place).Slice(head * size, size), 1f / MathF.Sqrt(size), scores);
            Activations.Softmax(scores);
            _values.Mix(head, scores, into.AsSpan(place * width + head * size, size));
        }
    }

    // 0 queries, 1 keys, 2 values of a place: (heads, headSize).
    private ReadOnlySpan<float> Part(int which, int place) =>
        parts.Length == 1 ? parts[0].AsSpan((3 * place + which) * width, width) : parts[which].AsSpan(place * width, width);
}
