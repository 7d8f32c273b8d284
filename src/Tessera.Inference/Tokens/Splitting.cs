namespace Tessera.Inference.Tokens;

/// <summary>What becomes of the matches when text is split at them. The names are those of tokenizer.json.</summary>
internal enum SplitBehavior
{
    Removed,
    Isolated,
    MergedWithPrevious,
    MergedWithNext,
    Contiguous,
}

internal static class Splitting
{
    /// <summary>
    /// Cuts a text of <paramref name="length"/> at its matches, which are in order and do not overlap. Pieces of no length
    /// are left out. With <paramref name="invert"/> what lies between the matches counts as the matches.
    /// </summary>
    public static List<(int Begin, int End)> Cut(int length, IEnumerable<(int Begin, int End)> matches, SplitBehavior behavior, bool invert)
    {
        var pieces = new List<(int Begin, int End)>();
        var before = false;
        foreach (var (begin, end, isMatch) in Cover(length, matches))
        {
            var match = isMatch != invert;
            if (behavior == SplitBehavior.Removed && match)
            {
                continue;
            }

            var joins = pieces.Count > 0 && behavior switch
            {
                SplitBehavior.MergedWithPrevious => match && !before,
                SplitBehavior.MergedWithNext => !match && before,
                SplitBehavior.Contiguous => match == before,
                _ => false,
            };
            if (joins)
            {
                pieces[^1] = (pieces[^1].Begin, end);
            }
            else
            {
                pieces.Add((begin, end));
            }

            before = match;
        }

        return pieces;
    }

    private static IEnumerable<(int Begin, int End, bool Match)> Cover(int length, IEnumerable<(int Begin, int End)> matches)
    {
        var at = 0;
        foreach (var (begin, end) in matches)
        {
            if (begin > at)
            {
                yield return (at, begin, false);
            }

            if (end > begin)
            {
                yield return (begin, end, true);
            }

            at = end;
        }

        if (at < length)
        {
            yield return (at, length, false);
        }
    }
}
