using System.Text.Json;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tokens;

/// <summary>What tokenizer.json and tokenizer_config.json say, checked. What is not known here is refused by name, since
/// leaving out a step would give other tokens without a word.</summary>
internal sealed class TokenizerFile
{
    // DeepSeek's file has 4.6 MB and 102,400 words. More than this is refused.
    private const int FileBytesMax = 32 * 1024 * 1024;
    private const int WordsMax = 1 << 20;
    private const int AddedTokenCharactersMax = 256;
    private const string Name = "tokenizer.json";

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<(AddedToken Token, bool Normalized)> _added = [];
    private readonly List<Normalizer> _normalizers = [];
    private readonly List<PreTokenizer> _steps = [];
    private List<int> _before = [];
    private List<int> _after = [];

    private TokenizerFile()
    {
    }

    public IVocabulary Vocabulary { get; private set; } = null!; // set by ReadModel, without which Read gives no file

    public IReadOnlyList<(AddedToken Token, bool Normalized)> AddedTokens => _added;

    public IReadOnlyList<Normalizer> Normalizers => _normalizers;

    public IReadOnlyList<PreTokenizer> Steps => _steps;

    /// <summary>Ids that stand in front of every text.</summary>
    public IReadOnlyList<int> Before => _before;

    /// <summary>Ids that stand behind every text.</summary>
    public IReadOnlyList<int> After => _after;

    public static Refusal? Read(string folder, out TokenizerFile? file)
    {
        file = null;
        if (JsonText.ReadFile(Path.Combine(folder, Name), FileBytesMax, out var document) is { } refusal)
        {
            return refusal;
        }

        using (document)
        {
            var reading = new TokenizerFile();
            var root = document!.RootElement;
            if ((NormalizerReader.Read(root.Member("normalizer"), reading._normalizers)
                ?? reading.ReadModel(root.Member("model"))
                ?? reading.ReadAddedTokens(root.Member("added_tokens"))
                ?? (reading.Vocabulary is UnigramVocabulary
                    ? PreTokenizerReader.Read<MetaspaceStep>(root.Member("pre_tokenizer"), reading._steps)
                    : PreTokenizerReader.Read<ByteLevelStep>(root.Member("pre_tokenizer"), reading._steps))
                ?? reading.ReadTemplate(root.Member("post_processor"))) is { } reason)
            {
                return new Refusal(RefusedAt.Tokenizer, Name, reason);
            }

            if (reading.ReadConfig(folder) is { } wrong)
            {
                return wrong;
            }

            file = reading;
            return null;
        }
    }

    private string? ReadModel(JsonElement? element)
    {
        if (element?.Text("type") == "Unigram")
        {
            return ReadUnigram(element.Value);
        }

        if (element is not { } model || model.Text("type") is not (null or "BPE") || model.Member("vocab") is not { ValueKind: JsonValueKind.Object } words)
        {
            return "The model is neither a BPE nor a Unigram with a vocabulary.";
        }

        foreach (var option in (string[])["dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix"])
        {
            if (model.Member(option) is not null && model.Text(option) != "")
            {
                return $"The model's {option} is not known here.";
            }
        }

        if (model.Member("byte_fallback") is { ValueKind: JsonValueKind.True })
        {
            return "The model's byte_fallback is not known here.";
        }

        var taken = new HashSet<int>();
        foreach (var word in words.EnumerateObject())
        {
            if (!word.Value.IsWhole(0, WordsMax - 1, out var id) || !taken.Add((int)id))
            {
                return $"The word {Refusal.Quote(word.Name)} has an id that is taken or not from 0 to {WordsMax - 1}.";
            }

            _ids.Add(word.Name, (int)id);
        }

        for (var value = 0; value < 256; value++)
        {
            if (!_ids.ContainsKey(ByteLetters.Of((byte)value).ToString()))
            {
                return $"The vocabulary has no word for the byte {value}.";
            }
        }

        var merges = new Merges();
        Vocabulary = new Vocabulary(_ids, merges, model.Member("ignore_merges") is { ValueKind: JsonValueKind.True });
        return ReadMerges(model.Member("merges"), merges);
    }

    private string? ReadUnigram(JsonElement model)
    {
        if (model.Member("byte_fallback") is { ValueKind: JsonValueKind.True })
        {
            return "The model's byte_fallback is not known here.";
        }

        if (model.Member("vocab") is not { ValueKind: JsonValueKind.Array } words || words.GetArrayLength() is < 1 or > WordsMax)
        {
            return $"The model has no list of 1 to {WordsMax} words.";
        }

        var scores = new double[words.GetArrayLength()];
        var id = 0;
        foreach (var entry in words.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Array || entry.GetArrayLength() != 2 || entry[0].ValueKind != JsonValueKind.String
                || entry[0].GetString() is not { Length: > 0 and <= UnigramVocabulary.WordCharactersMax } word || !_ids.TryAdd(word, id)
                || entry[1].ValueKind != JsonValueKind.Number || !entry[1].TryGetDouble(out scores[id]) || !double.IsFinite(scores[id]))
            {
                return $"The word {id} is no text of 1 to {UnigramVocabulary.WordCharactersMax} characters with a number, or is there twice.";
            }

            id++;
        }

        if (model.Member("unk_id") is not { } unknown || !unknown.IsWhole(0, scores.Length - 1, out var unknownId))
        {
            return "The model has no word for what is unknown.";
        }

        Vocabulary = new UnigramVocabulary(_ids, scores, (int)unknownId);
        return null;
    }

    private string? ReadMerges(JsonElement? element, Merges merges)
    {
        if (element is not { ValueKind: JsonValueKind.Array } list)
        {
            return "The model has no list of merges.";
        }

        foreach (var rule in list.EnumerateArray())
        {
            string[] pair = rule.ValueKind switch
            {
                JsonValueKind.String => rule.GetString()!.Split(' '),
                JsonValueKind.Array when rule.EnumerateArray().All(side => side.ValueKind == JsonValueKind.String) => [.. rule.EnumerateArray().Select(side => side.GetString()!)],
                _ => [],
            };
            if (pair is not [var left, var right] || !_ids.TryGetValue(left, out var leftId) || !_ids.TryGetValue(right, out var rightId)
                || !_ids.TryGetValue(left + right, out var merged) || !merges.TryAdd(leftId, rightId, merged))
            {
                return $"The merge {merges.Count} is not of two words whose union is a word, or is there twice.";
            }
        }

        return null;
    }

    private string? ReadAddedTokens(JsonElement? element)
    {
        if (element is null)
        {
            return null;
        }

        if (element is not { ValueKind: JsonValueKind.Array } list)
        {
            return "The added tokens are not a list.";
        }

        foreach (var token in list.EnumerateArray())
        {
            bool Flag(string name) => token.Member(name) is { ValueKind: JsonValueKind.True };

            var text = token.Text("content");
            if (string.IsNullOrEmpty(text) || text.Length > AddedTokenCharactersMax || token.Member("id") is not { } number || !number.IsWhole(0, WordsMax - 1, out var id)
                || (!_ids.TryAdd(text, (int)id) && _ids[text] != id))
            {
                return $"The added token {Refusal.Quote(text ?? "")} is empty, too long, or its id is not one or not that of the vocabulary.";
            }

            _added.Add((new AddedToken(text, (int)id, Flag("lstrip"), Flag("rstrip"), Flag("single_word")), Flag("normalized")));
        }

        return null;
    }

    private string? ReadTemplate(JsonElement? element)
    {
        if (element is not { } processor)
        {
            return null;
        }

        switch (processor.Text("type"))
        {
            case "ByteLevel": // moves offsets only
                return null;
            case "Sequence" when processor.Member("processors") is { ValueKind: JsonValueKind.Array } list:
                return list.EnumerateArray().Select(inner => ReadTemplate(inner)).FirstOrDefault(reason => reason is not null);
            case "TemplateProcessing" when processor.Member("single") is { ValueKind: JsonValueKind.Array } single:
                var into = _before;
                foreach (var piece in single.EnumerateArray())
                {
                    if (piece.Member("Sequence") is not null)
                    {
                        into = _after;
                    }
                    else if (piece.Member("SpecialToken")?.Text("id") is { } text && _ids.TryGetValue(text, out var id))
                    {
                        into.Add(id);
                    }
                    else
                    {
                        return "The template names a token that is not in the vocabulary.";
                    }
                }

                return null;
            default:
                return $"The post-processor {Refusal.Quote(processor.Text("type") ?? "")} is not known here.";
        }
    }

    // LLaMA's tokenizers decide by these two flags, whatever the template in tokenizer.json says.
    private Refusal? ReadConfig(string folder)
    {
        const string config = "tokenizer_config.json";
        if (!File.Exists(Path.Combine(folder, config)))
        {
            return null;
        }

        if (JsonText.ReadFile(Path.Combine(folder, config), FileBytesMax, out var document) is { } refusal)
        {
            return refusal;
        }

        using (document)
        {
            return Decide("add_bos_token", "bos_token", ref _before) ?? Decide("add_eos_token", "eos_token", ref _after);
        }

        Refusal? Decide(string flag, string name, ref List<int> side)
        {
            if (document!.RootElement.Member(flag) is not { ValueKind: JsonValueKind.True or JsonValueKind.False } decided)
            {
                return null;
            }

            side = [];
            if (decided.ValueKind == JsonValueKind.False)
            {
                return null;
            }

            var text = document.RootElement.Text(name) ?? document.RootElement.Member(name)?.Text("content");
            if (text is null || !_ids.TryGetValue(text, out var id))
            {
                return new Refusal(RefusedAt.Tokenizer, config, $"It wants a {name} that is not in the vocabulary.");
            }

            side.Add(id);
            return null;
        }
    }
}
