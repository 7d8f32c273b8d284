using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Tessera.Gateway.Wire;

/// <summary>
/// Makes every string of a JSON text readable, in place. Half a surrogate pair (<c>\ud83d</c> alone, as a cut emoji leaves it)
/// and bytes that are no UTF-8 pass the parser and throw only when they are read; the one becomes U+FFFD, the others question marks.
/// </summary>
internal static class JsonMending
{
    /// <summary><c>\ud83d</c>.</summary>
    private const int EscapeBytes = 6;

    public static void Mend(Span<byte> json)
    {
        MendBytes(json);
        MendEscapes(json);
    }

    private static void MendBytes(Span<byte> rest)
    {
        if (Utf8.IsValid(rest))
        {
            return;
        }

        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(rest, out _, out var length) != OperationStatus.Done)
            {
                rest[..length].Fill((byte)'?');
            }

            rest = rest[length..];
        }
    }

    private static void MendEscapes(Span<byte> rest)
    {
        for (int at; (at = rest.IndexOf((byte)'\\')) >= 0 && rest.Length - at >= EscapeBytes;)
        {
            rest = rest[at..];
            if (!TryRead(rest, out var unit))
            {
                rest = rest[2..];
            }
            else if (char.IsHighSurrogate(unit) && TryRead(rest[EscapeBytes..], out var next) && char.IsLowSurrogate(next))
            {
                rest = rest[(2 * EscapeBytes)..];
            }
            else
            {
                if (char.IsSurrogate(unit))
                {
                    "fffd"u8.CopyTo(rest[2..]);
                }

                rest = rest[EscapeBytes..];
            }
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> text, out char unit)
    {
        unit = '\0';
        if (text.Length < EscapeBytes || !text.StartsWith("\\u"u8)
            || !ushort.TryParse(text[2..EscapeBytes], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        unit = (char)value;
        return true;
    }
}
