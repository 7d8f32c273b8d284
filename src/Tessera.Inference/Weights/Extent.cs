namespace Tessera.Inference.Weights;

/// <summary>The arithmetic of shapes out of files that may lie.</summary>
internal static class Extent
{
    public const int DimensionsMax = 8;

    /// <summary>How many numbers a shape holds, or null when a side is negative, there are over eight, or 63 bits do not do.</summary>
    public static long? Count(ReadOnlySpan<long> shape)
    {
        if (shape.Length > DimensionsMax)
        {
            return null;
        }

        var count = 1L;
        foreach (var side in shape)
        {
            if (side < 0 || (side > 0 && count > long.MaxValue / side))
            {
                return null;
            }

            count *= side;
        }

        return count;
    }

    /// <summary>The bytes of so many numbers, or null when 63 bits do not do.</summary>
    public static long? Bytes(long? count, NumberType type) =>
        count is { } known && known <= long.MaxValue / type.Bytes() ? known * type.Bytes() : null;

    public static string Text(IEnumerable<long> shape) => "[" + string.Join(", ", shape) + "]";
}
