using System.Text;
using System.Text.RegularExpressions;

namespace Tessera.Gateway.Catalogue;

/// <summary>
/// Text tokens of an image prompt. The providers count with the o200k vocabulary (200,000 entries), which the gateway does not
/// carry for the sake of a ten-thousandth of a dollar: it counts the pieces that no token crosses and guesses how many tokens a long
/// piece needs. Deterministic; <see cref="Bounds"/> gives limits that hold for certain.
/// </summary>
internal static partial class TextTokens
{
    /// <summary>What every prompt carries beside its own tokens (a prompt of 5 tokens was reported as 11).</summary>
    public const int PerPrompt = 6;

    /// <summary>What each input picture adds to the text of an edit; 16 was recorded for a square one.</summary>
    public const int PerInputImage = 16;

    private const int PerInputImageMin = 15;

    /// <summary>Reported for pictures of 1:3.</summary>
    private const int PerInputImageMax = 75;

    // Most English words up to this length are one token; rarer and longer ones fall into parts of about this length.
    private const int AsciiLettersPerToken = 9;

    // Cyrillic, Greek, Arabic: two bytes a letter and about four letters a token. Chinese, Japanese: about 1.5 characters of three bytes.
    private const int OtherBytesPerToken = 5;

    private const int SymbolsPerToken = 3;

    /// <param name="inputImages">0 for a generation.</param>
    public static long Estimate(string prompt, int inputImages = 0)
    {
        long tokens = 0;
        foreach (var piece in Pieces().EnumerateMatches(prompt))
        {
            tokens += TokensOf(prompt.AsSpan(piece.Index, piece.Length));
        }

        return tokens + PerPrompt + ((long)PerInputImage * inputImages);
    }

    /// <summary>
    /// At least one token for each piece, at most one for each UTF-8 byte: the vocabulary works on bytes within pieces.
    /// </summary>
    public static (long Min, long Max) Bounds(string prompt, int inputImages = 0) => (
        Pieces().Count(prompt) + PerPrompt + ((long)PerInputImageMin * inputImages),
        Encoding.UTF8.GetByteCount(prompt) + PerPrompt + ((long)PerInputImageMax * inputImages));

    private static int TokensOf(ReadOnlySpan<char> piece)
    {
        var letters = piece.TrimStart(' ');
        if (letters.IsEmpty || char.IsWhiteSpace(letters[0]) || char.IsDigit(letters[0]))
        {
            return 1;
        }

        if (!Ascii.IsValid(letters))
        {
            return CeilDiv(Encoding.UTF8.GetByteCount(letters), OtherBytesPerToken);
        }

        return CeilDiv(letters.Length, char.IsLetter(letters[^1]) ? AsciiLettersPerToken : SymbolsPerToken);
    }

    private static int CeilDiv(int value, int divisor) => (value + divisor - 1) / divisor;

    /// <summary>
    /// A word with the one sign before it and its 's, up to three digits, a run of signs, a run of white space. Never finer than
    /// the vocabulary's own split, so that the count is a true lower bound.
    /// </summary>
    [GeneratedRegex(@"[^\r\n\p{L}\p{M}\p{N}]?[\p{L}\p{M}]+(?:'(?:[smtd]|re|ve|ll))?|\p{N}{1,3}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n/]*|\s+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Pieces();
}
