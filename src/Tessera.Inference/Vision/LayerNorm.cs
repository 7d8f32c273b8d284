using Tessera.Inference.Kernels;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Vision;

/// <summary>(x − mean) / sqrt(variance + epsilon) · weight + bias, each row by itself.</summary>
internal sealed record LayerNorm(float[] Weight, float[] Bias, float Epsilon)
{
    public static LayerNorm Read(WeightReader from, string name, int width, float epsilon) =>
        new(from.Vector(name + ".weight", width), from.Vector(name + ".bias", width), epsilon);

    /// <param name="x">(rows, width)</param>
    /// <param name="into">(rows, width)</param>
    public void Run(ReadOnlySpan<float> x, Span<float> into)
    {
        for (var start = 0; start < x.Length; start += Weight.Length)
        {
            Row(x.Slice(start, Weight.Length), into.Slice(start, Weight.Length));
        }
    }

    private void Row(ReadOnlySpan<float> x, Span<float> into)
    {
        x.CopyTo(into);
        Dot.Add(into, -Dot.Sum(x) / x.Length);
        var scale = 1f / MathF.Sqrt(Dot.Of(into, into) / x.Length + Epsilon);
        for (var i = 0; i < into.Length; i++)
        {
            into[i] = into[i] * scale * Weight[i] + Bias[i];
        }
    }
}
