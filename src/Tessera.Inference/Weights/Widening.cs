using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tessera.Inference.Weights;

/// <summary>Narrow numbers to 32 bits. All widenings are exact.</summary>
internal static class Widening
{
    /// <summary>A bf16 is the upper half of a float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromBF16(ReadOnlySpan<ushort> from, Span<float> into)
    {
        ref var source = ref MemoryMarshal.GetReference(from);
        ref var target = ref MemoryMarshal.GetReference(into[..from.Length]);
        var i = 0;
        for (; i <= from.Length - Vector512<ushort>.Count; i += Vector512<ushort>.Count)
        {
            var (low, high) = Vector512.Widen(Vector512.LoadUnsafe(ref source, (nuint)i));
            (low << 16).AsSingle().StoreUnsafe(ref target, (nuint)i);
            (high << 16).AsSingle().StoreUnsafe(ref target, (nuint)(i + Vector512<uint>.Count));
        }

        for (; i < from.Length; i++)
        {
            into[i] = BitConverter.UInt32BitsToSingle((uint)from[i] << 16);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FromF16(ReadOnlySpan<Half> from, Span<float> into)
    {
        ref var source = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<Half, ushort>(from));
        ref var target = ref MemoryMarshal.GetReference(into[..from.Length]);
        var i = 0;
        for (; i <= from.Length - Vector512<ushort>.Count; i += Vector512<ushort>.Count)
        {
            var (low, high) = Vector512.Widen(Vector512.LoadUnsafe(ref source, (nuint)i));
            FromF16(low).StoreUnsafe(ref target, (nuint)i);
            FromF16(high).StoreUnsafe(ref target, (nuint)(i + Vector512<uint>.Count));
        }

        for (; i < from.Length; i++)
        {
            into[i] = (float)from[i];
        }
    }

    // Exponent and fraction moved to their places and multiplied by 2^112, the difference of the biases, which is exact for
    // small numbers without a leading one too. Infinity and NaN get all ones for an exponent.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> FromF16(Vector512<uint> bits)
    {
        var scaled = ((bits & Vector512.Create(0x7FFFu)) << 13).AsSingle() * Vector512.Create(5.192296858534828e33f);
        var endless = Vector512.GreaterThanOrEqual(bits & Vector512.Create(0x7C00u), Vector512.Create(0x7C00u)) & Vector512.Create(0x7F80_0000u);
        return (scaled.AsUInt32() | endless | ((bits & Vector512.Create(0x8000u)) << 16)).AsSingle();
    }
}
