using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tessera.Inference.Kernels;

/// <summary>
/// Intel since 2013, AMD since 2015. The instruction that multiplies bytes takes unsigned ones by signed ones and keeps 16 bits of two
/// products, which 255 · 127 would overflow: so it gets the weight without its sign, and the input with it.
/// </summary>
internal readonly unsafe struct Avx2Int8 : IDots<Halves, Halves>
{
    public static bool IsSupported => Avx2.IsSupported && Fma.IsSupported;

    public static int GroupBytes => 64;

    /// <summary>Signed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Halves Weights(byte* group)
    {
        var top = Vector256.Create((byte)0x80);
        return new(Vector256.Load(group) ^ top, Vector256.Load(group + 32) ^ top);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Halves Input(sbyte* group) => new(Vector256.Load((byte*)group), Vector256.Load((byte*)group + 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Dot(Halves weights, Halves input, Vector256<int> correction) =>
        Pairs(weights.Low.AsSByte(), input.Low.AsSByte()) + Pairs(weights.High.AsSByte(), input.High.AsSByte());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Pairs(Vector256<sbyte> weights, Vector256<sbyte> input) =>
        Avx2.MultiplyAddAdjacent(Avx2.MultiplyAddAdjacent(Avx2.Abs(weights), Avx2.Sign(input, weights)), Vector256<short>.One);
}

/// <summary>The same with four bits, where nothing overflows.</summary>
internal readonly unsafe struct Avx2Int4 : IDots<Halves, Halves>
{
    public static bool IsSupported => Avx2Int8.IsSupported;

    public static int GroupBytes => 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Halves Weights(byte* group) => Nibbles.Split(group);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Halves Input(sbyte* group) => Avx2Int8.Input(group);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Dot(Halves weights, Halves input, Vector256<int> correction)
    {
        var products = Avx2.MultiplyAddAdjacent(weights.Low, input.Low.AsSByte()) + Avx2.MultiplyAddAdjacent(weights.High, input.High.AsSByte());
        return Avx2.MultiplyAddAdjacent(products, Vector256<short>.One) + (correction >> 4);
    }
}
