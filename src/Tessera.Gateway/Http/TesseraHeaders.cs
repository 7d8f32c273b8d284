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
    public const string DryRun = "x-tessera-dry-run";
    public const string Quote = "x-tessera-quote";
    public const string RequestId = "x-request-id";
    public const string Replayed = "x-tessera-replayed";

    /// <summary>Of a request: where the end of this call is told.</summary>
    public const string Webhook = "x-tessera-webhook";

    public const string ShouldRetry = "x-should-retry";

    /// <summary>The header is cut here, at a whole entry: servers and proxies refuse header blocks of more than 8 KiB.</summary>
    private const int AdjustedCharsMax = 2048;

    /// <summary>A longer name is cut. The longest of ours has some forty.</summary>
    private const int TokenCharsMax = 80;

    /// <summary>A longer note is cut: the painter's list of unknown words may be as long as a prompt.</summary>
    private const int NoteCharsMax = 400;

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

    /// <summary>A parameter's name came from the client: what a token may not hold is percent-encoded, and a star precedes what no token begins with.</summary>
    private static string Token(string name)
    {
        var token = Encode(name, TokenCharsMax, character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.' or '*');
        return token.Length > 0 && char.IsAsciiLetter(token[0]) ? token : "*" + token;
    }

    private static string Quoted(string note) => Encode(note.Replace('"', '\''), NoteCharsMax, character => character is >= ' ' and <= '~' and not '\\');

    /// <summary>Ends at a whole character before the limit.</summary>
    private static string Encode(string text, int charsMax, Func<char, bool> plain)
    {
        var encoded = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var next = rune.IsBmp && plain((char)rune.Value) ? rune.ToString() : Uri.EscapeDataString(rune.ToString());
            if (encoded.Length + next.Length > charsMax)
            {
                break;
            }

            encoded.Append(next);
        }

        return encoded.ToString();
    }
}
