using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tessera.Inference.Kernels;

/// <summary>
/// A matrix in memory with eight bits a weight and one scale a row: half of bf16, for an error of at most 1/254 of the row's
/// greatest weight.
/// </summary>
internal sealed class ByteMatrix : Matrix
{
    private readonly sbyte[] weights;
    private readonly float[] scales;

    /// <summary>Rounds another matrix.</summary>
    public ByteMatrix(Matrix from)
        : base(from.Rows, from.Columns)
    {
        weights = GC.AllocateUninitializedArray<sbyte>(checked(Rows * Columns));
        scales = new float[Rows];
        var room = new float[Columns];
        for (var row = 0; row < Rows; row++)
        {
            var exact = from.Row(row, room, out var scale);
            scales[row] = Round(exact, weights.AsSpan(row * Columns, Columns)) * scale;
        }
    }

    public override ReadOnlySpan<float> Row(int row, Span<float> room, out float scale)
    {
        scale = scales[row];
        Widen(weights.AsSpan(row * Columns, Columns), room);
        return room;
    }

    private static float Round(ReadOnlySpan<float> exact, Span<sbyte> into)
    {
        var greatest = 0f;
        foreach (var weight in exact)
        {
            greatest = MathF.Max(greatest, MathF.Abs(weight));
        }

        var scale = greatest / 127f;
        for (var i = 0; i < exact.Length; i++)
        {
            into[i] = scale == 0 ? (sbyte)0 : (sbyte)Math.Clamp(MathF.Round(exact[i] / scale), -127, 127);
        }

        return scale;
    }

    private static void Widen(ReadOnlySpan<sbyte> from, Span<float> into)
    {
        ref var source = ref MemoryMarshal.GetReference(from);
        ref var target = ref MemoryMarshal.GetReference(into[..from.Length]);
        var i = 0;
        for (; i <= from.Length - Vector512<int>.Count; i += Vector512<int>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.WidenLower(Vector128.LoadUnsafe(ref source, (nuint)i).ToVector256()));
            Vector512.ConvertToSingle(Vector512.Create(low, high)).StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < from.Length; i++)
        {
            into[i] = from[i];
        }
    }
}
