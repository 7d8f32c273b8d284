namespace Tessera.Gateway.Settings;

/// <summary>Which known word somebody meant who wrote another.</summary>
public static class NearMiss
{
    /// <summary>Null where no word is near. Two slips of the finger in a word of six letters and more, one in a shorter one.</summary>
    public static string? Of(string written, IEnumerable<string> known)
    {
        var slipsMax = written.Length < 6 ? 1 : 2;
        return known
            .Select(word => (Word: word, Slips: Distance(written, word)))
            .Where(candidate => candidate.Slips <= slipsMax)
            .OrderBy(candidate => candidate.Slips)
            .Select(candidate => candidate.Word)
            .FirstOrDefault();
    }

    /// <summary>Letters put in, left out or replaced, or neighbours swapped; upper and lower case, dash and underscore are the same.</summary>
    private static int Distance(string written, string word)
    {
        var (a, b) = (Plain(written), Plain(word));
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                rows[i, j] = i == 0 || j == 0 ? i + j : Step(rows, a, b, i, j);
            }
        }

        return rows[a.Length, b.Length];
    }

    private static int Step(int[,] rows, string a, string b, int i, int j)
    {
        var replaced = rows[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        var best = Math.Min(replaced, 1 + Math.Min(rows[i - 1, j], rows[i, j - 1]));
        var isSwap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
        return isSwap ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
    }

    // A key longer than this is no slip of the finger, and the table of distances stays small.
    private static string Plain(string word) => word[..Math.Min(word.Length, 64)].Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
