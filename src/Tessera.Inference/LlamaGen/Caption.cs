using System.Text;

namespace Tessera.Inference.LlamaGen;

/// <summary>
/// Captions as the models saw them in training: small letters, one kind of dash and of quotes, no brackets and signs, single
/// spaces. Their makers also took out what captions from the web bring along (addresses, file names, long numbers, Chinese
/// characters); what somebody asks for is left as it is there.
/// </summary>
internal static class Caption
{
    private const string Dashes = "-\u058A\u05BE\u1400\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2E17\u2E1A\u2E3A\u2E3B\u2E40\u301C\u3030\u30A0\uFE31\uFE32\uFE58\uFE63\uFF0D";
    private const string Signs = "#®•©™&@·º½¾¿¡§~()[]{}|\\/*";
    private const int DashesMax = 3; // more join the words of a file's name

    public static string Clean(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.ToLowerInvariant())
        {
            var shown = Dashes.Contains(letter) ? '-' : letter switch
            {
                '`' or '´' or '«' or '»' or '“' or '”' or '¨' => '"',
                '‘' or '’' => '\'',
                _ => Signs.Contains(letter) || char.IsWhiteSpace(letter) ? ' ' : letter,
            };
            var last = plain.Length > 0 ? plain[^1] : ' ';
            if ((shown is ' ' or '-') && last == shown)
            {
                continue;
            }

            if (char.IsLetter(shown) && (last is ',' or '.') && plain.Length > 1 && !char.IsDigit(plain[^2]))
            {
                plain.Append(' '); // "red,blue" has two words
            }

            plain.Append(shown);
        }

        var cleaned = plain.ToString();
        if (cleaned.Count(letter => letter is '-' or '_') > DashesMax)
        {
            cleaned = cleaned.Replace('-', ' ').Replace('_', ' ');
        }

        return string.Join(' ', cleaned.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
