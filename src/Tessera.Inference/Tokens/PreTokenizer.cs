using System.Text;
using System.Text.RegularExpressions;

namespace Tessera.Inference.Tokens;

/// <summary>A step that cuts text into the pieces within which letters may merge.</summary>
internal abstract record PreTokenizer
{
    /// <summary>The pieces of the text, in order.</summary>
    /// <exception cref="RegexMatchTimeoutException">A pattern takes too long for this text.</exception>
    public abstract IEnumerable<string> Cut(string text);

    private protected static IEnumerable<string> Pieces(string text, List<(int Begin, int End)> places) =>
        places.Select(place => text[place.Begin..place.End]);
}

internal sealed record SplitStep(Regex Pattern, SplitBehavior Behavior, bool Invert) : PreTokenizer
{
    public override IEnumerable<string> Cut(string text) =>
        Pieces(text, Splitting.Cut(text.Length, Matches(text), Behavior, Invert));

    // A match that ends between the halves of a character takes the second half along.
    private IEnumerable<(int Begin, int End)> Matches(string text)
    {
        var last = 0;
        for (var match = Pattern.Match(text); match.Success; match = match.NextMatch())
        {
            var (begin, end) = (Math.Max(Whole(text, match.Index), last), Whole(text, match.Index + match.Length));
            if (end > begin)
            {
                last = end;
                yield return (begin, end);
            }
        }
    }

    private static int Whole(string text, int at) =>
        at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) && char.IsHighSurrogate(text[at - 1]) ? at + 1 : at;
}

/// <summary>Numbers (\p{N}) apart from the rest, and with <paramref name="Individual"/> from each other.</summary>
internal sealed record DigitsStep(bool Individual) : PreTokenizer
{
    public override IEnumerable<string> Cut(string text) => Pieces(text, Splitting.Cut(
        text.Length, Numbers(text), Individual ? SplitBehavior.Isolated : SplitBehavior.Contiguous, invert: false));

    private static IEnumerable<(int Begin, int End)> Numbers(string text)
    {
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsNumber(rune))
            {
                yield return (at, at + rune.Utf16SequenceLength);
            }

            at += rune.Utf16SequenceLength;
        }
    }
}

/// <summary>Bytes to letters; before that, when asked, a space in front, and GPT-2's split into words.</summary>
internal sealed record ByteLevelStep(bool AddPrefixSpace, bool UseRegex) : PreTokenizer
{
    private static readonly SplitStep Words = new(
        OnigPattern.Read(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")!, SplitBehavior.Isolated, Invert: false);

    public override IEnumerable<string> Cut(string text)
    {
        var spaced = AddPrefixSpace && text.Length > 0 && text[0] != ' ' ? " " + text : text;
        return UseRegex ? Words.Cut(spaced).Select(Letters) : [Letters(spaced)];
    }

    private static string Letters(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return string.Create(bytes.Length, bytes, static (letters, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                letters[i] = ByteLetters.Of(from[i]);
            }
        });
    }
}

/// <summary>
/// SentencePiece's way: spaces become marks, a mark in front when asked, and a piece begins at each mark. Beyond that nothing is
/// cut: words may merge with what follows them up to the next mark.
/// </summary>
internal sealed record MetaspaceStep(bool Prefixes, bool Splits) : PreTokenizer
{
    public const char Mark = '\u2581';

    public override IEnumerable<string> Cut(string text)
    {
        var marked = text.Replace(' ', Mark);
        marked = Prefixes && (marked.Length == 0 || marked[0] != Mark) ? Mark + marked : marked;
        return Splits ? Pieces(marked, Splitting.Cut(marked.Length, Marks(marked), SplitBehavior.MergedWithNext, invert: false)) : [marked];
    }

    private static IEnumerable<(int Begin, int End)> Marks(string text)
    {
        for (var at = text.IndexOf(Mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Mark, at + 1))
        {
            yield return (at, at + 1);
        }
    }
}
