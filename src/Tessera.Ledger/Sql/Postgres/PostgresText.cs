using System.Buffers;
using System.Text;

namespace Tessera.Ledger.Sql.Postgres;

/// <summary>
/// Text as PostgreSQL can hold it. It refuses U+0000, which a prompt may have; that is kept as U+FDD0 and a 0, and U+FDD0, which
/// Unicode keeps out of texts for such uses, as two of itself. Half of a surrogate pair becomes U+FFFD, as in SQLite.
/// </summary>
internal static class PostgresText
{
    private const char Escape = '\uFDD0';

    private static readonly SearchValues<char> Special = SearchValues.Create(['\0', Escape, .. Enumerable.Range(0xD800, 0x800).Select(unit => (char)unit)]);

    public static string Encode(string text)
    {
        if (!text.AsSpan().ContainsAny(Special))
        {
            return text;
        }

        var encoded = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
        {
            encoded.Append(rune.Value switch
            {
                0 => $"{Escape}0",
                Escape => $"{Escape}{Escape}",
                _ => rune.ToString(),
            });
        }

        return encoded.ToString();
    }

    public static string Decode(string text)
    {
        if (!text.Contains(Escape, StringComparison.Ordinal))
        {
            return text;
        }

        var decoded = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            decoded.Append(text[i] != Escape ? text[i] : ++i < text.Length && text[i] == '0' ? '\0' : Escape);
        }

        return decoded.ToString();
    }
}
