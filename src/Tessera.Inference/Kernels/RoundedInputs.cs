using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tessera.Inference.Kernels;

/// <summary>
/// The inputs of a product in eight bits: −127 to 127, 64 with one scale, filled up with 0. Made once for all matrices that take
/// the same inputs.
/// </summary>
internal sealed unsafe class RoundedInputs : IShared
{
    private const int Lanes = 8;

    private byte[] _memory = []; // pinned
    private sbyte* _numbers;     // (streams, groups, 64)
    private int* _corrections;   // (streams, groups, 8)
    private float* _scales;      // (streams, groups up to a multiple of 8)
    private float[] _exact = [];
    private int _columns;

    /// <summary>Streams.</summary>
    public int Count { get; private set; }

    public int Groups { get; private set; }

    /// <summary>From one stream to the next.</summary>
    public int NumberStep => Groups * Rounding.Group;

    /// <summary>From one stream to the next.</summary>
    public int CorrectionStep => Groups * Lanes;

    /// <summary>From one stream to the next.</summary>
    public int ScaleStep => (Groups + Lanes - 1) / Lanes * Lanes;

    public sbyte* NumbersOf(int stream) => _numbers + (long)stream * NumberStep;

    /// <summary>For each lane of a dot −128 times the sum of its inputs.</summary>
    public int* CorrectionsOf(int stream) => _corrections + (long)stream * CorrectionStep;

    public float* ScalesOf(int stream) => _scales + (long)stream * ScaleStep;

    /// <param name="exact">(streams, columns)</param>
    /// <param name="count">Streams.</param>
    /// <param name="columns">Numbers of each.</param>
    /// <param name="team">Those who do it, when it is much.</param>
    public void Set(float[] exact, int count, int columns, Team team)
    {
        (_exact, Count, _columns, Groups) = (exact, count, columns, Rounding.Groups(columns));
        Reserve();
        team.Run(this, count, Math.Max(1, 32_768 / columns));
    }

    void IShared.Do(int first, int end)
    {
        for (var stream = first; stream < end; stream++)
        {
            var row = _exact.AsSpan(stream * _columns, _columns);
            for (var g = 0; g < Groups; g++)
            {
                ScalesOf(stream)[g] = Round(row, g, NumbersOf(stream) + g * Rounding.Group, CorrectionsOf(stream) + g * Lanes);
            }
        }
    }

    // Every group's numbers are found by themselves, so that any vectors give the same.
    [SkipLocalsInit]
    private static float Round(ReadOnlySpan<float> row, int g, sbyte* numbers, int* corrections)
    {
        var exact = stackalloc float[Rounding.Group];
        var there = Math.Min(Rounding.Group, row.Length - g * Rounding.Group);
        if (there == Rounding.Group)
        {
            fixed (float* start = row)
            {
                return Round(start + g * Rounding.Group, numbers, corrections);
            }
        }

        var whole = new Span<float>(exact, Rounding.Group);
        row.Slice(g * Rounding.Group, there).CopyTo(whole);
        whole[there..].Clear();
        return Round(exact, numbers, corrections);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Round(float* exact, sbyte* numbers, int* corrections)
    {
        var greatest = Vector256<float>.Zero;
        for (var i = 0; i < Rounding.Group; i += Lanes)
        {
            greatest = Vector256.Max(greatest, Vector256.Abs(Vector256.Load(exact + i)));
        }

        var most = 0f;
        for (var i = 0; i < Lanes; i++)
        {
            most = MathF.Max(most, greatest[i]);
        }

        // Below 2^-100 the inverse would be infinite, and no sum would show such inputs.
        var inverse = most > 7.9e-31f ? 127 / most : 0;
        for (var i = 0; i < Rounding.Group; i += 4 * Lanes)
        {
            var a = Whole(exact + i, inverse);
            var b = Whole(exact + i + Lanes, inverse);
            var c = Whole(exact + i + 2 * Lanes, inverse);
            var d = Whole(exact + i + 3 * Lanes, inverse);
            Vector256.Narrow(Vector256.Narrow(a, b), Vector256.Narrow(c, d)).Store(numbers + i);
        }

        for (var lane = 0; lane < Lanes; lane++)
        {
            var low = numbers + 4 * lane;
            var high = low + Rounding.Group / 2;
            corrections[lane] = -128 * (low[0] + low[1] + low[2] + low[3] + high[0] + high[1] + high[2] + high[3]);
        }

        return inverse == 0 ? 0 : most / 127;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Whole(float* exact, float inverse) =>
        Vector256.ConvertToInt32(Vector256.Round(Vector256.Load(exact) * Vector256.Create(inverse)));

    private void Reserve()
    {
        const int line = 64;
        var numbers = (long)Count * NumberStep;
        var corrections = (long)Count * CorrectionStep * sizeof(int);
        var scales = (long)Count * ScaleStep * sizeof(float);
        var needed = checked((int)(numbers + corrections + scales) + 3 * line);
        if (_memory.Length < needed)
        {
            _memory = GC.AllocateUninitializedArray<byte>(needed, pinned: true);
        }

        var start = ((nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_memory)) + line - 1) / line * line;
        _numbers = (sbyte*)start;
        _corrections = (int*)(start + numbers);
        _scales = (float*)(start + numbers + corrections);
    }
}
