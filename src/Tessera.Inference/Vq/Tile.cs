using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tessera.Inference.Vq;

/// <summary>
/// The innermost product: twelve places times thirty-two output channels. The sums stay in vector registers while the input
/// channels go by: in 24 of 32 where those are 512 bits wide, else a quarter of the tile at a time in 12 of 16. Each sum is taken
/// input by input in one order, so that its bits depend on nothing else.
/// </summary>
internal static class Tile
{
    public const int Places = 12;
    public const int Outputs = 32;

    private const int Lanes = 16;
    private const int NarrowPlaces = 6;

    /// <summary>sums[place, output] = Σ over taps and inputs of from[place · step + tap + input] · weights[tap, input, output]</summary>
    /// <param name="from">The first place.</param>
    /// <param name="step">Floats from one place to the next.</param>
    /// <param name="taps">For each tap, floats from the place to where its inputs are.</param>
    /// <param name="inputs">Inputs at each tap.</param>
    /// <param name="weights">(taps, inputs, 32)</param>
    /// <param name="sums">(12, 32)</param>
    public static void Run(ref float from, nuint step, ReadOnlySpan<int> taps, nuint inputs, ref float weights, ref float sums)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Wide(ref from, step, taps, inputs, ref weights, ref sums);
        }
        else
        {
            InQuarters(ref from, step, taps, inputs, ref weights, ref sums);
        }
    }

    internal static void InQuarters(ref float from, nuint step, ReadOnlySpan<int> taps, nuint inputs, ref float weights, ref float sums)
    {
        for (nuint place = 0; place < Places; place += NarrowPlaces)
        {
            for (nuint output = 0; output < Outputs; output += Lanes)
            {
                Narrow(ref Unsafe.Add(ref from, place * step), step, taps, inputs, ref Unsafe.Add(ref weights, output), ref Unsafe.Add(ref sums, place * Outputs + output));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Wide(ref float from, nuint step, ReadOnlySpan<int> taps, nuint inputs, ref float weights, ref float sums)
    {
        Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default;
        Vector512<float> a6 = default, a7 = default, a8 = default, a9 = default, a10 = default, a11 = default;
        Vector512<float> b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default;
        Vector512<float> b6 = default, b7 = default, b8 = default, b9 = default, b10 = default, b11 = default;
        ref var w = ref weights;
        foreach (var tap in taps)
        {
            // Four places to count from and three distances: twelve addresses in seven registers.
            ref var p0 = ref Unsafe.Add(ref from, tap);
            ref var p3 = ref Unsafe.Add(ref p0, 3 * step);
            ref var p6 = ref Unsafe.Add(ref p0, 6 * step);
            ref var p9 = ref Unsafe.Add(ref p0, 9 * step);
            for (nuint i = 0; i < inputs; i++)
            {
                var (j, k) = (i + step, i + 2 * step);
                var low = Vector512.LoadUnsafe(ref w);
                var high = Vector512.LoadUnsafe(ref w, Lanes);
                w = ref Unsafe.Add(ref w, Outputs);

                var x = Vector512.Create(Unsafe.Add(ref p0, i));
                a0 = Vector512.FusedMultiplyAdd(x, low, a0);
                b0 = Vector512.FusedMultiplyAdd(x, high, b0);
                x = Vector512.Create(Unsafe.Add(ref p0, j));
                a1 = Vector512.FusedMultiplyAdd(x, low, a1);
                b1 = Vector512.FusedMultiplyAdd(x, high, b1);
                x = Vector512.Create(Unsafe.Add(ref p0, k));
                a2 = Vector512.FusedMultiplyAdd(x, low, a2);
                b2 = Vector512.FusedMultiplyAdd(x, high, b2);
                x = Vector512.Create(Unsafe.Add(ref p3, i));
                a3 = Vector512.FusedMultiplyAdd(x, low, a3);
                b3 = Vector512.FusedMultiplyAdd(x, high, b3);
                x = Vector512.Create(Unsafe.Add(ref p3, j));
                a4 = Vector512.FusedMultiplyAdd(x, low, a4);
                b4 = Vector512.FusedMultiplyAdd(x, high, b4);
                x = Vector512.Create(Unsafe.Add(ref p3, k));
                a5 = Vector512.FusedMultiplyAdd(x, low, a5);
                b5 = Vector512.FusedMultiplyAdd(x, high, b5);
                x = Vector512.Create(Unsafe.Add(ref p6, i));
                a6 = Vector512.FusedMultiplyAdd(x, low, a6);
                b6 = Vector512.FusedMultiplyAdd(x, high, b6);
                x = Vector512.Create(Unsafe.Add(ref p6, j));
                a7 = Vector512.FusedMultiplyAdd(x, low, a7);
                b7 = Vector512.FusedMultiplyAdd(x, high, b7);
                x = Vector512.Create(Unsafe.Add(ref p6, k));
                a8 = Vector512.FusedMultiplyAdd(x, low, a8);
                b8 = Vector512.FusedMultiplyAdd(x, high, b8);
                x = Vector512.Create(Unsafe.Add(ref p9, i));
                a9 = Vector512.FusedMultiplyAdd(x, low, a9);
                b9 = Vector512.FusedMultiplyAdd(x, high, b9);
                x = Vector512.Create(Unsafe.Add(ref p9, j));
                a10 = Vector512.FusedMultiplyAdd(x, low, a10);
                b10 = Vector512.FusedMultiplyAdd(x, high, b10);
                x = Vector512.Create(Unsafe.Add(ref p9, k));
                a11 = Vector512.FusedMultiplyAdd(x, low, a11);
                b11 = Vector512.FusedMultiplyAdd(x, high, b11);
            }
        }

        Store(ref sums, 0, a0, b0);
        Store(ref sums, 1, a1, b1);
        Store(ref sums, 2, a2, b2);
        Store(ref sums, 3, a3, b3);
        Store(ref sums, 4, a4, b4);
        Store(ref sums, 5, a5, b5);
        Store(ref sums, 6, a6, b6);
        Store(ref sums, 7, a7, b7);
        Store(ref sums, 8, a8, b8);
        Store(ref sums, 9, a9, b9);
        Store(ref sums, 10, a10, b10);
        Store(ref sums, 11, a11, b11);
    }

    // Six places, sixteen outputs.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow(ref float from, nuint step, ReadOnlySpan<int> taps, nuint inputs, ref float weights, ref float sums)
    {
        Vector256<float> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default;
        Vector256<float> b0 = default, b1 = default, b2 = default, b3 = default, b4 = default, b5 = default;
        ref var w = ref weights;
        foreach (var tap in taps)
        {
            ref var p0 = ref Unsafe.Add(ref from, tap);
            ref var p3 = ref Unsafe.Add(ref p0, 3 * step);
            for (nuint i = 0; i < inputs; i++)
            {
                var (j, k) = (i + step, i + 2 * step);
                var low = Vector256.LoadUnsafe(ref w);
                var high = Vector256.LoadUnsafe(ref w, Lanes / 2);
                w = ref Unsafe.Add(ref w, Outputs);

                var x = Vector256.Create(Unsafe.Add(ref p0, i));
                a0 = Vector256.FusedMultiplyAdd(x, low, a0);
                b0 = Vector256.FusedMultiplyAdd(x, high, b0);
                x = Vector256.Create(Unsafe.Add(ref p0, j));
                a1 = Vector256.FusedMultiplyAdd(x, low, a1);
                b1 = Vector256.FusedMultiplyAdd(x, high, b1);
                x = Vector256.Create(Unsafe.Add(ref p0, k));
                a2 = Vector256.FusedMultiplyAdd(x, low, a2);
                b2 = Vector256.FusedMultiplyAdd(x, high, b2);
                x = Vector256.Create(Unsafe.Add(ref p3, i));
                a3 = Vector256.FusedMultiplyAdd(x, low, a3);
                b3 = Vector256.FusedMultiplyAdd(x, high, b3);
                x = Vector256.Create(Unsafe.Add(ref p3, j));
                a4 = Vector256.FusedMultiplyAdd(x, low, a4);
                b4 = Vector256.FusedMultiplyAdd(x, high, b4);
                x = Vector256.Create(Unsafe.Add(ref p3, k));
                a5 = Vector256.FusedMultiplyAdd(x, low, a5);
                b5 = Vector256.FusedMultiplyAdd(x, high, b5);
            }
        }

        Store(ref sums, 0, a0, b0);
        Store(ref sums, 1, a1, b1);
        Store(ref sums, 2, a2, b2);
        Store(ref sums, 3, a3, b3);
        Store(ref sums, 4, a4, b4);
        Store(ref sums, 5, a5, b5);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref float sums, nuint place, Vector256<float> low, Vector256<float> high)
    {
        low.StoreUnsafe(ref sums, place * Outputs);
        high.StoreUnsafe(ref sums, place * Outputs + Lanes / 2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref float sums, nuint place, Vector512<float> low, Vector512<float> high)
    {
        low.StoreUnsafe(ref sums, place * Outputs);
        high.StoreUnsafe(ref sums, place * Outputs + Lanes);
    }
}
