using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Tessera.Inference.Kernels;

/// <summary>Four products of signed bytes and their sum in each of four lanes.</summary>
internal interface IArmDot
{
    static abstract bool IsSupported { get; }

    static abstract Vector128<int> Add(Vector128<int> sums, Vector128<sbyte> a, Vector128<sbyte> b);
}

/// <summary>Arm since 2018: in one instruction.</summary>
internal readonly struct DotProductDot : IArmDot
{
    public static bool IsSupported => Dp.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add(Vector128<int> sums, Vector128<sbyte> a, Vector128<sbyte> b) => Dp.DotProduct(sums, a, b);
}

/// <summary>Every 64-bit Arm: two products fit into 16 bits, since neither factor is −128.</summary>
internal readonly struct AdvSimdDot : IArmDot
{
    public static bool IsSupported => AdvSimd.Arm64.IsSupported;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add(Vector128<int> sums, Vector128<sbyte> a, Vector128<sbyte> b)
    {
        var low = AdvSimd.MultiplyWideningLower(a.GetLower(), b.GetLower());
        var high = AdvSimd.MultiplyWideningUpper(a, b);
        return AdvSimd.AddPairwiseWideningAndAdd(sums, AdvSimd.Arm64.AddPairwise(low, high));
    }
}

internal readonly unsafe struct ArmInt8<TDot> : IDots<Halves, Halves>
    where TDot : IArmDot
{
    public static bool IsSupported => TDot.IsSupported;

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
    public static Vector256<int> Dot(Halves weights, Halves input, Vector256<int> correction)
    {
        var (low, high) = (Vector128<int>.Zero, Vector128<int>.Zero);
        low = TDot.Add(low, weights.Low.AsSByte().GetLower(), input.Low.AsSByte().GetLower());
        high = TDot.Add(high, weights.Low.AsSByte().GetUpper(), input.Low.AsSByte().GetUpper());
        low = TDot.Add(low, weights.High.AsSByte().GetLower(), input.High.AsSByte().GetLower());
        high = TDot.Add(high, weights.High.AsSByte().GetUpper(), input.High.AsSByte().GetUpper());
        return Vector256.Create(low, high);
    }
}

internal readonly unsafe struct ArmInt4<TDot> : IDots<Halves, Halves>
    where TDot : IArmDot
{
    public static bool IsSupported => TDot.IsSupported;

    public static int GroupBytes => 32;

    /// <summary>Signed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Halves Weights(byte* group)
    {
        var halves = Nibbles.Split(group);
        var eight = Vector256.Create((byte)8);
        return new(halves.Low - eight, halves.High - eight);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Halves Input(sbyte* group) => ArmInt8<TDot>.Input(group);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Dot(Halves weights, Halves input, Vector256<int> correction) => ArmInt8<TDot>.Dot(weights, input, correction);
}
