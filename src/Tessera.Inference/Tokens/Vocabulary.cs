namespace Tessera.Inference.Tokens;

/// <summary>Words of byte letters with their ids, and how letters merge into them.</summary>
/// <param name="ids">All words, the added ones too.</param>
/// <param name="merges">The rules, by id.</param>
/// <param name="wholeWordsFirst">A piece that is a word as a whole takes its id without merging (<c>ignore_merges</c>).</param>
internal sealed class Vocabulary(Dictionary<string, int> ids, Merges merges, bool wholeWordsFirst) : IVocabulary
{
    private readonly int[] _letters = [.. Enumerable.Range(0, 256).Select(value => ids[ByteLetters.Of((byte)value).ToString()])];
    private readonly Dictionary<char, byte> _bytes = Enumerable.Range(0, 256).ToDictionary(value => ByteLetters.Of((byte)value), value => (byte)value);

    public int? IdOf(string word) => ids.TryGetValue(word, out var id) ? id : null;

    /// <summary>Adds the ids of one piece of byte letters.</summary>
    public void Encode(string piece, List<int> into)
    {
        if (wholeWordsFirst && ids.TryGetValue(piece, out var whole))
        {
            into.Add(whole);
            return;
        }

        var tokens = new int[piece.Length];
        for (var i = 0; i < tokens.Length; i++)
        {
            tokens[i] = _letters[_bytes[piece[i]]];
        }

        into.AddRange(tokens.AsSpan(0, merges.Apply(tokens)));
    }
}
