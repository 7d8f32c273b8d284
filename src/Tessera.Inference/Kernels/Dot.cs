using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tessera.Inference.Kernels;

/// <summary>
/// Inner products and sums of scaled rows. Always two sums of sixteen lanes with fused multiply-add: where the processor has
/// narrower vectors, .NET makes one of 512 bits out of several, so that each machine adds in the same order and gives the
/// same bits.
/// </summary>
internal static class Dot
{
    private const int Lanes = 16;

    /// <summary>a · b; both of one length.</summary>
    public static float Of(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => RowProduct.Of<float, FloatLanes>(a, b);

    /// <summary>sum += scale · row, each number by itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(Span<float> sum, ReadOnlySpan<float> row, float scale)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(row.Length, sum.Length);
        ref var into = ref MemoryMarshal.GetReference(sum);
        ref var from = ref MemoryMarshal.GetReference(row);
        var factor = Vector512.Create(scale);
        var i = 0;
        for (; i <= sum.Length - Lanes; i += Lanes)
        {
            Vector512.FusedMultiplyAdd(factor, At(ref from, i), At(ref into, i)).StoreUnsafe(ref into, (nuint)i);
        }

        for (; i < sum.Length; i++)
        {
            sum[i] = MathF.FusedMultiplyAdd(scale, row[i], sum[i]);
        }
    }

    /// <summary>sum += number, each.</summary>
    public static void Add(Span<float> sum, float number)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += number;
        }
    }

    /// <summary>All numbers added up.</summary>
    public static float Sum(ReadOnlySpan<float> row)
    {
        ref var from = ref MemoryMarshal.GetReference(row);
        var lanes = Vector512<float>.Zero;
        var i = 0;
        for (; i <= row.Length - Lanes; i += Lanes)
        {
            lanes += At(ref from, i);
        }

        var sum = Sum(lanes);
        for (; i < row.Length; i++)
        {
            sum += row[i];
        }

        return sum;
    }

    /// <summary>The lanes added in a fixed order: halves onto each other.</summary>
    public static float Sum(Vector512<float> lanes)
    {
        var eight = lanes.GetLower() + lanes.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        return four[0] + four[2] + (four[1] + four[3]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> At(ref float start, int index) => Vector512.LoadUnsafe(ref start, (nuint)index);
}
