using System.Text;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Http;

/// <summary>The response headers that are ours. Clients depend on them; a change is a change of the product's outside.</summary>
internal static class TesseraHeaders
{
    public const string GenerationId = "x-tessera-generation-id";
    public const string Provider = "x-tessera-provider";
    public const string Cost = "x-tessera-cost";
    public const string Adjusted = "x-tessera-adjusted";
    public const string RequestId = "x-request-id";
    public const string ShouldRetry = "x-should-retry";

    /// <summary>The header is cut here, at a whole entry: servers and proxies refuse header blocks of more than 8 KiB.</summary>
    private const int AdjustedCharsMax = 2048;

    /// <summary>
    /// A structured list (RFC 8941): <c>response_format;mapped="a signed address"</c>. Characters outside printable ASCII are
    /// percent-encoded as UTF-8, since a header has no others.
    /// </summary>
    public static string? Format(IReadOnlyList<Adjustment> adjustments)
    {
        if (adjustments.Count == 0)
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (var adjustment in adjustments)
        {
            var entry = $"{Token(adjustment.Field)};{Word(adjustment.Kind)}=\"{Quoted(adjustment.Note)}\"";
            if (text.Length + entry.Length > AdjustedCharsMax)
            {
                if (text.Length == 0)
                {
                    text.Append(entry.AsSpan(0, AdjustedCharsMax - 1)).Append('"');
                }

                break;
            }

            text.Append(text.Length == 0 ? "" : ", ").Append(entry);
        }

        return text.ToString();
    }

    private static string Word(AdjustmentKind kind) => kind switch
    {
        AdjustmentKind.Dropped => "dropped",
        AdjustmentKind.Mapped => "mapped",
        _ => "ignored",
    };

    /// <summary>A parameter's name came from the client: what a header's token may not hold is percent-encoded.</summary>
    private static string Token(string name) => Encode(name, character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.' or '*');

    private static string Quoted(string note) => Encode(note.Replace('"', '\''), character => character is >= ' ' and <= '~' and not '\\');

    private static string Encode(string text, Func<char, bool> plain)
    {
        if (text.All(plain))
        {
            return text;
        }

        var encoded = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && plain((char)rune.Value))
            {
                encoded.Append((char)rune.Value);
            }
            else
            {
                encoded.Append(Uri.EscapeDataString(rune.ToString()));
            }
        }

        return encoded.ToString();
    }
}
