using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tessera.Inference.Kernels;

/// <summary>
/// One row of weights, as stored, with the inputs of all streams: where the time goes. Widened in registers, two streams at
/// a time, added in the order of <see cref="Dot.Of"/>, so that a stream's numbers do not depend on how many there are.
/// </summary>
internal static class RowProduct
{
    private const int Lanes = 16;

    /// <param name="row">(columns)</param>
    /// <param name="x">(streams, columns)</param>
    /// <param name="y">Where the first stream's number goes; the next ones are <paramref name="step"/> apart.</param>
    /// <param name="step">Rows of the matrix.</param>
    /// <param name="scale">What each sum is multiplied by.</param>
    public static void Run<T, TLanes>(ReadOnlySpan<T> row, ReadOnlySpan<float> x, Span<float> y, int step, float scale)
        where TLanes : IWeightLanes<T>
    {
        var columns = row.Length;
        var streams = x.Length / columns;
        var stream = 0;
        for (; stream + 1 < streams; stream += 2)
        {
            var (first, second) = Two<T, TLanes>(row, x.Slice(stream * columns, columns), x.Slice((stream + 1) * columns, columns));
            y[stream * step] = first * scale;
            y[(stream + 1) * step] = second * scale;
        }

        if (stream < streams)
        {
            y[stream * step] = One<T, TLanes>(row, x.Slice(stream * columns, columns)) * scale;
        }
    }

    /// <summary>row · x; both of one length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float One<T, TLanes>(ReadOnlySpan<T> row, ReadOnlySpan<float> x)
        where TLanes : IWeightLanes<T>
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(x.Length, row.Length);
        ref var w = ref MemoryMarshal.GetReference(row);
        ref var a = ref MemoryMarshal.GetReference(x);
        var (a0, a1, a2, a3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var i = 0;
        for (; i <= row.Length - 4 * Lanes; i += 4 * Lanes)
        {
            a0 = Vector512.FusedMultiplyAdd(TLanes.Sixteen(ref w, (nuint)i), Vector512.LoadUnsafe(ref a, (nuint)i), a0);
            a1 = Vector512.FusedMultiplyAdd(TLanes.Sixteen(ref w, (nuint)(i + Lanes)), Vector512.LoadUnsafe(ref a, (nuint)(i + Lanes)), a1);
            a2 = Vector512.FusedMultiplyAdd(TLanes.Sixteen(ref w, (nuint)(i + 2 * Lanes)), Vector512.LoadUnsafe(ref a, (nuint)(i + 2 * Lanes)), a2);
            a3 = Vector512.FusedMultiplyAdd(TLanes.Sixteen(ref w, (nuint)(i + 3 * Lanes)), Vector512.LoadUnsafe(ref a, (nuint)(i + 3 * Lanes)), a3);
        }

        for (; i <= row.Length - Lanes; i += Lanes)
        {
            a0 = Vector512.FusedMultiplyAdd(TLanes.Sixteen(ref w, (nuint)i), Vector512.LoadUnsafe(ref a, (nuint)i), a0);
        }

        return Tail<T, TLanes>(row, x, i, Dot.Sum(a0 + a1 + (a2 + a3)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (float First, float Second) Two<T, TLanes>(ReadOnlySpan<T> row, ReadOnlySpan<float> x, ReadOnlySpan<float> z)
        where TLanes : IWeightLanes<T>
    {
        ref var w = ref MemoryMarshal.GetReference(row);
        ref var a = ref MemoryMarshal.GetReference(x);
        ref var b = ref MemoryMarshal.GetReference(z);
        var (a0, a1, a2, a3) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        var (b0, b1, b2, b3) = (a0, a0, a0, a0);
        var i = 0;
        for (; i <= row.Length - 4 * Lanes; i += 4 * Lanes)
        {
            var w0 = TLanes.Sixteen(ref w, (nuint)i);
            var w1 = TLanes.Sixteen(ref w, (nuint)(i + Lanes));
            var w2 = TLanes.Sixteen(ref w, (nuint)(i + 2 * Lanes));
            var w3 = TLanes.Sixteen(ref w, (nuint)(i + 3 * Lanes));
            a0 = Vector512.FusedMultiplyAdd(w0, Vector512.LoadUnsafe(ref a, (nuint)i), a0);
            a1 = Vector512.FusedMultiplyAdd(w1, Vector512.LoadUnsafe(ref a, (nuint)(i + Lanes)), a1);
            a2 = Vector512.FusedMultiplyAdd(w2, Vector512.LoadUnsafe(ref a, (nuint)(i + 2 * Lanes)), a2);
            a3 = Vector512.FusedMultiplyAdd(w3, Vector512.LoadUnsafe(ref a, (nuint)(i + 3 * Lanes)), a3);
            b0 = Vector512.FusedMultiplyAdd(w0, Vector512.LoadUnsafe(ref b, (nuint)i), b0);
            b1 = Vector512.FusedMultiplyAdd(w1, Vector512.LoadUnsafe(ref b, (nuint)(i + Lanes)), b1);
            b2 = Vector512.FusedMultiplyAdd(w2, Vector512.LoadUnsafe(ref b, (nuint)(i + 2 * Lanes)), b2);
            b3 = Vector512.FusedMultiplyAdd(w3, Vector512.LoadUnsafe(ref b, (nuint)(i + 3 * Lanes)), b3);
        }

        for (; i <= row.Length - Lanes; i += Lanes)
        {
            var w0 = TLanes.Sixteen(ref w, (nuint)i);
            a0 = Vector512.FusedMultiplyAdd(w0, Vector512.LoadUnsafe(ref a, (nuint)i), a0);
            b0 = Vector512.FusedMultiplyAdd(w0, Vector512.LoadUnsafe(ref b, (nuint)i), b0);
        }

        return (
            Tail<T, TLanes>(row, x, i, Dot.Sum(a0 + a1 + (a2 + a3))),
            Tail<T, TLanes>(row, z, i, Dot.Sum(b0 + b1 + (b2 + b3))));
    }

    private static float Tail<T, TLanes>(ReadOnlySpan<T> row, ReadOnlySpan<float> x, int from, float sum)
        where TLanes : IWeightLanes<T>
    {
        for (var i = from; i < row.Length; i++)
        {
            sum = MathF.FusedMultiplyAdd(TLanes.One(row[i]), x[i], sum);
        }

        return sum;
    }
}
