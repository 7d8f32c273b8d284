using System.Text;
using System.Text.RegularExpressions;
using Tessera.Gateway.Tokens;

namespace Tessera.Gateway.Catalogue;

/// <summary>
/// Text tokens of an image prompt: counted by the model's own vocabulary where that is at hand. Of other models it counts the pieces
/// that no token crosses and guesses how many tokens a long piece needs; <see cref="Bounds"/> gives limits that hold for certain.
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

    // English words up to this length are mostly one token; a run of signs breaks up sooner.
    private const int AsciiLettersPerToken = 9;
    private const int SignsPerToken = 3;

    /// <param name="inputImages">0 for a generation.</param>
    public static TokenSpan Span(string prompt, int inputImages, TextFormula formula)
    {
        if (formula == TextFormula.O200k)
        {
            // An empty prompt needs no vocabulary: lists of models are made without reading it.
            var tokens = PerPrompt + (prompt.Length == 0 ? 0 : Vocabulary.O200k.CountTokens(prompt));
            return TokenSpan.Exactly(tokens) + (new TokenSpan(PerInputImageMin, PerInputImage, PerInputImageMax) * inputImages);
        }

        var (least, most) = Bounds(prompt, inputImages);
        return new TokenSpan(least, Estimate(prompt, inputImages), most);
    }

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
        var text = piece.TrimStart(' ');
        if (text.IsEmpty || char.IsWhiteSpace(text[0]) || char.IsDigit(text[0]))
        {
            return 1;
        }

        if (Ascii.IsValid(text))
        {
            return CeilDiv(text.Length, char.IsLetter(text[^1]) ? AsciiLettersPerToken : SignsPerToken);
        }

        var tenths = 0;
        foreach (var letter in text)
        {
            tenths += TenthsOf(letter);
        }

        return CeilDiv(tenths, 10);
    }

    /// <summary>Tenths of a token that a character takes, fitted to prompts in thirteen languages counted with the vocabulary.</summary>
    private static int TenthsOf(char letter) => letter switch
    {
        < '\u0250' => 2, // Latin with accents
        >= '\u0e00' and <= '\u0e7f' => 5, // Thai
        >= '\u3040' and <= '\u30ff' or >= '\u3400' and <= '\u9fff' => 10, // kana and Chinese characters
        >= '\uac00' and <= '\ud7a3' => 7, // Hangul
        >= '\ud800' and <= '\udfff' => 12, // half of an emoji
        _ => 3, // Cyrillic, Greek, Arabic, Hebrew, Devanagari …
    };

    private static int CeilDiv(int value, int divisor) => (value + divisor - 1) / divisor;

    /// <summary>
    /// A word with the one sign before it and its 's, up to three digits, a run of signs, a run of white space. Never finer than
    /// the vocabulary's own split, so that the count is a true lower bound.
    /// </summary>
    [GeneratedRegex(@"[^\r\n\p{L}\p{M}\p{N}]?[\p{L}\p{M}]+(?:'(?:[smtd]|re|ve|ll))?|\p{N}{1,3}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n/]*|\s+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Pieces();
}
