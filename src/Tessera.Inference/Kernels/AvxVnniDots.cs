using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tessera.Inference.Kernels;

/// <summary>Intel since 2021, AMD since 2024: unsigned weights by signed inputs, four products and their sum in one go.</summary>
internal readonly unsafe struct AvxVnniInt8 : IDots<Halves, Halves>
{
    public static bool IsSupported => AvxVnni.IsSupported && Fma.IsSupported;

    public static int GroupBytes => 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Halves Weights(byte* group) => new(Vector256.Load(group), Vector256.Load(group + 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Halves Input(sbyte* group) => new(Vector256.Load((byte*)group), Vector256.Load((byte*)group + 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Dot(Halves weights, Halves input, Vector256<int> correction) =>
        AvxVnni.MultiplyWideningAndAdd(
            AvxVnni.MultiplyWideningAndAdd(correction, weights.Low, input.Low.AsSByte()), weights.High, input.High.AsSByte());
}

/// <summary>The same with four bits: weights with 8 on top, so a sixteenth of the correction.</summary>
internal readonly unsafe struct AvxVnniInt4 : IDots<Halves, Halves>
{
    public static bool IsSupported => AvxVnniInt8.IsSupported;

    public static int GroupBytes => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Halves Weights(byte* group) => Nibbles.Split(group);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Halves Input(sbyte* group) => AvxVnniInt8.Input(group);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Dot(Halves weights, Halves input, Vector256<int> correction) => AvxVnniInt8.Dot(weights, input, correction >> 4);
}

internal static unsafe class Nibbles
{
    /// <summary>The low halves of 32 bytes, and the high ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Halves Split(byte* group)
    {
        var bytes = Vector256.Load(group);
        var low = Vector256.Create((byte)0xF);
        return new(bytes & low, (bytes.AsUInt16() >> 4).AsByte() & low);
    }
}
