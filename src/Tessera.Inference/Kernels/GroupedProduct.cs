using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tessera.Inference.Kernels;

/// <summary>Rounded weights by rounded inputs: where the time goes.</summary>
internal abstract unsafe class GroupedProduct
{
    /// <summary>y = W x for some rows and all streams.</summary>
    /// <param name="weights">(rows, rowBytes)</param>
    /// <param name="scales">bf16; (rows, groups)</param>
    /// <param name="x">(streams, groups)</param>
    /// <param name="y">(streams, rows)</param>
    /// <param name="rows">Rows of the matrix.</param>
    /// <param name="first">The first row to do.</param>
    /// <param name="end">Behind the last.</param>
    public abstract void Run(byte* weights, ushort* scales, RoundedInputs x, Span<float> y, int rows, int first, int end);
}

/// <summary>
/// Two rows of weights at a time with four, two or one streams: as many as sixteen registers hold without spilling. The sum of
/// a row and a stream: in each of eight lanes, group after group, the whole number of the lane times (scale of the weights
/// times scale of the inputs), fused; then the lanes' upper half onto the lower, and again, and again.
/// </summary>
internal sealed unsafe class GroupedProduct<TDots, TWeights, TInput> : GroupedProduct
    where TDots : IDots<TWeights, TInput>
{
    private const int Lanes = 8;

    // Read ahead by whole pairs of rows and at least so many bytes: by 4 KiB was a quarter slower from memory, and where a row's
    // end was not whole pairs away, the next pair's second row was not read ahead at all, which halved the speed.
    private const int AheadMin = 8192;

    public override void Run(byte* weights, ushort* scales, RoundedInputs x, Span<float> y, int rows, int first, int end)
    {
        var groups = x.Groups;
        var rowBytes = (long)groups * TDots.GroupBytes;
        var ahead = (AheadMin + 2 * rowBytes - 1) / (2 * rowBytes) * 2 * rowBytes;
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, x.Count * rows);
        fixed (float* into = y)
        {
            for (var row = first; row < end; row += 2)
            {
                // An odd last row goes with itself.
                var second = row + 1 < end ? row + 1 : row;
                var pair = new Pair(weights + row * rowBytes, weights + second * rowBytes, scales + (long)row * groups, scales + (long)second * groups, row, second, ahead);
                var stream = 0;
                for (; stream + 4 <= x.Count; stream += 4)
                {
                    Four(pair, x, stream, into, rows);
                }

                if (stream + 2 <= x.Count)
                {
                    Two(pair, x, stream, into, rows);
                    stream += 2;
                }

                if (stream < x.Count)
                {
                    One(pair, x, stream, into, rows);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One(in Pair pair, RoundedInputs x, int stream, float* into, int rows)
    {
        var p = pair.First;
        var q = pair.Second;
        var xs = x.ScalesOf(stream);
        var inputs = x.NumbersOf(stream);
        var sums = x.CorrectionsOf(stream);
        var groups = x.Groups;
        var ahead = pair.Ahead;
        var (a, b) = (Vector256<float>.Zero, Vector256<float>.Zero);
        var scales = stackalloc float[2 * Lanes];
        for (var from = 0; from < groups; from += Lanes)
        {
            Scales(pair, from, Vector256.Load(xs + from), scales);
            for (var g = from; g < Math.Min(from + Lanes, groups); g++)
            {
                var at = (nint)g * TDots.GroupBytes;
                Prefetch(p + at, q + at, ahead);
                var (v, w) = (TDots.Weights(p + at), TDots.Weights(q + at));
                var (input, sum) = (TDots.Input(inputs + g * Rounding.Group), Vector256.Load(sums + g * Lanes));
                a = Add(a, TDots.Dot(v, input, sum), scales[g - from]);
                b = Add(b, TDots.Dot(w, input, sum), scales[g - from + Lanes]);
            }
        }

        Store(pair, a, b, into + (long)stream * rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Two(in Pair pair, RoundedInputs x, int stream, float* into, int rows)
    {
        var p = pair.First;
        var q = pair.Second;
        var xs = x.ScalesOf(stream);
        var inputs = x.NumbersOf(stream);
        var sums = x.CorrectionsOf(stream);
        var groups = x.Groups;
        var ahead = pair.Ahead;
        var (step, inputStep, sumStep) = ((nint)x.ScaleStep, (nint)x.NumberStep, (nint)x.CorrectionStep);
        var (a0, a1, b0, b1) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var scales = stackalloc float[4 * Lanes];
        for (var from = 0; from < groups; from += Lanes)
        {
            Scales(pair, from, Vector256.Load(xs + from), scales);
            Scales(pair, from, Vector256.Load(xs + from + step), scales + 2 * Lanes);
            var s = scales;
            for (var g = from; g < Math.Min(from + Lanes, groups); g++, s++)
            {
                var at = (nint)g * TDots.GroupBytes;
                Prefetch(p + at, q + at, ahead);
                var (v, w) = (TDots.Weights(p + at), TDots.Weights(q + at));
                var i = inputs + g * Rounding.Group;
                var c = sums + g * Lanes;
                var (input, sum) = (TDots.Input(i), Vector256.Load(c));
                a0 = Add(a0, TDots.Dot(v, input, sum), s[0]);
                b0 = Add(b0, TDots.Dot(w, input, sum), s[Lanes]);
                (input, sum) = (TDots.Input(i + inputStep), Vector256.Load(c + sumStep));
                a1 = Add(a1, TDots.Dot(v, input, sum), s[2 * Lanes]);
                b1 = Add(b1, TDots.Dot(w, input, sum), s[3 * Lanes]);
            }
        }

        into += (long)stream * rows;
        Store(pair, a0, b0, into);
        Store(pair, a1, b1, into + rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four(in Pair pair, RoundedInputs x, int stream, float* into, int rows)
    {
        var p = pair.First;
        var q = pair.Second;
        var xs = x.ScalesOf(stream);
        var inputs = x.NumbersOf(stream);
        var sums = x.CorrectionsOf(stream);
        var groups = x.Groups;
        var ahead = pair.Ahead;
        var (step, inputStep, sumStep) = ((nint)x.ScaleStep, (nint)x.NumberStep, (nint)x.CorrectionStep);
        var (a0, a1, a2, a3) = (Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero, Vector256<float>.Zero);
        var (b0, b1, b2, b3) = (a0, a0, a0, a0);
        var scales = stackalloc float[8 * Lanes];
        for (var from = 0; from < groups; from += Lanes)
        {
            Scales(pair, from, Vector256.Load(xs + from), scales);
            Scales(pair, from, Vector256.Load(xs + from + step), scales + 2 * Lanes);
            Scales(pair, from, Vector256.Load(xs + from + 2 * step), scales + 4 * Lanes);
            Scales(pair, from, Vector256.Load(xs + from + 3 * step), scales + 6 * Lanes);
            var s = scales;
            for (var g = from; g < Math.Min(from + Lanes, groups); g++, s++)
            {
                var at = (nint)g * TDots.GroupBytes;
                Prefetch(p + at, q + at, ahead);
                var (v, w) = (TDots.Weights(p + at), TDots.Weights(q + at));
                var i = inputs + g * Rounding.Group;
                var c = sums + g * Lanes;
                var (input, sum) = (TDots.Input(i), Vector256.Load(c));
                a0 = Add(a0, TDots.Dot(v, input, sum), s[0]);
                b0 = Add(b0, TDots.Dot(w, input, sum), s[Lanes]);
                (input, sum) = (TDots.Input(i + inputStep), Vector256.Load(c + sumStep));
                a1 = Add(a1, TDots.Dot(v, input, sum), s[2 * Lanes]);
                b1 = Add(b1, TDots.Dot(w, input, sum), s[3 * Lanes]);
                (input, sum) = (TDots.Input(i + 2 * inputStep), Vector256.Load(c + 2 * sumStep));
                a2 = Add(a2, TDots.Dot(v, input, sum), s[4 * Lanes]);
                b2 = Add(b2, TDots.Dot(w, input, sum), s[5 * Lanes]);
                (input, sum) = (TDots.Input(i + 3 * inputStep), Vector256.Load(c + 3 * sumStep));
                a3 = Add(a3, TDots.Dot(v, input, sum), s[6 * Lanes]);
                b3 = Add(b3, TDots.Dot(w, input, sum), s[7 * Lanes]);
            }
        }

        into += (long)stream * rows;
        Store(pair, a0, b0, into);
        Store(pair, a1, b1, into + rows);
        Store(pair, a2, b2, into + 2L * rows);
        Store(pair, a3, b3, into + 3L * rows);
    }

    // The products of the scales of eight groups, for both rows: reads beyond the last group, and what is made of that is not used.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Scales(in Pair pair, int from, Vector256<float> inputs, float* into)
    {
        (inputs * Widen(pair.FirstScales + from)).Store(into);
        (inputs * Widen(pair.SecondScales + from)).Store(into + Lanes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Widen(ushort* scales) =>
        ((Avx2.IsSupported ? Avx2.ConvertToVector256Int32(scales).AsUInt32() : Wide(Vector128.Widen(Vector128.Load(scales)))) << 16).AsSingle();

    private static Vector256<uint> Wide((Vector128<uint> Low, Vector128<uint> High) parts) => Vector256.Create(parts.Low, parts.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Add(Vector256<float> sum, Vector256<int> whole, float scale) =>
        Vector256.FusedMultiplyAdd(Vector256.ConvertToSingle(whole), Vector256.Create(scale), sum);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(byte* first, byte* second, nint ahead)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(first + ahead);
            Sse.Prefetch0(second + ahead);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(in Pair pair, Vector256<float> first, Vector256<float> second, float* into)
    {
        into[pair.Row] = Sum(first);
        into[pair.SecondRow] = Sum(second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Sum(Vector256<float> lanes)
    {
        var four = lanes.GetLower() + lanes.GetUpper();
        return four[0] + four[2] + (four[1] + four[3]);
    }

    private readonly struct Pair(byte* first, byte* second, ushort* firstScales, ushort* secondScales, int row, int secondRow, long ahead)
    {
        public readonly byte* First = first;
        public readonly byte* Second = second;
        public readonly ushort* FirstScales = firstScales;
        public readonly ushort* SecondScales = secondScales;
        public readonly int Row = row;
        public readonly int SecondRow = secondRow;
        public readonly nint Ahead = (nint)ahead;
    }
}
