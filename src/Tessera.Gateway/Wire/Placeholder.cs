using System.Buffers.Text;

namespace Tessera.Gateway.Wire;

/// <summary>
/// What stands in a skeleton for a picture: the string <c>#0</c> for the first, <c>#1</c> for the next. In a property that a
/// <see cref="PictureRule"/> names, a sender's own text that begins with <c>#</c> has one more in front (<c>#0</c> is kept as
/// <c>##0</c>), so a placeholder cannot be forged. In all other properties text stays as it came and must not be asked.
/// </summary>
internal static class Placeholder
{
    /// <summary>Bytes of the longest placeholder, <c>#2147483647</c>.</summary>
    public const int BytesMax = 11;

    public const byte Mark = (byte)'#';

    /// <summary>Writes the placeholder of a picture, without quotes.</summary>
    /// <returns>The bytes written, at most <see cref="BytesMax"/>.</returns>
    public static int Write(Span<byte> destination, int index)
    {
        destination[0] = Mark;
        Utf8Formatter.TryFormat(index, destination[1..], out var written);
        return written + 1;
    }

    /// <summary>Which picture does this string of a ruled property stand for?</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out int index)
    {
        index = 0;
        return text is ['#', >= '0' and <= '9', ..]
            && int.TryParse(text[1..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out index);
    }

    /// <summary>The sender's own text again, from a string of a ruled property that is no placeholder.</summary>
    public static string Unescape(string text) => text.StartsWith("##", StringComparison.Ordinal) ? text[1..] : text;
}
