using System.Text.Json;
using Tessera.Inference.Decoding;
using Tessera.Inference.Vision;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Janus;

/// <summary>
/// The blueprint out of config.json, in DeepSeek's layout (<c>language_config</c>) or Hugging Face's (<c>text_config</c>).
/// What is left out there has LLaMA's defaults, as both of them mean it.
/// </summary>
/// <param name="Shape">The decoder's sizes.</param>
/// <param name="RopeBase">The base of the rotary positions.</param>
/// <param name="Words">Size of the text vocabulary.</param>
/// <param name="Codes">Size of the picture vocabulary.</param>
/// <param name="CodeSize">Numbers of one code.</param>
/// <param name="GridSide">Tokens along each side of the picture.</param>
/// <param name="Vision">The encoder of pictures that the model looks at.</param>
internal sealed record JanusConfig(DecoderShape Shape, double RopeBase, int Words, int Codes, int CodeSize, int GridSide, VisionConfig Vision)
{
    private const int FileBytesMax = 1024 * 1024;
    private const int PatchPixels = 16;
    private const int WidthMax = 65_536;
    private const string Name = "config.json";

    // Positions times heads, or times numbers of a head, of the tables that are made for them. Janus-Pro-7B has 2^21.
    private const long PositionNumbersMax = 1 << 22;

    /// <summary>Tokens of one picture.</summary>
    public int PictureTokens => GridSide * GridSide;

    /// <summary>What is wrong with ids that the model has no rows for, or null.</summary>
    public Refusal? Beyond(int[] ids) =>
        ids.Max() < Words ? null : new Refusal(RefusedAt.Tokenizer, "tokenizer.json", $"It gives ids beyond the model's {Words} words.");

    /// <summary>Why a reference picture does not fit into the prompt, or null: it has a place for each patch and for each token.</summary>
    public Refusal? Unmatched() => Vision.Places == PictureTokens
        ? null
        : new Refusal(RefusedAt.Configuration, Name, $"A picture is seen in {Vision.Places} patches but drawn in {PictureTokens} tokens.");

    public static Refusal? Read(string folder, out JanusConfig? config)
    {
        config = null;
        if (JsonText.ReadFile(Path.Combine(folder, Name), FileBytesMax, out var document) is { } refusal)
        {
            return refusal;
        }

        using (document)
        {
            var fields = new ConfigFields();
            var root = document!.RootElement;
            var read = Read(fields, root);
            if ((fields.Wrong ?? read.Inconsistency()) is { } wrong)
            {
                return new Refusal(RefusedAt.Configuration, Name, wrong);
            }

            config = read;
            return null;
        }
    }

    private static JanusConfig Read(ConfigFields fields, JsonElement root)
    {
        var text = fields.Object(root, "language_config", "text_config");
        var vq = fields.Object(root, "gen_vision_config", "vq_config");
        vq = vq.Member("params") ?? vq;
        var vision = fields.Object(root, "vision_config", "vision_config");
        vision = vision.Member("params") ?? vision;
        fields.Only(text, "hidden_act", "silu");
        fields.Only(text, "attention_bias", false);
        fields.Only(text, "mlp_bias", false);
        fields.Only(text, "rope_scaling", null);
        fields.Only(vision, "hidden_act", "gelu");
        fields.Only(vision, "use_qk_norm", false);
        var rope = text.Member("rope_parameters") ?? text;
        fields.Only(rope, "rope_type", "default");
        var heads = fields.Whole(text, "num_attention_heads", 32, 1024);
        var imageSize = fields.Whole(vision, "image_size", 384, 4096);
        return new JanusConfig(
            new DecoderShape(
                Layers: fields.Whole(text, "num_hidden_layers", 32, 1024),
                Hidden: fields.Whole(text, "hidden_size", 4096, WidthMax),
                Intermediate: fields.Whole(text, "intermediate_size", 11_008, WidthMax),
                heads,
                KeyHeads: fields.Whole(text, "num_key_value_heads", heads, 1024),
                PositionsMax: fields.Whole(text, "max_position_embeddings", 2048, 1 << 20),
                NormEpsilon: (float)fields.Positive(text, "rms_norm_eps", 1e-6)),
            RopeBase: fields.Positive(rope, "rope_theta", 10_000),
            Words: fields.Whole(text, "vocab_size", 32_000, 1 << 20),
            Codes: fields.Whole(vq, vq.Member("image_token_size") is null ? "num_embeddings" : "image_token_size", 16_384, 1 << 20),
            CodeSize: fields.Whole(vq, vq.Member("n_embed") is null ? "embed_dim" : "n_embed", 8, 1024),
            GridSide: imageSize / PatchPixels,
            Vision: new VisionConfig(
                imageSize,
                PatchSize: fields.Whole(vision, "patch_size", PatchPixels, imageSize),
                Heads: vision.Member("num_attention_heads") is null ? null : fields.Whole(vision, "num_attention_heads", 1, 1024),
                NormEpsilon: (float)fields.Positive(vision, "layer_norm_eps", 1e-6)));
    }

    private string? Inconsistency() =>
        Shape.Hidden % Shape.Heads != 0 || Shape.HeadSize % 2 != 0 ? $"A width of {Shape.Hidden} does not divide into {Shape.Heads} heads of an even size."
        : Shape.Heads % Shape.KeyHeads != 0 ? $"{Shape.Heads} query heads cannot share {Shape.KeyHeads} heads of keys."
        : (long)Shape.PositionsMax * Math.Max(Shape.Heads, Shape.HeadSize) > PositionNumbersMax ? $"{Shape.PositionsMax} positions of {Shape.Heads} heads with {Shape.HeadSize} numbers are more than {PositionNumbersMax}."
        : GridSide < 1 || PictureTokens >= Shape.PositionsMax ? $"A picture of {GridSide} by {GridSide} tokens does not fit into {Shape.PositionsMax} positions."
        : null;
}
