namespace Tessera.Inference.Tokens;

/// <summary>Finds added tokens in text: the leftmost first, of several at one place the longest. A tree of letters.</summary>
internal sealed class AddedTokenFinder
{
    private readonly Dictionary<(int Node, char Letter), int> _children = [];
    private readonly List<AddedToken?> _ends = [null];

    public AddedTokenFinder(IEnumerable<AddedToken> tokens)
    {
        foreach (var token in tokens)
        {
            var node = 0;
            foreach (var letter in token.Text)
            {
                if (!_children.TryGetValue((node, letter), out var child))
                {
                    _children[(node, letter)] = child = _ends.Count;
                    _ends.Add(null);
                }

                node = child;
            }

            _ends[node] = token;
        }
    }

    /// <summary>The first token at or after <paramref name="from"/>, with the white space that belongs to it.</summary>
    public (AddedToken Token, int Begin, int End)? Find(string text, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            if (LongestAt(text, at) is { } token && (!token.WholeWord || StandsAlone(text, at, at + token.Text.Length)))
            {
                var (begin, end) = (at, at + token.Text.Length);
                while (token.SwallowsBefore && begin > from && char.IsWhiteSpace(text[begin - 1]))
                {
                    begin--;
                }

                while (token.SwallowsAfter && end < text.Length && char.IsWhiteSpace(text[end]))
                {
                    end++;
                }

                return (token, begin, end);
            }
        }

        return null;
    }

    private AddedToken? LongestAt(string text, int at)
    {
        AddedToken? found = null;
        for (var node = 0; at < text.Length && _children.TryGetValue((node, text[at]), out node); at++)
        {
            found = _ends[node] ?? found;
        }

        return found;
    }

    private static bool StandsAlone(string text, int begin, int end) =>
        (begin == 0 || !IsWord(text[begin - 1])) && (end == text.Length || !IsWord(text[end]));

    private static bool IsWord(char letter) => char.IsLetterOrDigit(letter) || letter == '_';
}
