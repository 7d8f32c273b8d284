using System.Globalization;

namespace Tessera.Gateway.Catalogue;

/// <summary>A picture's size in pixels. Both edges are at least 1.</summary>
internal readonly record struct ImageSize(int Width, int Height)
{
    // Five digits hold every size a model makes, and their product stays far inside a long.
    private const int DigitsMax = 5;

    /// <summary>The longest edge that can be written, in pixels.</summary>
    public const int EdgeMax = 99_999;

    public long Pixels => (long)Width * Height;

    public int LongEdge => Math.Max(Width, Height);

    public int ShortEdge => Math.Min(Width, Height);

    /// <summary>Reads <c>1536x1024</c>: digits without sign or leading zero, a lower-case x, nothing else.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ImageSize size)
    {
        size = default;
        var cross = text.IndexOf('x');
        if (cross < 0 || !TryEdge(text[..cross], out var width) || !TryEdge(text[(cross + 1)..], out var height))
        {
            return false;
        }

        size = new ImageSize(width, height);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Width}x{Height}");

    private static bool TryEdge(ReadOnlySpan<char> digits, out int edge)
    {
        edge = 0;
        return digits.Length is > 0 and <= DigitsMax
            && digits[0] != '0'
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out edge);
    }
}
