using System.Runtime.Intrinsics;
using Tessera.Inference.Kernels;

namespace Tessera.Inference.Tests.Kernels;

public sealed class ExponentialTests
{
    [Fact]
    public void Of_WholeRange_IsOffByTwoUnitsInTheLastPlaceAtMost()
    {
        for (var x = -87f; x < 88.7f; x += 0.0137f)
        {
            var exact = Math.Exp(x);
            var unit = MathF.BitIncrement((float)exact) - (float)exact;
            Assert.InRange((Exponential.Of(Vector512.Create(x))[5] - exact) / unit, -2, 2);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(89, float.PositiveInfinity)]
    [InlineData(float.PositiveInfinity, float.PositiveInfinity)]
    [InlineData(-104.5f, 0)]
    [InlineData(float.NegativeInfinity, 0)]
    [InlineData(float.NaN, float.NaN)]
    public void Of_Ends_AreTheirs(float x, float expected) => Assert.Equal(expected, Exponential.Of(Vector512.Create(x))[0]);

    [Fact]
    public void Of_SmallestResults_AreNotCutOff() => Assert.Equal(Math.Exp(-100), Exponential.Of(Vector512.Create(-100f))[0], 2e-45);
}
