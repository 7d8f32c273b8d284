using Tessera.Inference.Kernels;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Tests.Kernels;

public sealed class HeadRowsTests
{
    private const int Heads = 3;

    [Theory]
    [InlineData(false, 16, 1)]
    [InlineData(false, 64, 7)]
    [InlineData(false, 128, 33)]
    [InlineData(false, 20, 5)]
    [InlineData(true, 16, 6)]
    [InlineData(true, 128, 33)]
    [InlineData(true, 20, 5)]
    public void ScoreAndMix_AnyShape_AreTheSumsInSixtyFourBits(bool rounded, int headSize, int positions)
    {
        var chance = new Chance(1);
        float[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(_ => chance.Between(-1, 1))];
        var kept = Enumerable.Range(0, positions).Select(_ => Numbers(Heads * headSize)).ToArray();
        var rows = HeadRows.New(rounded, Heads, positions + 2, headSize);
        for (var t = 0; t < positions; t++)
        {
            rows.Keep(t, kept[t]);
        }

        // Half a step of a byte on each number at most.
        var allowed = rounded ? 0.004 * headSize : 1e-5;
        var (query, weights) = (Numbers(headSize), Numbers(positions));
        var (scores, mixed, lost) = (new float[positions], new float[headSize], weights.ToArray());
        rows.Score(1, query, 0.5f, scores);
        rows.Mix(1, lost, mixed);
        for (var t = 0; t < positions; t++)
        {
            var exact = Enumerable.Range(0, headSize).Sum(i => (double)query[i] * kept[t][headSize + i]) / 2;
            Assert.InRange(scores[t] - exact, -allowed, allowed);
        }

        for (var i = 0; i < headSize; i++)
        {
            var exact = Enumerable.Range(0, positions).Sum(t => (double)weights[t] * kept[t][headSize + i]);
            Assert.InRange(mixed[i] - exact, rounded ? -0.004 * positions : -1e-5, rounded ? 0.004 * positions : 1e-5);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Score_OfTheFirstOfMany_IsTheSameAsOfFew(bool rounded)
    {
        var chance = new Chance(2);
        var rows = HeadRows.New(rounded, 1, 9, 128);
        float[] query = [.. Enumerable.Range(0, 128).Select(_ => chance.Between(-1, 1))];
        for (var t = 0; t < 9; t++)
        {
            rows.Keep(t, [.. query.Select(_ => chance.Between(-1, 1))]);
        }

        var all = new float[9];
        rows.Score(0, query, 1, all);
        for (var count = 1; count < 9; count++)
        {
            var few = new float[count];
            rows.Score(0, query, 1, few);
            Assert.Equal(all[..count], few);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void CopyFrom_OneWithAnotherRoom_TakesTheFirstPositions(bool rounded)
    {
        var (from, into) = (HeadRows.New(rounded, Heads, 4, 16), HeadRows.New(rounded, Heads, 9, 16));
        for (var t = 0; t < 4; t++)
        {
            from.Keep(t, [.. Enumerable.Range(0, Heads * 16).Select(i => (float)(t * 100 + i))]);
        }

        into.CopyFrom(from, 3);
        float[] query = [.. Enumerable.Repeat(1f, 16)];
        for (var head = 0; head < Heads; head++)
        {
            var (a, b) = (new float[3], new float[3]);
            from.Score(head, query, 1, a);
            into.Score(head, query, 1, b);
            Assert.Equal(a, b);
            Assert.All(a, score => Assert.NotEqual(0, score));
        }
    }

    [Fact]
    public void Keep_RowOfZerosInBytes_IsZeroAndNotNaN()
    {
        var rows = HeadRows.New(rounded: true, 1, 1, 16);
        rows.Keep(0, new float[16]);
        var score = new float[1];
        rows.Score(0, [.. Enumerable.Repeat(1f, 16)], 1, score);
        Assert.Equal(0, score[0]);
    }
}
