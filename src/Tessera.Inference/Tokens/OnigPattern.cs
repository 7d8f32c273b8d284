using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Tessera.Inference.Tokens;

/// <summary>
/// A pattern of tokenizer.json, written for a machine that sees whole characters, as a .NET <see cref="Regex"/>, which sees
/// halves of those above U+FFFF: such characters in a class become pairs beside the class. <c>$</c> and <c>^</c> stand at
/// every line, as there. Where .NET's classes differ (<c>\p{L}</c> knows no letter above U+FFFF) the match differs too.
/// </summary>
internal static class OnigPattern
{
    // A pattern that needs longer for one prompt was made to; the encoding is refused then.
    private static readonly TimeSpan MatchTimeMax = TimeSpan.FromSeconds(1);

    /// <summary>The pattern, or null when it is malformed or has what cannot be rewritten.</summary>
    public static Regex? Read(string pattern)
    {
        try
        {
            return Rewrite(pattern) is { } rewritten ? new Regex(rewritten, RegexOptions.Multiline | RegexOptions.CultureInvariant, MatchTimeMax) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    public static Regex Literal(string text) => new(Regex.Escape(text), RegexOptions.CultureInvariant, MatchTimeMax);

    private static string? Rewrite(string pattern)
    {
        var result = new StringBuilder();
        for (var at = 0; at < pattern.Length;)
        {
            if (pattern[at] == '\\' && at + 1 < pattern.Length)
            {
                result.Append(pattern, at, 2);
                at += 2;
            }
            else if (pattern[at] == '[')
            {
                if (Class(pattern, ref at) is not { } rewritten)
                {
                    return null;
                }

                result.Append(rewritten);
            }
            else
            {
                result.Append(pattern[at++]);
            }
        }

        return result.ToString();
    }

    private static string? Class(string pattern, ref int at)
    {
        var near = new StringBuilder("[");
        var far = new List<string>();
        at++;
        var negated = at < pattern.Length && pattern[at] == '^';
        for (var first = true; at < pattern.Length; first = false)
        {
            var letter = pattern[at];
            if (letter == ']' && !first)
            {
                at++;
                near.Append(']');
                return far.Count == 0 ? near.ToString()
                    : negated ? null
                    : near.Length == 2 ? $"(?:{string.Join('|', far)})"
                    : $"(?:{near}|{string.Join('|', far)})";
            }

            if (letter == '[' || (letter == '&' && at + 1 < pattern.Length && pattern[at + 1] == '&'))
            {
                return null; // a class in a class, or an intersection
            }

            if (letter == '\\' && at + 1 < pattern.Length)
            {
                near.Append(pattern, at, 2);
                at += 2;
            }
            else if (char.IsHighSurrogate(letter))
            {
                if (FarRange(pattern, ref at) is not { } range)
                {
                    return null;
                }

                far.AddRange(range);
            }
            else
            {
                near.Append(letter);
                at++;
            }
        }

        return null;
    }

    /// <summary>One character above U+FFFF, or a range of them, as alternatives of pairs.</summary>
    private static List<string>? FarRange(string pattern, ref int at)
    {
        if (!Rune.TryGetRuneAt(pattern, at, out var low))
        {
            return null;
        }

        at += 2;
        var high = low;
        if (at + 1 < pattern.Length && pattern[at] == '-' && pattern[at + 1] != ']')
        {
            if (!Rune.TryGetRuneAt(pattern, at + 1, out high) || high < low)
            {
                return null;
            }

            at += 1 + high.Utf16SequenceLength;
        }

        // A first half covers 1,024 characters: one alternative each.
        var pairs = new List<string>();
        for (var begin = low.Value; begin <= high.Value; begin = (begin | 0x3FF) + 1)
        {
            var end = Math.Min(begin | 0x3FF, high.Value);
            var (from, to) = (char.ConvertFromUtf32(begin), char.ConvertFromUtf32(end));
            pairs.Add(string.Create(CultureInfo.InvariantCulture, $"\\u{(int)from[0]:X4}[\\u{(int)from[1]:X4}-\\u{(int)to[1]:X4}]"));
        }

        return pairs;
    }
}
