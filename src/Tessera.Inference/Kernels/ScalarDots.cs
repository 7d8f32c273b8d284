using System.Runtime.Intrinsics;

namespace Tessera.Inference.Kernels;

/// <summary>Any processor, number by number.</summary>
internal readonly unsafe struct ScalarInt8 : IDots<nint, nint>
{
    public static bool IsSupported => true;

    public static int GroupBytes => 64;

    public static nint Weights(byte* group) => (nint)group;

    public static nint Input(sbyte* group) => (nint)group;

    public static Vector256<int> Dot(nint weights, nint input, Vector256<int> correction)
    {
        var w = (byte*)weights;
        var x = (sbyte*)input;
        var lanes = stackalloc int[8];
        for (var i = 0; i < 64; i++)
        {
            lanes[i % 32 / 4] += (w[i] - 128) * x[i];
        }

        return Vector256.Load(lanes);
    }
}

internal readonly unsafe struct ScalarInt4 : IDots<nint, nint>
{
    public static bool IsSupported => true;

    public static int GroupBytes => 32;

    public static nint Weights(byte* group) => (nint)group;

    public static nint Input(sbyte* group) => (nint)group;

    public static Vector256<int> Dot(nint weights, nint input, Vector256<int> correction)
    {
        var w = (byte*)weights;
        var x = (sbyte*)input;
        var lanes = stackalloc int[8];
        for (var i = 0; i < 32; i++)
        {
            lanes[i / 4] += ((w[i] & 0xF) - 8) * x[i] + ((w[i] >> 4) - 8) * x[i + 32];
        }

        return Vector256.Load(lanes);
    }
}
