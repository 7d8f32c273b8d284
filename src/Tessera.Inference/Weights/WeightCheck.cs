using System.Runtime.InteropServices;

namespace Tessera.Inference.Weights;

/// <summary>
/// Reads every weight once and finds those that are no numbers. A pass of its own, since it has to read the whole file, which
/// opening does not.
/// </summary>
public static class WeightCheck
{
    private const int ChunkNumbers = 1 << 20;

    /// <summary>The first NaN or infinity in the order of names, or null when all is well.</summary>
    /// <exception cref="OperationCanceledException">Between two chunks of a million weights.</exception>
    public static Refusal? FindNotFinite(WeightSet set, CancellationToken stop = default)
    {
        return set.Tensors.Values.Where(tensor => tensor.Type.IsWeight()).OrderBy(tensor => tensor.Name, StringComparer.Ordinal)
            .Select(tensor => FindNotFinite(tensor, stop)).FirstOrDefault(refusal => refusal is not null);
    }

    /// <summary>The same for one tensor; whole numbers are always numbers.</summary>
    public static Refusal? FindNotFinite(WeightTensor tensor, CancellationToken stop = default)
    {
        for (var first = 0L; tensor.Type.IsWeight() && first < tensor.Count; first += ChunkNumbers)
        {
            stop.ThrowIfCancellationRequested();
            var count = (int)Math.Min(ChunkNumbers, tensor.Count - first);
            if (FindIn(tensor.Type, tensor.Stored(first, count)) is { } at)
            {
                return new Refusal(RefusedAt.Values, tensor.FileName, $"{Refusal.Quote(tensor.Name)} has a NaN or an infinity at number {first + at}.");
            }
        }

        return null;
    }

    // All ones in the exponent: infinity or NaN, in each of the three formats.
    private static int? FindIn(NumberType type, ReadOnlySpan<byte> stored) => type switch
    {
        NumberType.F32 => Find(MemoryMarshal.Cast<byte, uint>(stored), 0x7F80_0000u),
        NumberType.BF16 => Find(MemoryMarshal.Cast<byte, ushort>(stored), (ushort)0x7F80),
        _ => Find(MemoryMarshal.Cast<byte, ushort>(stored), (ushort)0x7C00),
    };

    private static int? Find(ReadOnlySpan<uint> numbers, uint exponent)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            if ((numbers[i] & exponent) == exponent)
            {
                return i;
            }
        }

        return null;
    }

    private static int? Find(ReadOnlySpan<ushort> numbers, ushort exponent)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            if ((numbers[i] & exponent) == exponent)
            {
                return i;
            }
        }

        return null;
    }
}
