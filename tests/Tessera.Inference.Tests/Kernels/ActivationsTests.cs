using Tessera.Inference.Kernels;

namespace Tessera.Inference.Tests.Kernels;

public sealed class ActivationsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.5, 0.5204998778)]
    [InlineData(1, 0.8427007929)]
    [InlineData(-2, -0.9953222650)]
    [InlineData(6, 1)]
    public void Erf_KnownValues_WithinTwoTenMillionths(double x, double expected) => Assert.InRange(Activations.Erf(x) - expected, -2e-7, 2e-7);

    [Fact]
    public void Softmax_OneFarAboveTheRest_IsNoNaN()
    {
        float[] x = [100, 1, 2];
        Activations.Softmax(x);
        Assert.Equal([1f, 0f, 0f], x.Select(value => MathF.Round(value, 6)));
    }

    [Fact]
    public void Softmax_Ordinary_SumsToOneInProportion()
    {
        float[] x = [0, MathF.Log(2), MathF.Log(5)];
        Activations.Softmax(x);
        Assert.Equal([0.125f, 0.25f, 0.625f], x.Select(value => MathF.Round(value, 6)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(37)]
    public void Swish_AnyLength_IsTheFormula(int length)
    {
        float[] x = [.. Enumerable.Range(0, length).Select(i => (i - length / 2) * 5.3f)];
        var expected = x.Select(value => value / (1 + Math.Exp(-value))).ToArray();
        Activations.Swish(x);
        Assert.All(expected.Zip(x), pair => Assert.InRange(pair.Second - pair.First, -1e-5, 1e-5));
    }
}
