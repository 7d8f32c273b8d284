using Tessera.Inference.Kernels;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Tests.Kernels;

public sealed class DotTests
{
    public static TheoryData<int> Lengths() => [.. Enumerable.Range(0, 68), 71, 127, 131, 251, 509, 1021, 2048, 5639];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void Of_AnyLength_IsTheSumInSixtyFourBits(int length)
    {
        var (a, b) = (Numbers(length, 1), Numbers(length, 2));
        var exact = a.Zip(b, (x, y) => (double)x * y).Sum();
        var size = a.Zip(b, (x, y) => Math.Abs((double)x * y)).Sum();
        Assert.InRange(Dot.Of(a, b) - exact, -1e-6 * size, 1e-6 * size);
        Assert.InRange(Dot.Sum(a) - a.Sum(x => (double)x), -1e-6 * length, 1e-6 * length);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public void AddScaled_AnyLength_IsTheFusedSumOfEach(int length)
    {
        var (sum, row) = (Numbers(length, 3), Numbers(length, 4));
        var expected = sum.Zip(row, (x, y) => MathF.FusedMultiplyAdd(0.3f, y, x)).ToArray();
        Dot.AddScaled(sum, row, 0.3f);
        Assert.Equal(expected, sum);
    }

    [Fact]
    public void Of_ManyNumbers_AddsInTheOrderThatIsPromised()
    {
        // Two sums of sixteen lanes, fused; the same by hand. A processor with narrower vectors must give these bits too.
        var (a, b) = (Numbers(200, 5), Numbers(200, 6));
        var lanes = new float[2, 16];
        for (var i = 0; i < 192; i++)
        {
            var sum = i / 16 % 2;
            lanes[sum, i % 16] = MathF.FusedMultiplyAdd(a[i], b[i], lanes[sum, i % 16]);
        }

        var folded = Enumerable.Range(0, 16).Select(i => lanes[0, i] + lanes[1, i]).ToArray();
        for (var width = 8; width >= 4; width /= 2)
        {
            folded = [.. Enumerable.Range(0, width).Select(i => folded[i] + folded[i + width])];
        }

        var expected = folded[0] + folded[2] + (folded[1] + folded[3]);
        for (var i = 192; i < 200; i++)
        {
            expected = MathF.FusedMultiplyAdd(a[i], b[i], expected);
        }

        Assert.Equal(expected, Dot.Of(a, b));
    }

    [Fact]
    public void Of_DifferentLengths_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => Dot.Of(new float[3], new float[4]));

    private static float[] Numbers(int length, ulong seed)
    {
        var chance = new Chance(seed);
        return [.. Enumerable.Range(0, length).Select(_ => chance.Between(-1, 1))];
    }
}
