using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tessera.Inference.Kernels;

/// <summary>
/// Servers with 512 bits but without AVX-VNNI, such as Skylake-SP to Ice Lake and Zen 4: as <see cref="Avx2Int8"/>, 64 at a
/// time. There is no instruction for the sign, so that inputs are kept with both. With four bits AVX2 was the faster one.
/// </summary>
internal readonly unsafe struct Avx512Int8 : IDots<Avx512Int8.Signed, Avx512Int8.Input512>
{
    public static bool IsSupported => Avx512BW.IsSupported;

    public static int GroupBytes => 64;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Signed Weights(byte* group) => new(Vector512.Load(group) ^ Vector512.Create((byte)0x80));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Input512 Input(sbyte* group) => new(Vector512.Load(group));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Dot(Signed weights, Input512 input, Vector256<int> correction)
    {
        var signed = Vector512.ConditionalSelect(weights.Negative, input.Minus, input.Plus);
        var sums = Avx512BW.MultiplyAddAdjacent(Avx512BW.MultiplyAddAdjacent(weights.Size, signed), Vector512<short>.One);
        return sums.GetLower() + sums.GetUpper();
    }

    /// <summary>64 weights without their signs, and which are below 0.</summary>
    [method: MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly struct Signed(Vector512<byte> weights)
    {
        public readonly Vector512<byte> Size = Avx512BW.Abs(weights.AsSByte());
        public readonly Vector512<sbyte> Negative = Vector512.LessThan(weights.AsSByte(), Vector512<sbyte>.Zero);
    }

    /// <summary>64 inputs and their opposites.</summary>
    [method: MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly struct Input512(Vector512<sbyte> input)
    {
        public readonly Vector512<sbyte> Plus = input;
        public readonly Vector512<sbyte> Minus = -input;
    }
}
