using System.Diagnostics.CodeAnalysis;
using Tessera.Inference.Decoding;
using Tessera.Inference.Engine;
using Tessera.Inference.Kernels;
using Tessera.Inference.Models;
using Tessera.Inference.Rasters;
using Tessera.Inference.Tokens;
using Tessera.Inference.Vision;
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
    private readonly ReferenceStreams? _references;

    private JanusModel(
        string folder, WeightSet set, Tokenizer tokenizer, JanusConfig config, JanusWeights weights, VqDecoder vq, VqEncoder? encoder, VisionEncoder? vision, Team team)
    {
        (_set, _tokenizer, _config, _weights, _vq, _encoder) = (set, tokenizer, config, weights, vq, encoder);
        Grid = new PictureGrid(config.GridSide, config.GridSide, vq.TokenPixels);
        Decoder = new Decoder(config.Shape, weights.Decoder, RotaryTable.Halves(config.Shape.PositionsMax, config.Shape.HeadSize, config.RopeBase), team);
        _head = new PictureHead(weights, config, team);
        _references = vision is null ? null : new ReferenceStreams(tokenizer, config, weights, _head, vision);
        var room = config.Shape.PositionsMax - Grid.Tokens;
        Facts = new ModelFacts(
            vision is null ? "janus" : "janus-4o",
            [.. FileBeside.In(folder)],
            Streams: vision is null ? 2 : ReferenceStreams.Count,
            PromptPositionsMax: Math.Min(room, vision is null ? JanusPrompt.TokensMax : ReferencePrompt.LengthMax(Grid.Tokens)),
            TableBytes: (long)config.Codes * config.Shape.Hidden * sizeof(float),
            WorkBytes: Math.Max(
                vq.WorkingBytes(Grid.Rows, Grid.Columns),
                Math.Max(encoder?.WorkingBytes(Grid.Width, Grid.Height) ?? 0, _references?.WorkingBytes ?? 0)));
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
    /// <param name="folder">The folder.</param>
    /// <param name="precision">What plain weights are rounded to at opening; rounded ones stay as they are.</param>
    /// <param name="takesReferences">It was trained to edit by instructions (Janus-4o), so that it needs its picture encoders too.</param>
    /// <param name="team">The threads that the model works with; they outlive it.</param>
    /// <param name="model">The model, which is to be disposed.</param>
    /// <param name="refusal">Why not.</param>
    /// <param name="asked">Gets the tensors that the model is made of.</param>
    public static bool TryOpen(
        string folder,
        Precision precision,
        bool takesReferences,
        Team team,
        [NotNullWhen(true)] out JanusModel? model,
        [NotNullWhen(false)] out Refusal? refusal,
        IDictionary<string, AskedTensor>? asked = null)
    {
        model = null;
        refusal = JanusConfig.Read(folder, out var config);
        if (refusal is not null || !Tokenizer.TryOpen(folder, out var tokenizer, out refusal))
        {
            return false;
        }

        refusal = takesReferences ? ReferencePrompt.Missing(tokenizer) ?? config!.Unmatched() : null;
        if (refusal is not null || !WeightSet.TryOpen(folder, out var set, out refusal))
        {
            return false;
        }

        var reader = new WeightReader(set, TensorNames.For(set), precision, asked);
        var weights = JanusWeights.Read(reader, config!);
        var vq = VqDecoder.Read(reader, config!.Codes, config.CodeSize);
        var encoder = VqEncoder.Read(reader, vq);
        var vision = takesReferences ? VisionEncoder.Read(reader, config.Vision, config.Shape.Hidden) : null;
        refusal = reader.Refusal ?? (takesReferences && encoder is null ? new Refusal(RefusedAt.Tensor, "weights", "What turns a picture into tokens is missing.") : null);
        if (refusal is not null)
        {
            set.Dispose();
            return false;
        }

        model = new JanusModel(folder, set, tokenizer, config, weights, vq, encoder, vision, team);
        return true;
    }

    public bool SeesSource => _references is not null;

    public bool CanEncode => _encoder is not null;

    public IEnumerable<Prepared?> Prepare(DrawOrder order, SourcePicture? source, Team team)
    {
        var guidance = order.Guidance ?? Sampling.Guidance;
        if (_references is not null && source is not null)
        {
            foreach (var piece in _references.Prepare(order, source, guidance, team))
            {
                yield return piece;
            }

            yield break;
        }

        if (!JanusPrompt.TryMake(_tokenizer, order.Prompt, mayBeEmpty: source is not null, Math.Min(_config.Shape.PositionsMax - Grid.Tokens, JanusPrompt.TokensMax), out var prompt, out var refusal))
        {
            yield return new Prepared(null, refusal);
            yield break;
        }

        if (_config.Beyond(prompt.Wanted) is { } beyond)
        {
            yield return new Prepared(null, beyond);
            yield break;
        }

        yield return new Prepared(
            string.IsNullOrWhiteSpace(order.Prompt)
                ? new DrawPrompt([new(1, _weights.Inputs(prompt.Blank))])
                : new DrawPrompt([new(guidance, _weights.Inputs(prompt.Wanted)), new(1 - guidance, _weights.Inputs(prompt.Blank))]),
            null);
    }

    public void Embed(int token, Span<float> into) => _head.Embed(token, into);

    public void Score(float[] normed, int rows, float[] logits) => _head.Score(normed, rows, logits);

    public void Lean(int token, float factor, Span<float> logits) => _vq.Codebook.Lean(token, factor, logits);

    public IEnumerable<int[]?> Encode(Raster picture, Team team) => _encoder!.Encode(picture, team);

    public IEnumerable<Raster?> Decode(int[] tokens, Team team) => _vq.Decode(tokens, tokens.Length / Grid.Columns, Grid.Columns, team);

    public void Dispose() => _set.Dispose();
}
