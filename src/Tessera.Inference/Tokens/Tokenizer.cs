using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tokens;

/// <summary>
/// Text to token ids as a model's own tokenizer.json says: byte-level byte-pair encoding, or the likeliest words
/// (Unigram). Immutable; any thread may use it.
/// </summary>
public sealed class Tokenizer
{
    /// <summary>The longest text that is encoded, in UTF-16 units. A longer one is refused.</summary>
    public const int TextCharactersMax = 65_536;

    private readonly IVocabulary _vocabulary;
    private readonly IReadOnlyList<Normalizer> _normalizers;
    private readonly IReadOnlyList<PreTokenizer> _steps;
    private readonly IReadOnlyList<int> _before;
    private readonly IReadOnlyList<int> _after;
    private readonly AddedTokenFinder _exact;
    private readonly AddedTokenFinder _normalized;
    private readonly AddedTokenFinder _all;

    internal Tokenizer(TokenizerFile file)
    {
        (_vocabulary, _normalizers, _steps, _before, _after) = (file.Vocabulary, file.Normalizers, file.Steps, file.Before, file.After);

        // The order in which the reference looks: first those that stand for their exact text, then, in what is left, the rest.
        _exact = new AddedTokenFinder(file.AddedTokens.Where(token => !token.Normalized).Select(token => token.Token));
        _normalized = new AddedTokenFinder(file.AddedTokens.Where(token => token.Normalized).Select(token => token.Token));
        _all = new AddedTokenFinder(file.AddedTokens.Select(token => token.Token));
    }

    /// <summary>Reads tokenizer.json and, where it is there, tokenizer_config.json of a model's folder.</summary>
    public static bool TryOpen(string folder, [NotNullWhen(true)] out Tokenizer? tokenizer, [NotNullWhen(false)] out Refusal? refusal)
    {
        refusal = TokenizerFile.Read(folder, out var file);
        tokenizer = file is null ? null : new Tokenizer(file);
        return refusal is null;
    }

    /// <summary>The id of an added token or of a word of the vocabulary, or null.</summary>
    public int? IdOf(string token) => _vocabulary.IdOf(token);

    /// <summary>
    /// The ids of a text with what the model wants in front (its beginning-of-sequence token). Added tokens in the text count
    /// as such: take them out of text from strangers with <see cref="WithoutAddedTokens"/>.
    /// </summary>
    public bool TryEncode(string text, out int[] ids, [NotNullWhen(false)] out Refusal? refusal)
    {
        (ids, refusal) = ([], null);
        if (text.Length > TextCharactersMax)
        {
            refusal = new Refusal(RefusedAt.Prompt, "prompt", $"The text has {text.Length} characters; at most {TextCharactersMax} are encoded.");
            return false;
        }

        try
        {
            var into = new List<int>(_before);
            Encode(text, [_exact, _normalized], into);
            into.AddRange(_after);
            ids = [.. into];
            return true;
        }
        catch (RegexMatchTimeoutException)
        {
            refusal = new Refusal(RefusedAt.Prompt, "tokenizer.json", "One of its patterns takes over a second for this text.");
            return false;
        }
    }

    /// <summary>The text with a space in place of each added token, so that it cannot speak in the name of the template.</summary>
    public string WithoutAddedTokens(string text)
    {
        for (var from = 0; _all.Find(text, from) is var (_, begin, end);)
        {
            text = string.Concat(text.AsSpan(0, begin), " ", text.AsSpan(end));
            from = begin + 1;
        }

        return text;
    }

    private void Encode(string text, ReadOnlySpan<AddedTokenFinder> finders, List<int> into)
    {
        if (finders.IsEmpty)
        {
            IEnumerable<string> pieces = text.Length == 0 ? [] : [text];
            foreach (var step in _steps)
            {
                pieces = pieces.SelectMany(step.Cut);
            }

            foreach (var piece in pieces)
            {
                _vocabulary.Encode(piece, into);
            }

            return;
        }

        // Added tokens that stand for their exact text were found in it; those that do not are found in what is normalized.
        text = finders.Length == 1 ? _normalizers.Aggregate(text, (now, step) => step.Apply(now)) : text;
        var at = 0;
        while (finders[0].Find(text, at) is var (token, begin, end))
        {
            Encode(text[at..begin], finders[1..], into);
            into.Add(token.Id);
            at = end;
        }

        Encode(text[at..], finders[1..], into);
    }
}
