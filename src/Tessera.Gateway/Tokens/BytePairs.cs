using System.Buffers;

namespace Tessera.Gateway.Tokens;

/// <summary>Byte-pair encoding of one piece: the two neighbours whose union has the lowest rank become one, until no union is a token.</summary>
internal static class BytePairs
{
    /// <summary>
    /// Counts the tokens. The next pair comes from a heap, so that a word of 32,000 letters takes n log n steps; of equal ranks
    /// the left one goes first.
    /// </summary>
    public static int Count(Vocabulary vocabulary, ReadOnlySpan<byte> piece)
    {
        var links = ArrayPool<int>.Shared.Rent(2 * (piece.Length + 1));
        try
        {
            return Merge(vocabulary, piece, links.AsSpan(0, piece.Length + 1), links.AsSpan(piece.Length + 1, piece.Length + 1));
        }
        finally
        {
            ArrayPool<int>.Shared.Return(links);
        }
    }

    /// <param name="next">By the first byte of each part: the first byte of the part behind it; 0 where a part has gone into another.</param>
    /// <param name="previous">By the first byte of each part: the first byte of the part before it.</param>
    private static int Merge(Vocabulary vocabulary, ReadOnlySpan<byte> piece, Span<int> next, Span<int> previous)
    {
        var pairs = new PriorityQueue<int, long>(piece.Length);
        for (var at = 0; at < piece.Length; at++)
        {
            (next[at], previous[at]) = (at + 1, at - 1);
            Offer(vocabulary, piece, pairs, at, at + 2);
        }

        previous[piece.Length] = piece.Length - 1;
        var parts = piece.Length;
        while (pairs.TryDequeue(out var end, out var priority))
        {
            var start = (int)(priority & int.MaxValue);
            var middle = next[start];
            if (middle == 0 || middle == piece.Length || next[middle] != end)
            {
                // One of the two has gone into another pair meanwhile.
                continue;
            }

            (next[start], next[middle], previous[end]) = (end, 0, start);
            parts--;
            if (start > 0)
            {
                Offer(vocabulary, piece, pairs, previous[start], end);
            }

            if (end < piece.Length)
            {
                Offer(vocabulary, piece, pairs, start, next[end]);
            }
        }

        return parts;
    }

    private static void Offer(Vocabulary vocabulary, ReadOnlySpan<byte> piece, PriorityQueue<int, long> pairs, int start, int end)
    {
        if (end <= piece.Length && vocabulary.RankOf(piece[start..end]) is var rank and >= 0)
        {
            pairs.Enqueue(end, ((long)rank << 32) | (uint)start);
        }
    }
}
