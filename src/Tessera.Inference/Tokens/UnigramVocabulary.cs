using System.Text;

namespace Tessera.Inference.Tokens;

/// <summary>
/// Words with the logarithms of their odds: a piece becomes those words, one after the other, whose odds multiply to the most.
/// A character that is no word by itself may become the unknown word, at odds ten below the worst; neighbours of that kind
/// become one.
/// </summary>
internal sealed class UnigramVocabulary : IVocabulary
{
    /// <summary>The longest word, in UTF-16 units; T5's has 16.</summary>
    public const int WordCharactersMax = 64;

    private const double UnknownPenalty = 10; // SentencePiece's

    private readonly Dictionary<string, int> _ids;
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _words;
    private readonly double[] _scores;
    private readonly int _unknown;
    private readonly double _unknownScore;
    private readonly int _longest;

    /// <param name="ids">Of the words, by their place, and of added tokens beyond them.</param>
    /// <param name="scores">Of the words, by id.</param>
    /// <param name="unknown">The word for what is none.</param>
    public UnigramVocabulary(Dictionary<string, int> ids, double[] scores, int unknown)
    {
        (_ids, _scores, _unknown) = (ids, scores, unknown);
        _words = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        _unknownScore = scores.Min() - UnknownPenalty;
        _longest = ids.Where(word => word.Value < scores.Length).Max(word => word.Key.Length);
    }

    public int? IdOf(string word) => _ids.TryGetValue(word, out var id) ? id : null;

    public void Encode(string piece, List<int> into)
    {
        // best[end]: of all ways to cut what is before it, the one with the most, by its last word.
        var best = new (double Score, int Begin, int Id)[piece.Length + 1];
        Array.Fill(best, (double.NegativeInfinity, -1, _unknown), 1, piece.Length);
        for (var begin = 0; begin < piece.Length;)
        {
            var first = Rune.TryGetRuneAt(piece, begin, out var rune) ? rune.Utf16SequenceLength : 1;
            var known = false;
            for (var length = 1; length <= _longest && begin + length <= piece.Length; length++)
            {
                if (_words.TryGetValue(piece.AsSpan(begin, length), out var id) && id < _scores.Length)
                {
                    known |= length == first;
                    Offer(best, begin, begin + length, id, _scores[id]);
                }
            }

            if (!known)
            {
                Offer(best, begin, begin + first, _unknown, _unknownScore);
            }

            begin += first;
        }

        var at = into.Count;
        for (var end = piece.Length; end > 0; end = best[end].Begin)
        {
            if (best[end].Id != _unknown || into.Count == at || into[^1] != _unknown)
            {
                into.Add(best[end].Id);
            }
        }

        into.Reverse(at, into.Count - at);
    }

    private static void Offer((double Score, int Begin, int Id)[] best, int begin, int end, int id, double score)
    {
        if (best[begin].Score + score > best[end].Score)
        {
            best[end] = (best[begin].Score + score, begin, id);
        }
    }
}
