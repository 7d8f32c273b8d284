using Tessera.Inference.Weights;

namespace Tessera.Inference.Tests.Weights;

public sealed class WideningTests
{
    private static readonly ushort[] AllBits = [.. Enumerable.Range(0, 65536).Select(bits => (ushort)bits)];

    // 65,535 leaves a tail that the vectors do not reach.
    [Theory]
    [InlineData(65536)]
    [InlineData(65535)]
    [InlineData(7)]
    public void FromF16_EveryPattern_IsWhatDotNetMakesOfIt(int count)
    {
        var halves = AllBits[^count..].Select(BitConverter.UInt16BitsToHalf).ToArray();
        var wide = new float[count];
        Widening.FromF16(halves, wide);
        for (var i = 0; i < count; i++)
        {
            Assert.Equal((float)halves[i], wide[i]);
        }
    }

    [Theory]
    [InlineData(65536)]
    [InlineData(65535)]
    public void FromBF16_EveryPattern_IsTheUpperHalf(int count)
    {
        var wide = new float[count];
        Widening.FromBF16(AllBits.AsSpan(0, count), wide);
        for (var i = 0; i < count; i++)
        {
            Assert.Equal((uint)i << 16, BitConverter.SingleToUInt32Bits(wide[i]));
        }
    }
}
