using Tessera.Inference.Kernels;
using Tessera.Inference.Families;
using Tessera.Inference.T5;
using Tessera.Inference.Tokens;
using Tessera.Inference.Weights;

namespace Tessera.Inference.LlamaGen;

/// <summary>
/// A prompt in words: T5's features of them, through a small network, as the last of the positions before the picture; those
/// before them do not exist. Against that stand the features of no caption, as many of them. (The makers fill up with padding
/// that nothing but itself may look at, which comes to the same.)
/// </summary>
internal sealed class CaptionPrompt : IPromptSource
{
    private const string Embedding = LlamaGenFolder.Gpt + "cls_embedding.";

    private readonly Tokenizer _tokenizer;
    private readonly T5Encoder _encoder;
    private readonly Matrix _noCaption;     // (positions, feature)
    private readonly Matrix _first;         // (hidden, feature)
    private readonly Matrix _second;        // (hidden, hidden)
    private readonly MatrixProduct _product;

    private CaptionPrompt(Tokenizer tokenizer, T5Config config, WeightReader reader, int positions, int hidden, Team team)
    {
        _tokenizer = tokenizer;
        _encoder = new T5Encoder(config, T5Weights.Read(reader, config, LlamaGenFolder.T5), team);
        _noCaption = reader.Table(NoCaption, positions, config.Hidden);
        _first = reader.Matrix(Embedding + "cap_proj.fc1.weight", hidden, config.Hidden);
        _second = reader.Matrix(Embedding + "cap_proj.fc2.weight", hidden, hidden);
        _product = new MatrixProduct(team);
    }

    /// <summary>The features of no caption: who has them draws from captions, and has as many positions for them.</summary>
    public static string NoCaption => Embedding + "uncond_embedding";

    public SamplingDefaults Sampling { get; } = new(Guidance: 7.5f, Temperature: 1, TopK: 1000);

    /// <summary>Reads the encoder's folder; what is not as it must be among the weights is kept in the reader.</summary>
    public static Refusal? Read(WeightReader reader, string textFolder, int positions, int hidden, Team team, out CaptionPrompt? prompt)
    {
        prompt = null;
        if (T5Config.Read(textFolder, out var config) is { } refusal || !Tokenizer.TryOpen(textFolder, out var tokenizer, out refusal))
        {
            return refusal;
        }

        prompt = new CaptionPrompt(tokenizer, config!, reader, positions, hidden, team);
        return reader.Refusal;
    }

    public IEnumerable<Prepared?> Prepare(string text, bool mayBeEmpty, float guidance)
    {
        var positions = _noCaption.Rows;
        var caption = Caption.Clean(_tokenizer.WithoutAddedTokens(text));
        if (caption.Length == 0)
        {
            yield return mayBeEmpty
                ? new Prepared(new DrawPrompt([new(1, Project(Blank(positions)))]), null)
                : new Prepared(null, new Refusal(RefusedAt.Prompt, "prompt", "There is nothing to draw in an empty prompt."));
            yield break;
        }

        if (!_tokenizer.TryEncode(caption, out var ids, out var refusal))
        {
            yield return new Prepared(null, refusal);
            yield break;
        }

        if (ids.Max() >= _encoder.Words)
        {
            yield return new Prepared(null, new Refusal(RefusedAt.Tokenizer, "tokenizer.json", $"It gives ids beyond the encoder's {_encoder.Words} words."));
            yield break;
        }

        // What is too long loses its end, but not the token that ends it.
        ids = ids.Length > positions ? [.. ids.AsSpan(0, positions - 1), ids[^1]] : ids;
        foreach (var features in _encoder.Encode(ids))
        {
            yield return features is null ? null : new Prepared(
                new DrawPrompt(
                [
                    new(guidance, Project(features), positions - ids.Length),
                    new(1 - guidance, Project(Blank(ids.Length)), positions - ids.Length),
                ]),
                null);
        }
    }

    /// <summary>The last features of no caption: (count, feature).</summary>
    private float[] Blank(int count)
    {
        var rows = new float[count * _noCaption.Columns];
        for (var i = 0; i < count; i++)
        {
            _noCaption.Read(_noCaption.Rows - count + i, rows.AsSpan(i * _noCaption.Columns, _noCaption.Columns));
        }

        return rows;
    }

    /// <summary>second · gelu(first · features): (count, hidden).</summary>
    private float[] Project(float[] features)
    {
        var count = features.Length / _first.Columns;
        var (inner, result) = (new float[count * _first.Rows], new float[count * _second.Rows]);
        _product.Run(_first, features, inner, count);
        Activations.GeluTanh(inner);
        _product.Run(_second, inner, result, count);
        return result;
    }
}
