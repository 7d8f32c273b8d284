using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Tessera.Inference.Kernels;

/// <summary>
/// Rows of weights in eight or four bits, as they lie in memory and in converted files: 64 weights in a row share one bf16
/// scale, and a row is filled up to whole groups with weight 0. Eight bits: a byte each, weight + 128 with a weight of −127
/// to 127. Four bits: weight + 8 with a weight of −8 to 7; byte j of a group has weight j in its low half and weight j + 32
/// in its high half. A weight times its group's scale is about the number that it stands for.
/// </summary>
internal static class Rounding
{
    /// <summary>Weights that share a scale.</summary>
    public const int Group = 64;

    private const int Lanes = 16;

    /// <summary>Scales of a row of so many weights.</summary>
    public static int Groups(int columns) => (columns + Group - 1) / Group;

    /// <summary>Bytes of a row of so many weights, without its scales.</summary>
    public static int RowBytes(Precision precision, int columns) => Groups(columns) * GroupBytes(precision);

    /// <summary>Bytes of 64 weights.</summary>
    public static int GroupBytes(Precision precision) => precision switch
    {
        Precision.Int8 => Group,
        Precision.Int4 => Group / 2,
        _ => throw new ArgumentOutOfRangeException(nameof(precision)),
    };

    /// <summary>Rounds a row to what <see cref="RowBytes"/> and <see cref="Groups"/> say of it.</summary>
    public static void Row(Precision precision, ReadOnlySpan<float> row, Span<byte> weights, Span<ushort> scales)
    {
        if (precision == Precision.Int8)
        {
            Int8(row, weights, scales);
        }
        else
        {
            Int4(row, weights, scales);
        }
    }

    /// <summary>Rounds a row to eight bits; each number is off by at most half its group's scale.</summary>
    /// <param name="row">(columns)</param>
    /// <param name="weights">(columns, filled up to a multiple of 64)</param>
    /// <param name="scales">bf16; (groups)</param>
    public static void Int8(ReadOnlySpan<float> row, Span<byte> weights, Span<ushort> scales)
    {
        Span<float> group = stackalloc float[Group];
        for (var g = 0; g < Groups(row.Length); g++)
        {
            Take(row, g, group);
            scales[g] = ToBF16(MathF.Abs(Greatest(group)) / 127);
            Divide(group, FromBF16(scales[g]), -127, 127);
            Bytes(group, 0, 128).CopyTo(weights[(g * Group)..]);
            Bytes(group, Group / 2, 128).CopyTo(weights[(g * Group + Group / 2)..]);
        }
    }

    /// <summary>
    /// Rounds a row to four bits. The number furthest from 0 becomes −8, so that a scale may be below 0; numbers of the other
    /// sign that would become 8 become 7, and all others are off by at most half the scale.
    /// </summary>
    /// <param name="row">(columns)</param>
    /// <param name="weights">(half of the columns, filled up to a multiple of 64)</param>
    /// <param name="scales">bf16; (groups)</param>
    public static void Int4(ReadOnlySpan<float> row, Span<byte> weights, Span<ushort> scales)
    {
        Span<float> group = stackalloc float[Group];
        for (var g = 0; g < Groups(row.Length); g++)
        {
            Take(row, g, group);
            scales[g] = ToBF16(Greatest(group) / -8);
            Divide(group, FromBF16(scales[g]), -8, 7);
            (Bytes(group, 0, 8) | (Bytes(group, Group / 2, 8) << 4)).CopyTo(weights[(g * Group / 2)..]);
        }
    }

    /// <summary>A rounded row as numbers again: (columns).</summary>
    public static void Read(Precision precision, ReadOnlySpan<byte> weights, ReadOnlySpan<ushort> scales, Span<float> into)
    {
        for (var i = 0; i < into.Length; i++)
        {
            var (g, at) = (i / Group, i % Group);
            var weight = precision == Precision.Int8 ? weights[i] - 128
                : ((weights[g * Group / 2 + at % (Group / 2)] >> (at < Group / 2 ? 0 : 4)) & 0xF) - 8;
            into[i] = weight * FromBF16(scales[g]);
        }
    }

    /// <summary>The nearest bf16, the even one of two.</summary>
    public static ushort ToBF16(float number)
    {
        var bits = BitConverter.SingleToUInt32Bits(number);
        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    public static float FromBF16(ushort number) => BitConverter.UInt32BitsToSingle((uint)number << 16);

    private static void Take(ReadOnlySpan<float> row, int g, Span<float> group)
    {
        var there = row[(g * Group)..Math.Min(row.Length, (g + 1) * Group)];
        there.CopyTo(group);
        group[there.Length..].Clear();
    }

    /// <summary>The number furthest from 0, with its sign; of two the upper one.</summary>
    private static float Greatest(ReadOnlySpan<float> group)
    {
        ref var start = ref MemoryMarshal.GetReference(group);
        var (most, least) = (Vector512<float>.Zero, Vector512<float>.Zero);
        for (nuint i = 0; i < Group; i += Lanes)
        {
            var numbers = Vector512.LoadUnsafe(ref start, i);
            most = Vector512.Max(most, numbers);
            least = Vector512.Min(least, numbers);
        }

        var (greatest, smallest) = (0f, 0f);
        for (var i = 0; i < Lanes; i++)
        {
            greatest = MathF.Max(greatest, most[i]);
            smallest = MathF.Min(smallest, least[i]);
        }

        return greatest >= -smallest ? greatest : smallest;
    }

    /// <summary>Thirty-two whole numbers from a place on, each with so much on top.</summary>
    private static Vector256<byte> Bytes(ReadOnlySpan<float> group, int from, int top)
    {
        var on = Vector512.Create(top);
        var low = Vector512.ConvertToInt32(Vector512.Create(group.Slice(from, Lanes))) + on;
        var high = Vector512.ConvertToInt32(Vector512.Create(group.Slice(from + Lanes, Lanes))) + on;
        var words = Vector512.Narrow(low, high).AsUInt16();
        return Vector256.Narrow(words.GetLower(), words.GetUpper());
    }

    /// <summary>Whole numbers nearest to each divided by the scale, the even one of two; 0 by a scale of 0.</summary>
    private static void Divide(Span<float> group, float scale, float least, float most)
    {
        if (scale == 0)
        {
            group.Clear();
            return;
        }

        ref var start = ref MemoryMarshal.GetReference(group);
        for (nuint i = 0; i < Group; i += Lanes)
        {
            var whole = Vector512.Round(Vector512.LoadUnsafe(ref start, i) / Vector512.Create(scale));
            Vector512.Clamp(whole, Vector512.Create(least), Vector512.Create(most)).StoreUnsafe(ref start, i);
        }
    }
}
