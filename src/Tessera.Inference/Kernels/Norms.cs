using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tessera.Inference.Kernels;

internal static class Norms
{
    /// <summary>into = x / sqrt(mean(x²) + epsilon) · weight. All of one length; into may be x.</summary>
    public static void Rms(Span<float> into, ReadOnlySpan<float> x, ReadOnlySpan<float> weight, float epsilon)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(into.Length, x.Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(weight.Length, x.Length);
        var scale = 1f / MathF.Sqrt(Dot.Of(x, x) / x.Length + epsilon);
        ref var from = ref MemoryMarshal.GetReference(x);
        ref var factors = ref MemoryMarshal.GetReference(weight);
        ref var target = ref MemoryMarshal.GetReference(into);
        var i = 0;
        for (; i <= x.Length - Vector512<float>.Count; i += Vector512<float>.Count)
        {
            var numbers = Vector512.LoadUnsafe(ref from, (nuint)i) * Vector512.Create(scale);
            (numbers * Vector512.LoadUnsafe(ref factors, (nuint)i)).StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < x.Length; i++)
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
