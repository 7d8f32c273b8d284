using System.Diagnostics.CodeAnalysis;
using Tessera.Inference.Decoding;
using Tessera.Inference.Engine;
using Tessera.Inference.Kernels;
using Tessera.Inference.Families;
using Tessera.Inference.Rasters;
using Tessera.Inference.Vq;
using Tessera.Inference.Weights;

namespace Tessera.Inference.LlamaGen;

/// <summary>A model of the LlamaGen family: class or caption to picture. The files of its folder must not change while it is open.</summary>
internal sealed class LlamaGenModel : IPictureModel
{
    private readonly WeightSet _set;
    private readonly LlamaGenConfig _config;
    private readonly LlamaGenWeights _weights;
    private readonly IPromptSource _prompt;
    private readonly VqDecoder _vq;
    private readonly VqEncoder? _encoder;
    private readonly MatrixProduct _product;

    private LlamaGenModel(WeightSet set, IEnumerable<FileBeside> beside, LlamaGenConfig config, LlamaGenWeights weights, IPromptSource prompt, VqDecoder vq, VqEncoder? encoder, Team team)
    {
        (_set, _config, _weights, _prompt, _vq, _encoder, _product) = (set, config, weights, prompt, vq, encoder, new MatrixProduct(team));
        Grid = new PictureGrid(config.GridSide, config.GridSide, vq.TokenPixels);
        Facts = new ModelFacts(
            "llamagen",
            [new LlamaGenSettings(Grid.Width, config.Shape.Heads).ToFile(), .. beside],
            Streams: 2,
            PromptPositionsMax: config.Prefix,
            TableBytes: 0,
            WorkBytes: Math.Max(vq.WorkingBytes(Grid.Rows, Grid.Columns), encoder?.WorkingBytes(Grid.Width, Grid.Height) ?? 0));
        Decoder = new Decoder(config.Shape, weights.Decoder, GridRotary.Table(config.Prefix, config.GridSide, config.Shape.HeadSize), team);
    }

    public PictureGrid Grid { get; }

    public ModelFacts Facts { get; }

    public SamplingDefaults Sampling => _prompt.Sampling;

    public int Codes => _config.Codes;

    public Decoder Decoder { get; }

    /// <summary>Opens a folder with checkpoints as their makers publish them, or a converted model.</summary>
    public static bool TryOpen(
        string folder, Precision precision, Team team, [NotNullWhen(true)] out LlamaGenModel? model, [NotNullWhen(false)] out Refusal? refusal, IDictionary<string, AskedTensor>? asked = null)
    {
        model = null;
        refusal = LlamaGenFolder.Open(folder, out var parts);
        if (refusal is not null)
        {
            return false;
        }

        if (TryRead(parts!, precision, team, asked, out model, out refusal))
        {
            return true;
        }

        parts!.Set.Dispose();
        return false;
    }

    public bool SeesSource => false;

    public bool CanEncode => _encoder is not null;

    public IEnumerable<Prepared?> Prepare(DrawOrder order, SourcePicture? source, Team team) =>
        _prompt.Prepare(order.Prompt, mayBeEmpty: source is not null, order.Guidance ?? Sampling.Guidance);

    public void Embed(int token, Span<float> into) => _weights.Tokens.Read(token, into);

    public void Score(float[] normed, int rows, float[] logits) => _product.Run(_weights.Head, normed, logits, rows);

    public void Lean(int token, float factor, Span<float> logits) => _vq.Codebook.Lean(token, factor, logits);

    public IEnumerable<int[]?> Encode(Raster picture, Team team) => _encoder!.Encode(picture, team);

    public IEnumerable<Raster?> Decode(int[] tokens, Team team) => _vq.Decode(tokens, tokens.Length / Grid.Columns, Grid.Columns, team);

    public void Dispose() => _set.Dispose();

    private static bool TryRead(
        LlamaGenParts parts, Precision precision, Team team, IDictionary<string, AskedTensor>? asked, [NotNullWhen(true)] out LlamaGenModel? model, [NotNullWhen(false)] out Refusal? refusal)
    {
        model = null;
        refusal = LlamaGenConfig.Read(parts.Set, parts.Settings, out var config);
        if (refusal is not null)
        {
            return false;
        }

        var reader = new WeightReader(parts.Set, name => name, precision, asked);
        var weights = LlamaGenWeights.Read(reader, config!);
        var vq = VqDecoder.Read(reader, config!.Codes, config.CodeSize, LlamaGenFolder.Vq);
        var encoder = VqEncoder.Read(reader, vq, LlamaGenFolder.Vq);
        refusal = ReadPrompt(reader, parts, config, team, out var prompt) ?? reader.Refusal;
        if (refusal is not null)
        {
            return false;
        }

        model = new LlamaGenModel(parts.Set, parts.TextFolder is null ? [] : FileBeside.In(parts.TextFolder), config, weights, prompt, vq, encoder, team);
        return true;
    }

    private static Refusal? ReadPrompt(WeightReader reader, LlamaGenParts parts, LlamaGenConfig config, Team team, out IPromptSource prompt)
    {
        if (parts.TextFolder is null)
        {
            prompt = ClassPrompt.Read(reader, config.Shape.Hidden);
            return null;
        }

        var refusal = CaptionPrompt.Read(reader, parts.TextFolder, config.Prefix, config.Shape.Hidden, team, out var caption);
        prompt = caption!; // there is one, or a refusal
        return refusal;
    }
}
