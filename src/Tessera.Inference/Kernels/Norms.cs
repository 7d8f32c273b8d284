namespace Tessera.Inference.Kernels;

internal static class Norms
{
    /// <summary>into = x / sqrt(mean(x²) + epsilon) · weight. All of one length; into may be x.</summary>
    public static void Rms(Span<float> into, ReadOnlySpan<float> x, ReadOnlySpan<float> weight, float epsilon)
    {
        var scale = 1f / MathF.Sqrt(Dot.Of(x, x) / x.Length + epsilon);
        for (var i = 0; i < x.Length; i++)
        {
            into[i] = x[i] * scale * weight[i];
        }
    }

    /// <summary>Divides a row by its length, or by 1e-12 where it is shorter than that.</summary>
    public static void L2(Span<float> row)
    {
        var scale = 1f / MathF.Max(MathF.Sqrt(Dot.Of(row, row)), 1e-12f);
        for (var i = 0; i < row.Length; i++)
        {
            row[i] *= scale;
        }
    }
}
