using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Kernels;

/// <summary>How a weight as it is stored becomes a float, sixteen at a time.</summary>
internal interface IWeightLanes<T>
{
    static abstract Vector512<float> Sixteen(ref T start, nuint index);

    static abstract float One(T weight);
}

/// <summary>How a row of floats is kept so that it is read back like weights.</summary>
internal interface ICacheLanes<T> : IWeightLanes<T>
{
    /// <summary>The row as it is kept, and what it is to be multiplied by.</summary>
    static abstract float Round(ReadOnlySpan<float> row, Span<T> into);
}

internal readonly struct FloatLanes : ICacheLanes<float>
{
    public static float Round(ReadOnlySpan<float> row, Span<float> into)
    {
        row.CopyTo(into);
        return 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sixteen(ref float start, nuint index) => Vector512.LoadUnsafe(ref start, index);

    public static float One(float weight) => weight;
}

internal readonly struct BF16Lanes : IWeightLanes<ushort>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sixteen(ref ushort start, nuint index) => (Lanes.Widen(Vector256.LoadUnsafe(ref start, index)) << 16).AsSingle();

    public static float One(ushort weight) => BitConverter.UInt32BitsToSingle((uint)weight << 16);
}

internal readonly struct F16Lanes : IWeightLanes<Half>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sixteen(ref Half start, nuint index) =>
        Widening.FromF16(Lanes.Widen(Vector256.LoadUnsafe(ref Unsafe.As<Half, ushort>(ref start), index)));

    public static float One(Half weight) => (float)weight;
}

internal readonly struct ByteLanes : ICacheLanes<sbyte>
{
    public static float Round(ReadOnlySpan<float> row, Span<sbyte> into)
    {
        var greatest = Activations.Furthest(row);
        var inverse = greatest > 7.9e-31f ? 127 / greatest : 0; // below, the inverse would be infinite
        ref var from = ref MemoryMarshal.GetReference(row);
        ref var target = ref MemoryMarshal.GetReference(into[..row.Length]);
        var i = 0;
        for (; i <= row.Length - Vector256<sbyte>.Count; i += Vector256<sbyte>.Count)
        {
            var (a, b) = (Whole(ref from, i, inverse), Whole(ref from, i + 8, inverse));
            var (c, d) = (Whole(ref from, i + 16, inverse), Whole(ref from, i + 24, inverse));
            Vector256.Narrow(Vector256.Narrow(a, b), Vector256.Narrow(c, d)).StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < row.Length; i++)
        {
            into[i] = (sbyte)MathF.Round(row[i] * inverse);
        }

        return inverse == 0 ? 0 : greatest / 127;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sixteen(ref sbyte start, nuint index)
    {
        var bytes = Vector128.LoadUnsafe(ref start, index);
        return Vector512.ConvertToSingle(Avx512F.IsSupported ? Avx512F.ConvertToVector512Int32(bytes) : Lanes.Widen(Vector256.WidenLower(bytes.ToVector256())));
    }

    public static float One(sbyte weight) => weight;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Whole(ref float from, int index, float inverse) =>
        Vector256.ConvertToInt32(Vector256.Round(Vector256.LoadUnsafe(ref from, (nuint)index) * Vector256.Create(inverse)));
}

// The portable way takes several steps and shuffles, which made eight bits slower to read than sixteen.
file static class Lanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Widen(Vector256<ushort> narrow)
    {
        if (Avx512F.IsSupported)
        {
            return Avx512F.ConvertToVector512UInt32(narrow);
        }

        var (low, high) = Vector256.Widen(narrow);
        return Vector512.Create(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Widen(Vector256<short> narrow)
    {
        var (low, high) = Vector256.Widen(narrow);
        return Vector512.Create(low, high);
    }
}
