using System.Text;

namespace Tessera.Inference.Painting.Words;

/// <summary>Cuts a prompt into lower-case words.</summary>
internal static class Tokens
{
    /// <summary>Words after this many are not read: no picture holds so much.</summary>
    public const int WordsMax = 2000;

    /// <summary>Longer words are cut here, so that a report of unknown words stays short.</summary>
    public const int LettersMax = 40;

    /// <summary>Between sentences and clauses, where a relation ends.</summary>
    public const string Stop = ".";

    /// <summary>A comma, which may be "and" or the end of a clause.</summary>
    public const string Comma = ",";

    /// <summary>What stands between quotation marks is one token that begins with this.</summary>
    public const char Quote = '"';

    /// <summary>Longer quotations are read as ordinary words: no sign has room for them.</summary>
    public const int QuoteLettersMax = 40;

    public static List<string> Of(string prompt)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quoted = 0;
        var at = 0;
        foreach (var rune in prompt.EnumerateRunes())
        {
            at += rune.Utf16SequenceLength;
            if (words.Count >= WordsMax)
            {
                return words;
            }

            if (at <= quoted)
            {
                continue;
            }

            if (rune.Value is '"' or 0x201C && Closing(prompt, at) is var end and > 0)
            {
                Flush(words, word);
                words.Add(Quote + prompt[at..end]);
                quoted = end + 1;
                continue;
            }

            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark)
            {
                if (word.Length < LettersMax)
                {
                    word.Append(Rune.ToLowerInvariant(rune));
                }

                continue;
            }

            if (rune.Value is '\'' or 0x2019 && word.Length > 0)
            {
                word.Append('\'');
                continue;
            }

            Flush(words, word);
            switch (rune.Value)
            {
                case '.' or ';' or '!' or '?' or ':' or '\n':
                    words.Add(Stop);
                    break;
                case ',':
                    words.Add(Comma);
                    break;
                case '&' or '+':
                    words.Add("and");
                    break;
            }
        }

        Flush(words, word);
        return words;
    }

    /// <summary>Where a quotation that begins here ends, or -1.</summary>
    private static int Closing(string prompt, int from)
    {
        var length = prompt.AsSpan(from, Math.Min(QuoteLettersMax + 1, prompt.Length - from)).IndexOfAny('"', '\u201D');
        return length > 0 ? from + length : -1;
    }

    private static void Flush(List<string> words, StringBuilder word)
    {
        if (word.Length == 0)
        {
            return;
        }

        var text = word.ToString().TrimEnd('\'');
        word.Clear();
        if (text.EndsWith("'s", StringComparison.Ordinal))
        {
            text = text[..^2];
        }

        if (text.Length > 0)
        {
            words.Add(text);
        }
    }
}
