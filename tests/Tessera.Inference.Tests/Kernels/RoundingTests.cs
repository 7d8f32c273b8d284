using Tessera.Inference.Kernels;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Tests.Kernels;

public sealed class RoundingTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public void Int8_AnyLength_IsOffByAtMostHalfAStep(int columns)
    {
        var exact = Numbers(columns);
        var (weights, scales) = Round(Precision.Int8, exact);
        var read = new float[columns];
        Rounding.Read(Precision.Int8, weights, scales, read);
        for (var i = 0; i < columns; i++)
        {
            // The scale is a bf16, which may be 1/512 under the greatest number by 127.
            Assert.InRange(read[i] - exact[i], -0.5001f * Scale(scales, i), 0.5001f * Scale(scales, i));
        }

        Assert.All(weights[columns..], weight => Assert.Equal(128, weight));
        Assert.DoesNotContain((byte)0, weights);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(33)]
    [InlineData(64)]
    [InlineData(200)]
    public void Int4_AnyLength_IsOffByAtMostHalfAStepButAtTheFarEnd(int columns)
    {
        var exact = Numbers(columns);
        var (weights, scales) = Round(Precision.Int4, exact);
        var read = new float[columns];
        Rounding.Read(Precision.Int4, weights, scales, read);
        for (var i = 0; i < columns; i++)
        {
            var scale = Rounding.FromBF16(scales[i / Rounding.Group]);
            var allowed = exact[i] / scale > 7.5f ? 1.05f : 0.55f;
            Assert.InRange((read[i] - exact[i]) / scale, -allowed, allowed);
        }
    }

    [Fact]
    public void Int8_KnownRow_LiesAsPromised()
    {
        float[] row = [.. new float[64], 2, -2, 1, 0.0079f];
        var (weights, scales) = Round(Precision.Int8, row);
        Assert.All(weights[..64], weight => Assert.Equal(128, weight));
        Assert.Equal(0, scales[0]);
        Assert.Equal([255, 1, 128 + 64, 128 + 1, 128], weights[64..69].Select(weight => (int)weight));
        Assert.Equal(BitConverter.SingleToUInt32Bits(2 / 127f) + 0x4000 >> 16, scales[1]);
    }

    [Fact]
    public void Int4_KnownRow_LiesAsPromised()
    {
        var row = new float[64];
        (row[0], row[1], row[32], row[33], row[63]) = (-4, 3.5f, 1, -1.26f, 4);
        var (weights, scales) = Round(Precision.Int4, row);

        // The last is furthest with the first, and the upper of the two: −8 is 4, so a step is −0.5.
        Assert.Equal(Rounding.ToBF16(-0.5f), scales[0]);
        Assert.Equal([15 | (8 - 2) << 4, (8 - 7) | (8 + 3) << 4, 8 | 8 << 4, 8 | 0 << 4], new[] { weights[0], weights[1], weights[2], weights[31] }.Select(weight => (int)weight));
    }

    [Theory]
    [InlineData(1f, 0x3F80)]
    [InlineData(1.00390625f, 0x3F80)] // half-way: to the even one
    [InlineData(1.01171875f, 0x3F82)]
    [InlineData(-0f, 0x8000)]
    public void ToBF16_Known_IsTheNearestEven(float number, int bits) => Assert.Equal(bits, Rounding.ToBF16(number));

    private static float Scale(ushort[] scales, int at) => MathF.Abs(Rounding.FromBF16(scales[at / Rounding.Group]));

    private static (byte[] Weights, ushort[] Scales) Round(Precision precision, float[] row)
    {
        var weights = new byte[Rounding.RowBytes(precision, row.Length)];
        var scales = new ushort[Rounding.Groups(row.Length)];
        Rounding.Row(precision, row, weights, scales);
        return (weights, scales);
    }

    private static float[] Numbers(int length)
    {
        var chance = new Chance((ulong)length);
        return [.. Enumerable.Range(0, length).Select(_ => chance.Between(-1, 1))];
    }
}
