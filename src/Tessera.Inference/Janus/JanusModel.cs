using System.Diagnostics.CodeAnalysis;
using Tessera.Inference.Decoding;
using Tessera.Inference.Engine;
using Tessera.Inference.Kernels;
using Tessera.Inference.Models;
using Tessera.Inference.Rasters;
using Tessera.Inference.Tokens;
using Tessera.Inference.Vq;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Janus;

/// <summary>A model of the Janus family: text to picture. The files of its folder must not change while it is open.</summary>
internal sealed class JanusModel : IPictureModel
{
    private readonly WeightSet _set;
    private readonly Tokenizer _tokenizer;
    private readonly JanusConfig _config;
    private readonly JanusWeights _weights;
    private readonly PictureHead _head;
    private readonly VqDecoder _vq;
    private readonly VqEncoder? _encoder;

    private JanusModel(string folder, WeightSet set, Tokenizer tokenizer, JanusConfig config, JanusWeights weights, VqDecoder vq, VqEncoder? encoder, Team team)
    {
        (_set, _tokenizer, _config, _weights, _vq, _encoder) = (set, tokenizer, config, weights, vq, encoder);
        Grid = new PictureGrid(config.GridSide, config.GridSide, vq.TokenPixels);
        Decoder = new Decoder(config.Shape, weights.Decoder, RotaryTable.Halves(config.Shape.PositionsMax, config.Shape.HeadSize, config.RopeBase), team);
        Facts = new ModelFacts(
            "janus",
            [.. FileBeside.In(folder)],
            Streams: 2,
            PromptPositionsMax: Math.Min(config.Shape.PositionsMax - Grid.Tokens, JanusPrompt.TokensMax),
            TableBytes: (long)config.Codes * config.Shape.Hidden * sizeof(float),
            WorkBytes: Math.Max(vq.WorkingBytes(Grid.Rows, Grid.Columns), encoder?.WorkingBytes(Grid.Width, Grid.Height) ?? 0));
        _head = new PictureHead(weights, config, team);
    }

    public PictureGrid Grid { get; }

    public ModelFacts Facts { get; }

    public SamplingDefaults Sampling { get; } = new(Guidance: 5, Temperature: 1, TopK: 0);

    public int Codes => _config.Codes;

    public Decoder Decoder { get; }

    /// <summary>
    /// Opens a folder with config.json, tokenizer.json and weights, in DeepSeek's layout, Hugging Face's, or rounded by
    /// ourselves. Every tensor that drawing needs is checked for its shape.
    /// </summary>
    public static bool TryOpen(
        string folder, Precision precision, Team team, [NotNullWhen(true)] out JanusModel? model, [NotNullWhen(false)] out Refusal? refusal, IDictionary<string, AskedTensor>? asked = null)
    {
        model = null;
        refusal = JanusConfig.Read(folder, out var config);
        if (refusal is not null || !Tokenizer.TryOpen(folder, out var tokenizer, out refusal) || !WeightSet.TryOpen(folder, out var set, out refusal))
        {
            return false;
        }

        var reader = new WeightReader(set, TensorNames.For(set), precision, asked);
        var weights = JanusWeights.Read(reader, config!);
        var vq = VqDecoder.Read(reader, config!.Codes, config.CodeSize);
        var encoder = VqEncoder.Read(reader, vq);
        refusal = reader.Refusal;
        if (refusal is not null)
        {
            set.Dispose();
            return false;
        }

        model = new JanusModel(folder, set, tokenizer, config, weights, vq, encoder, team);
        return true;
    }

    public bool SeesSource => false;

    public bool CanEncode => _encoder is not null;

    public IEnumerable<Prepared?> Prepare(DrawOrder order, SourcePicture? source, Team team)
    {
        if (!JanusPrompt.TryMake(_tokenizer, order.Prompt, mayBeEmpty: source is not null, Math.Min(_config.Shape.PositionsMax - Grid.Tokens, JanusPrompt.TokensMax), out var prompt, out var refusal))
        {
            yield return new Prepared(null, refusal);
            yield break;
        }

        if (prompt.Wanted.Max() >= _config.Words)
        {
            yield return new Prepared(null, new Refusal(RefusedAt.Tokenizer, "tokenizer.json", $"It gives ids beyond the model's {_config.Words} words."));
            yield break;
        }

        var guidance = order.Guidance ?? Sampling.Guidance;
        yield return new Prepared(
            string.IsNullOrWhiteSpace(order.Prompt)
                ? new DrawPrompt([new(1, Inputs(prompt.Blank))])
                : new DrawPrompt([new(guidance, Inputs(prompt.Wanted)), new(1 - guidance, Inputs(prompt.Blank))]),
            null);
    }

    public void Embed(int token, Span<float> into) => _head.Embed(token, into);

    public void Score(float[] normed, int rows, float[] logits) => _head.Score(normed, rows, logits);

    public void Lean(int token, float factor, Span<float> logits) => _vq.Codebook.Lean(token, factor, logits);

    public IEnumerable<int[]?> Encode(Raster picture, Team team) => _encoder!.Encode(picture, team);

    public IEnumerable<Raster?> Decode(int[] tokens, Team team) => _vq.Decode(tokens, tokens.Length / Grid.Columns, Grid.Columns, team);

    public void Dispose() => _set.Dispose();

    private float[] Inputs(int[] words)
    {
        var hidden = _config.Shape.Hidden;
        var inputs = new float[words.Length * hidden];
        for (var i = 0; i < words.Length; i++)
        {
            _weights.Words.Read(words[i], inputs.AsSpan(i * hidden, hidden));
        }

        return inputs;
    }
}
