using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tessera.Inference.Kernels;

/// <summary>The keys of one block of one stream, or its values: for each head a row for each position, one after another.</summary>
internal abstract class HeadRows
{
    /// <param name="rounded">A byte a number, with a scale for each row; otherwise 32 bits.</param>
    /// <param name="heads">Heads of keys.</param>
    /// <param name="positions">Rows that each has room for.</param>
    /// <param name="headSize">Numbers of a row.</param>
    public static HeadRows New(bool rounded, int heads, int positions, int headSize) => rounded
        ? new HeadRows<sbyte, ByteLanes>(heads, positions, headSize)
        : new HeadRows<float, FloatLanes>(heads, positions, headSize);

    /// <summary>Keeps one position of all heads: (heads, headSize).</summary>
    public abstract void Keep(int position, ReadOnlySpan<float> numbers);

    /// <summary>The product of a query with each of a head's first rows, times a factor: (positions).</summary>
    public abstract void Score(int head, ReadOnlySpan<float> query, float factor, Span<float> scores);

    /// <summary>The sum of a head's first rows, each by its weight. The weights are lost.</summary>
    public abstract void Mix(int head, Span<float> weights, Span<float> into);

    /// <summary>Takes over the first positions of another of the same kind.</summary>
    public abstract void CopyFrom(HeadRows other, int positions);
}

internal sealed class HeadRows<T, TLanes>(int heads, int positions, int headSize) : HeadRows
    where T : unmanaged
    where TLanes : ICacheLanes<T>
{
    private const int Lanes = 16;

    private readonly T[] _rows = GC.AllocateUninitializedArray<T>(checked(heads * positions * headSize)); // (heads, positions, headSize)
    private readonly float[] _scales = new float[heads * positions];

    public override void Keep(int position, ReadOnlySpan<float> numbers)
    {
        for (var head = 0; head < heads; head++)
        {
            var row = head * positions + position;
            _scales[row] = TLanes.Round(numbers.Slice(head * headSize, headSize), _rows.AsSpan(row * headSize, headSize));
        }
    }

    public override void Score(int head, ReadOnlySpan<float> query, float factor, Span<float> scores)
    {
        var rows = _rows.AsSpan(head * positions * headSize, scores.Length * headSize);
        if (headSize % Lanes == 0)
        {
            ScoreWhole(rows, query, scores);
        }
        else
        {
            for (var t = 0; t < scores.Length; t++)
            {
                scores[t] = RowProduct.Of<T, TLanes>(rows.Slice(t * headSize, headSize), query);
            }
        }

        var scales = _scales.AsSpan(head * positions, scores.Length);
        for (var t = 0; t < scores.Length; t++)
        {
            scores[t] *= scales[t] * factor;
        }
    }

    public override void Mix(int head, Span<float> weights, Span<float> into)
    {
        var scales = _scales.AsSpan(head * positions, weights.Length);
        for (var t = 0; t < weights.Length; t++)
        {
            weights[t] *= scales[t];
        }

        var rows = _rows.AsSpan(head * positions * headSize, weights.Length * headSize);
        var column = 0;
        for (; column <= headSize - 4 * Lanes; column += 4 * Lanes)
        {
            MixFour(rows, weights, into, column);
        }

        for (; column < headSize; column++)
        {
            var sum = 0f;
            for (var t = 0; t < weights.Length; t++)
            {
                sum = MathF.FusedMultiplyAdd(weights[t], TLanes.One(rows[t * headSize + column]), sum);
            }

            into[column] = sum;
        }
    }

    public override void CopyFrom(HeadRows other, int count)
    {
        var from = (HeadRows<T, TLanes>)other;
        for (var head = 0; head < heads; head++)
        {
            from.Rows(head, count).CopyTo(Rows(head, count));
            from.Scales(head, count).CopyTo(Scales(head, count));
        }
    }

    private Span<T> Rows(int head, int count) => _rows.AsSpan(head * positions * headSize, count * headSize);

    private Span<float> Scales(int head, int count) => _scales.AsSpan(head * positions, count);

    // One sum of sixteen lanes a row, four rows at a time, so that a part of the query is loaded once for all of them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ScoreWhole(Span<T> rows, ReadOnlySpan<float> query, Span<float> scores)
    {
        ref var q = ref MemoryMarshal.GetReference(query);
        ref var row = ref MemoryMarshal.GetReference(rows);
        var size = (nuint)headSize;
        var t = 0;
        for (; t <= scores.Length - 4; t += 4)
        {
            var (a, b, c, d) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
            for (nuint i = 0; i < size; i += Lanes)
            {
                var part = Vector512.LoadUnsafe(ref q, i);
                a = Vector512.FusedMultiplyAdd(TLanes.Sixteen(ref row, i), part, a);
                b = Vector512.FusedMultiplyAdd(TLanes.Sixteen(ref row, i + size), part, b);
                c = Vector512.FusedMultiplyAdd(TLanes.Sixteen(ref row, i + 2 * size), part, c);
                d = Vector512.FusedMultiplyAdd(TLanes.Sixteen(ref row, i + 3 * size), part, d);
            }

            (scores[t], scores[t + 1], scores[t + 2], scores[t + 3]) = (Dot.Sum(a), Dot.Sum(b), Dot.Sum(c), Dot.Sum(d));
            row = ref Unsafe.Add(ref row, 4 * headSize);
        }

        for (; t < scores.Length; t++)
        {
            var a = Vector512<float>.Zero;
            for (nuint i = 0; i < size; i += Lanes)
            {
                a = Vector512.FusedMultiplyAdd(TLanes.Sixteen(ref row, i), Vector512.LoadUnsafe(ref q, i), a);
            }

            scores[t] = Dot.Sum(a);
            row = ref Unsafe.Add(ref row, headSize);
        }
    }

    // Sixty-four columns, position after position: a line of bytes each.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MixFour(Span<T> rows, Span<float> weights, Span<float> into, int column)
    {
        ref var row = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), column);
        var (a, b, c, d) = (Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero, Vector512<float>.Zero);
        foreach (var weight in weights)
        {
            var factor = Vector512.Create(weight);
            a = Vector512.FusedMultiplyAdd(TLanes.Sixteen(ref row, 0), factor, a);
            b = Vector512.FusedMultiplyAdd(TLanes.Sixteen(ref row, Lanes), factor, b);
            c = Vector512.FusedMultiplyAdd(TLanes.Sixteen(ref row, 2 * Lanes), factor, c);
            d = Vector512.FusedMultiplyAdd(TLanes.Sixteen(ref row, 3 * Lanes), factor, d);
            row = ref Unsafe.Add(ref row, headSize);
        }

        ref var target = ref MemoryMarshal.GetReference(into.Slice(column, 4 * Lanes));
        a.StoreUnsafe(ref target, 0);
        b.StoreUnsafe(ref target, Lanes);
        c.StoreUnsafe(ref target, 2 * Lanes);
        d.StoreUnsafe(ref target, 3 * Lanes);
    }
}
