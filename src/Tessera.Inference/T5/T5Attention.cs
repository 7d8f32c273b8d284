using Tessera.Inference.Kernels;

namespace Tessera.Inference.T5;

/// <summary>Attention of one block, every word with every word, shared out by heads of all words. Scores are not scaled.</summary>
internal sealed class T5Attention(T5Config config, Distances distances, int count) : IShared
{
    public float[] Query { get; } = new float[count * config.Inner];     // (count, heads, headSize)

    public float[] Key { get; } = new float[count * config.Inner];       // (count, heads, headSize)

    public float[] Value { get; } = new float[count * config.Inner];     // (count, heads, headSize)

    public float[] Attended { get; } = new float[count * config.Inner];  // (count, heads, headSize)

    public void Run(Team team) => team.Run(this, count * config.Heads, config.Heads);

    void IShared.Do(int first, int end)
    {
        var scores = new float[count];
        for (var i = first; i < end; i++)
        {
            var (row, head) = (i / config.Heads, i % config.Heads);
            var query = At(Query, row, head);
            for (var other = 0; other < count; other++)
            {
                scores[other] = Dot.Of(query, At(Key, other, head)) + distances.Bias(head, row, other);
            }

            Activations.Softmax(scores);
            var into = At(Attended, row, head);
            into.Clear();
            for (var other = 0; other < count; other++)
            {
                Dot.AddScaled(into, At(Value, other, head), scores[other]);
            }
        }
    }

    private Span<float> At(float[] rows, int row, int head) => rows.AsSpan((row * config.Heads + head) * config.HeadSize, config.HeadSize);
}
