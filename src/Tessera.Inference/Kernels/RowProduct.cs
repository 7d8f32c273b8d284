using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tessera.Inference.Kernels;

/// <summary>
/// Rows of weights as stored, in 32 or 16 bits, with the inputs of all streams. Widened in registers, two rows at a time with
/// four, two or one streams, and always added in one order, so that a stream's numbers do not depend on how many there are:
/// two sums of sixteen lanes in turns, fused; then the lanes' halves onto each other; then what is left of the row.
/// </summary>
internal static class RowProduct
{
    private const int Lanes = 16;

    // Sixteen sums of 512 bits: too many where those are made of several.
    private static int StreamsAtOnce => Vector512.IsHardwareAccelerated ? 4 : 2;

    /// <summary>y = W x for some rows, one after another in memory, and all streams.</summary>
    /// <param name="weights">(some rows, columns)</param>
    /// <param name="x">(streams, columns)</param>
    /// <param name="y">Where the first row's number of the first stream goes; the next stream's is <paramref name="step"/> further.</param>
    /// <param name="columns">Weights of a row.</param>
    /// <param name="step">Rows of the matrix.</param>
    public static void Run<T, TLanes>(ReadOnlySpan<T> weights, ReadOnlySpan<float> x, Span<float> y, int columns, int step)
        where TLanes : IWeightLanes<T>
    {
        var rows = weights.Length / columns;
        var streams = x.Length / columns;
        for (var row = 0; row < rows; row += 2)
        {
            // An odd last row goes with itself.
            var second = Math.Min(row + 1, rows - 1);
            var a = weights.Slice(row * columns, columns);
            var b = weights.Slice(second * columns, columns);
            for (var stream = 0; stream < streams;)
            {
                var left = Math.Min(streams - stream, StreamsAtOnce);
                var inputs = x[(stream * columns)..];
                var into = y[(stream * step + row)..];
                var intoSecond = y[(stream * step + second)..];
                stream += left switch
                {
                    >= 4 => Four<T, TLanes>(a, b, inputs, into, intoSecond, step),
                    >= 2 => Two<T, TLanes>(a, b, inputs, into, intoSecond, step),
                    _ => One<T, TLanes>(a, b, inputs, into, intoSecond),
                };
            }
        }
    }

    /// <summary>row · x; both of one length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Of<T, TLanes>(ReadOnlySpan<T> row, ReadOnlySpan<float> x)
        where TLanes : IWeightLanes<T>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(x.Length, row.Length);
        ref var w = ref MemoryMarshal.GetReference(row);
        ref var a = ref MemoryMarshal.GetReference(x);
        var (even, odd) = (Vector512<float>.Zero, Vector512<float>.Zero);
        var i = 0;
        for (; i <= row.Length - 2 * Lanes; i += 2 * Lanes)
        {
            Prefetch(ref w, i + 2 * row.Length);
            even = Vector512.FusedMultiplyAdd(TLanes.Sixteen(ref w, (nuint)i), At(ref a, i), even);
            odd = Vector512.FusedMultiplyAdd(TLanes.Sixteen(ref w, (nuint)(i + Lanes)), At(ref a, i + Lanes), odd);
        }

        if (i <= row.Length - Lanes)
        {
            even = Vector512.FusedMultiplyAdd(TLanes.Sixteen(ref w, (nuint)i), At(ref a, i), even);
            i += Lanes;
        }

        return Rest<T, TLanes>(row, x, i, even, odd);
    }

    private static int One<T, TLanes>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<float> x, Span<float> y, Span<float> z)
        where TLanes : IWeightLanes<T>
    {
        y[0] = Of<T, TLanes>(a, x[..a.Length]);
        z[0] = Of<T, TLanes>(b, x[..b.Length]);
        return 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Two<T, TLanes>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<float> x, Span<float> y, Span<float> z, int step)
        where TLanes : IWeightLanes<T>
    {
        var columns = a.Length;
        ref var v = ref MemoryMarshal.GetReference(a);
        ref var w = ref MemoryMarshal.GetReference(b);
        ref var x0 = ref MemoryMarshal.GetReference(x[..(2 * columns)]);
        ref var x1 = ref Unsafe.Add(ref x0, columns);
        var (a0, a1, b0, b1) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var (c0, c1, d0, d1) = (a0, a0, a0, a0);
        var i = 0;
        for (; i <= columns - 2 * Lanes; i += 2 * Lanes)
        {
            Prefetch(ref v, i + 2 * columns);
            Prefetch(ref w, i + 2 * columns);
            Add<T, TLanes>(ref v, ref w, i, At(ref x0, i), At(ref x1, i), ref a0, ref a1, ref b0, ref b1);
            Add<T, TLanes>(ref v, ref w, i + Lanes, At(ref x0, i + Lanes), At(ref x1, i + Lanes), ref c0, ref c1, ref d0, ref d1);
        }

        if (i <= columns - Lanes)
        {
            Add<T, TLanes>(ref v, ref w, i, At(ref x0, i), At(ref x1, i), ref a0, ref a1, ref b0, ref b1);
            i += Lanes;
        }

        y[0] = Rest<T, TLanes>(a, x, i, a0, c0);
        y[step] = Rest<T, TLanes>(a, x[columns..], i, a1, c1);
        z[0] = Rest<T, TLanes>(b, x, i, b0, d0);
        z[step] = Rest<T, TLanes>(b, x[columns..], i, b1, d1);
        return 2;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Four<T, TLanes>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<float> x, Span<float> y, Span<float> z, int step)
        where TLanes : IWeightLanes<T>
    {
        var columns = a.Length;
        ref var v = ref MemoryMarshal.GetReference(a);
        ref var w = ref MemoryMarshal.GetReference(b);
        ref var x0 = ref MemoryMarshal.GetReference(x[..(4 * columns)]);
        ref var x1 = ref Unsafe.Add(ref x0, columns);
        ref var x2 = ref Unsafe.Add(ref x1, columns);
        ref var x3 = ref Unsafe.Add(ref x2, columns);
        var (a0, a1, a2, a3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var (b0, b1, b2, b3) = (a0, a0, a0, a0);
        var (c0, c1, c2, c3) = (a0, a0, a0, a0);
        var (d0, d1, d2, d3) = (a0, a0, a0, a0);
        var i = 0;
        for (; i <= columns - 2 * Lanes; i += 2 * Lanes)
        {
            Prefetch(ref v, i + 2 * columns);
            Prefetch(ref w, i + 2 * columns);
            Add<T, TLanes>(ref v, ref w, i, At(ref x0, i), At(ref x1, i), ref a0, ref a1, ref b0, ref b1);
            Add<T, TLanes>(ref v, ref w, i, At(ref x2, i), At(ref x3, i), ref a2, ref a3, ref b2, ref b3);
            Add<T, TLanes>(ref v, ref w, i + Lanes, At(ref x0, i + Lanes), At(ref x1, i + Lanes), ref c0, ref c1, ref d0, ref d1);
            Add<T, TLanes>(ref v, ref w, i + Lanes, At(ref x2, i + Lanes), At(ref x3, i + Lanes), ref c2, ref c3, ref d2, ref d3);
        }

        if (i <= columns - Lanes)
        {
            Add<T, TLanes>(ref v, ref w, i, At(ref x0, i), At(ref x1, i), ref a0, ref a1, ref b0, ref b1);
            Add<T, TLanes>(ref v, ref w, i, At(ref x2, i), At(ref x3, i), ref a2, ref a3, ref b2, ref b3);
            i += Lanes;
        }

        y[0] = Rest<T, TLanes>(a, x, i, a0, c0);
        y[step] = Rest<T, TLanes>(a, x[columns..], i, a1, c1);
        y[2 * step] = Rest<T, TLanes>(a, x[(2 * columns)..], i, a2, c2);
        y[3 * step] = Rest<T, TLanes>(a, x[(3 * columns)..], i, a3, c3);
        z[0] = Rest<T, TLanes>(b, x, i, b0, d0);
        z[step] = Rest<T, TLanes>(b, x[columns..], i, b1, d1);
        z[2 * step] = Rest<T, TLanes>(b, x[(2 * columns)..], i, b2, d2);
        z[3 * step] = Rest<T, TLanes>(b, x[(3 * columns)..], i, b3, d3);
        return 4;
    }

    // Sixteen columns of two rows with two streams.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T, TLanes>(
        ref T v, ref T w, int i, Vector512<float> x, Vector512<float> other,
        ref Vector512<float> a0, ref Vector512<float> a1, ref Vector512<float> b0, ref Vector512<float> b1)
        where TLanes : IWeightLanes<T>
    {
        var first = TLanes.Sixteen(ref v, (nuint)i);
        var second = TLanes.Sixteen(ref w, (nuint)i);
        a0 = Vector512.FusedMultiplyAdd(first, x, a0);
        a1 = Vector512.FusedMultiplyAdd(first, other, a1);
        b0 = Vector512.FusedMultiplyAdd(second, x, b0);
        b1 = Vector512.FusedMultiplyAdd(second, other, b1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> At(ref float start, int index) => Vector512.LoadUnsafe(ref start, (nuint)index);

    // The next pair of rows: what the processor reads ahead by itself ends with a page of 4 KiB, which is one row or less.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Prefetch<T>(ref T start, int index)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref start, index)));
            if (Unsafe.SizeOf<T>() == sizeof(float))
            {
                Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.Add(ref start, index + Lanes)));
            }
        }
    }

    private static float Rest<T, TLanes>(ReadOnlySpan<T> row, ReadOnlySpan<float> x, int from, Vector512<float> even, Vector512<float> odd)
        where TLanes : IWeightLanes<T>
    {
        var sum = Dot.Sum(even + odd);
        for (var i = from; i < row.Length; i++)
        {
            sum = MathF.FusedMultiplyAdd(TLanes.One(row[i]), x[i], sum);
        }

        return sum;
    }
}
