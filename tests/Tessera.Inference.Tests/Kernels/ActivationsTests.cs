using System.Runtime.Intrinsics;
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
    public void Erf_KnownValues_WithinThreeTenMillionths(float x, double expected) =>
        Assert.InRange(Activations.Erf(Vector512.Create(x))[3] - expected, -3e-7, 3e-7);

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(37)]
    public void Gelu_AnyLength_IsTheFormula(int length)
    {
        float[] x = [.. Enumerable.Range(0, length).Select(i => (i - length / 2) * 0.37f)];
        var expected = x.Select(value => 0.5 * value * (1 + ErfBySeries(value / Math.Sqrt(2)))).ToArray();
        Activations.Gelu(x);
        Assert.All(expected.Zip(x), pair => Assert.InRange(pair.Second - pair.First, -2e-6, 2e-6));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(37)]
    public void SiluGate_AnyLength_IsTheFormula(int length)
    {
        float[] gate = [.. Enumerable.Range(0, length).Select(i => (i - length / 2) * 1.3f)];
        float[] up = [.. Enumerable.Range(0, length).Select(i => i * 0.5f - 3)];
        var expected = gate.Zip(up, (g, u) => g / (1 + Math.Exp(-g)) * u).ToArray();
        Activations.SiluGate(gate, up);
        Assert.All(expected.Zip(gate), pair => Assert.InRange(pair.Second - pair.First, -1e-4, 1e-4));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(9, 8)]
    [InlineData(40, 17)]
    public void Furthest_WhereverItIs_IsFoundWithoutItsSign(int length, int at)
    {
        float[] x = [.. Enumerable.Range(0, length).Select(i => i / 100f)];
        x[at] = -7;
        Assert.Equal(7, Activations.Furthest(x));
        Assert.Equal(length == 1 ? -7 : x.Max(), Activations.Greatest(x));
    }

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

    // The sum of (-1)^n x^(2n+1) / (n! (2n+1)), exact enough up to 5.
    private static double ErfBySeries(double x)
    {
        var (sum, term) = (0.0, x);
        for (var n = 0; n < 200; n++)
        {
            sum += term / (2 * n + 1);
            term *= -x * x / (n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
