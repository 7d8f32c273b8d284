namespace Tessera.Inference.Tokens;

/// <summary>
/// Byte-pair merging: of all neighbours that may merge, those with the lowest rank do, the leftmost first, until none may.
/// A queue of candidates keeps this at n log n, so that a word of a million letters takes no longer than a million words.
/// </summary>
internal sealed class Merges
{
    private readonly Dictionary<(int Left, int Right), (int Rank, int Merged)> _rules = [];

    public int Count => _rules.Count;

    /// <summary>Adds the next rule; the first added has the lowest rank. False when the pair has one already.</summary>
    public bool TryAdd(int left, int right, int merged) => _rules.TryAdd((left, right), (_rules.Count, merged));

    /// <summary>Merges the tokens in place and gives how many are left.</summary>
    public int Apply(Span<int> tokens)
    {
        if (tokens.Length < 2)
        {
            return tokens.Length;
        }

        // A list through the tokens: the index of the next and the previous that still stands; a token that was swallowed is -1.
        var next = new int[tokens.Length];
        var previous = new int[tokens.Length];
        var queue = new PriorityQueue<(int At, int Left, int Right), (int Rank, int At)>();
        for (var i = 0; i < tokens.Length; i++)
        {
            (previous[i], next[i]) = (i - 1, i + 1 < tokens.Length ? i + 1 : -1);
            Offer(tokens, i, next[i]);
        }

        while (queue.TryDequeue(out var pair, out var place))
        {
            var (at, right) = (pair.At, next[pair.At]);
            if (right < 0 || tokens[at] != pair.Left || tokens[right] != pair.Right)
            {
                continue; // one of the two has merged otherwise meanwhile
            }

            tokens[at] = _rules[(pair.Left, pair.Right)].Merged;
            tokens[right] = -1;
            next[at] = next[right];
            if (next[at] >= 0)
            {
                previous[next[at]] = at;
            }

            Offer(tokens, previous[at], at);
            Offer(tokens, at, next[at]);
        }

        var count = 0;
        for (var at = 0; at >= 0; at = next[at])
        {
            tokens[count++] = tokens[at];
        }

        return count;

        void Offer(Span<int> now, int left, int right)
        {
            if (left >= 0 && right >= 0 && _rules.TryGetValue((now[left], now[right]), out var rule))
            {
                queue.Enqueue((left, now[left], now[right]), (rule.Rank, left));
            }
        }
    }
}
