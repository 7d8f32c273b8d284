using System.Globalization;
using System.Text;

namespace Tessera.Gateway.Tokens;

/// <summary>
/// Cuts UTF-8 text into the pieces that no token of o200k crosses: words with the sign before and the 's behind them, up to three
/// digits, runs of signs, runs of white space. It decides as the vocabulary's own pattern of seven alternatives does, which is
/// named beside each; written out because .NET's regular expressions see halves of the letters beyond U+FFFF, and that one sees whole ones.
/// </summary>
internal ref struct TextPieces(ReadOnlySpan<byte> text)
{
    private const int DigitsMax = 3;

    private ReadOnlySpan<byte> _rest = text;

    public bool TryNext(out ReadOnlySpan<byte> piece)
    {
        var length = _rest.IsEmpty ? 0 : Word() ?? Digits() ?? Signs() ?? WhiteSpace();
        piece = _rest[..length];
        _rest = _rest[length..];
        return length > 0;
    }

    /// <summary>
    /// The first two alternatives: <c>[^\r\n\p{L}\p{N}]?</c>, then <c>U*l+</c> or else <c>U+l*</c>, then <c>'s</c> and the like. U has
    /// capitals, l has small letters, and both have the letters that are neither (あ) and the marks.
    /// </summary>
    private readonly int? Word()
    {
        var first = KindAt(0, out var width);
        var mayPrecede = (first & (Kind.Letter | Kind.Number | Kind.NewLine)) == 0;
        var end = (mayPrecede ? EndsSmall(width) : null) ?? EndsSmall(0) ?? (mayPrecede ? EndsCapital(width) : null) ?? EndsCapital(0);
        return end is { } found ? found + Contraction(found) : null;
    }

    /// <summary><c>U*l+</c>: where no small letter follows the capitals, back to the last of them that is small as well.</summary>
    private readonly int? EndsSmall(int start)
    {
        var at = start;
        int? last = null;
        Kind kind;
        while (((kind = KindAt(at, out var width)) & Kind.Capital) != 0)
        {
            at += width;
            last = (kind & Kind.Small) != 0 ? at : last;
        }

        if ((kind & Kind.Small) == 0)
        {
            return last;
        }

        return Run(at, Kind.Small);
    }

    private readonly int? EndsCapital(int start) => Run(start, Kind.Capital) is var end && end > start ? end : null;

    /// <summary><c>(?i:'s|'t|'re|'ve|'m|'ll|'d)?</c>; regardless of case, the long ſ is an s.</summary>
    private readonly int Contraction(int at)
    {
        if (at + 1 >= _rest.Length || _rest[at] != '\'')
        {
            return 0;
        }

        return ((char)(_rest[at + 1] | 0x20), Lower(at + 2)) switch
        {
            ('s' or 't' or 'm' or 'd', _) => 2,
            ('r' or 'v', 'e') or ('l', 'l') => 3,
            _ => _rest[(at + 1)..].StartsWith("ſ"u8) ? 3 : 0,
        };
    }

    private readonly char Lower(int at) => at < _rest.Length ? (char)(_rest[at] | 0x20) : '\0';

    /// <summary><c>\p{N}{1,3}</c></summary>
    private readonly int? Digits()
    {
        var at = 0;
        for (var digits = 0; digits < DigitsMax && (KindAt(at, out var width) & Kind.Number) != 0; digits++)
        {
            at += width;
        }

        return at > 0 ? at : null;
    }

    /// <summary><c> ?[^\s\p{L}\p{N}]+[\r\n/]*</c></summary>
    private readonly int? Signs()
    {
        var start = _rest[0] == ' ' ? 1 : 0;
        var at = start;
        while (at < _rest.Length && (KindAt(at, out var width) & (Kind.Space | Kind.Letter | Kind.Number)) == 0)
        {
            at += width;
        }

        if (at == start)
        {
            return null;
        }

        while (at < _rest.Length && _rest[at] is (byte)'\r' or (byte)'\n' or (byte)'/')
        {
            at++;
        }

        return at;
    }

    /// <summary>
    /// <c>\s*[\r\n]+</c>: up to the last line end of the run. Else <c>\s+(?!\S)</c>: all but the one before a word, and all at the end.
    /// Else <c>\s+</c>.
    /// </summary>
    private readonly int WhiteSpace()
    {
        var (at, lastWidth, afterNewLine) = (0, 0, 0);
        Kind kind;
        while (((kind = KindAt(at, out var width)) & Kind.Space) != 0)
        {
            at += width;
            lastWidth = width;
            afterNewLine = (kind & Kind.NewLine) != 0 ? at : afterNewLine;
        }

        return afterNewLine > 0 ? afterNewLine
            : at == _rest.Length || at == lastWidth ? at
            : at - lastWidth;
    }

    private readonly int Run(int at, Kind wanted)
    {
        while ((KindAt(at, out var width) & wanted) != 0)
        {
            at += width;
        }

        return at;
    }

    /// <summary>None at the end.</summary>
    private readonly Kind KindAt(int at, out int width)
    {
        if (at >= _rest.Length)
        {
            width = 0;
            return Kind.None;
        }

        Rune.DecodeFromUtf8(_rest[at..], out var rune, out width);
        return KindOf(rune);
    }

    private static Kind KindOf(Rune rune) => rune.Value switch
    {
        '\r' or '\n' => Kind.Space | Kind.NewLine,
        _ when Rune.IsWhiteSpace(rune) => Kind.Space,
        _ => Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter => Kind.Letter | Kind.Capital,
            UnicodeCategory.LowercaseLetter => Kind.Letter | Kind.Small,
            UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => Kind.Letter | Kind.Capital | Kind.Small,
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => Kind.Capital | Kind.Small,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Number,
            _ => Kind.Sign,
        },
    };

    [Flags]
    private enum Kind
    {
        None = 0,
        Letter = 1,
        Capital = 2,
        Small = 4,
        Number = 8,
        Space = 16,
        NewLine = 32,
        Sign = 64,
    }
}
