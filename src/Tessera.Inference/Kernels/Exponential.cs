using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tessera.Inference.Kernels;

/// <summary>
/// e to the power of x in 32 bits, off by at most two units in the last place. .NET's own computes in 64 bits, which made it a
/// third of attention, and not in the same way on every processor; this is the same fused steps everywhere.
/// </summary>
internal static class Exponential
{
    // Beyond these the result is infinite, or 0.
    private const float Most = 89;
    private const float Least = -104;

    private const float PerLn2 = 1.44269504f;
    private const float Ln2High = 0.693359375f; // nine bits, so that a whole number times it is exact
    private const float Ln2Low = -2.12194440e-4f;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> x)
    {
        // x = n ln 2 + r with r up to ln 2 / 2, where the eighth power over 8! is below 1e-8: e^x = 2^n (1 + r + r²/2 + …)
        x = Vector512.Min(Vector512.Max(x, Vector512.Create(Least)), Vector512.Create(Most));
        var whole = Vector512.Round(x * Vector512.Create(PerLn2));
        var r = Vector512.FusedMultiplyAdd(whole, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(whole, Vector512.Create(-Ln2Low), r);
        var sum = Vector512.Create(1f / 5040);
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1f / 720));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1f / 120));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1f / 24));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(1f / 6));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512.Create(0.5f));
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512<float>.One);
        sum = Vector512.FusedMultiplyAdd(sum, r, Vector512<float>.One);

        // In two steps, since 2^128 and 2^-150 have no exponent of their own.
        var n = Vector512.ConvertToInt32(whole);
        var half = n >> 1;
        return sum * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> PowerOfTwo(Vector512<int> n) => ((n + Vector512.Create(127)) << 23).AsSingle();
}
