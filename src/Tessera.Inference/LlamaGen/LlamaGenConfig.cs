using Tessera.Inference.Decoding;
using Tessera.Inference.Weights;

namespace Tessera.Inference.LlamaGen;

/// <summary>The blueprint, out of the shapes of the tensors; there is no config.json.</summary>
/// <param name="Shape">The decoder's sizes.</param>
/// <param name="Prefix">Positions before the first picture token.</param>
/// <param name="Codes">Size of the picture vocabulary.</param>
/// <param name="CodeSize">Numbers of one code.</param>
/// <param name="GridSide">Tokens along each side of the picture.</param>
internal sealed record LlamaGenConfig(DecoderShape Shape, int Prefix, int Codes, int CodeSize, int GridSide)
{
    private const float NormEpsilon = 1e-5f; // all models of the family
    private const int LayersMax = 1024;
    private const int WidthMax = 65_536;
    private const int CodesMax = 1 << 20;
    private const int LevelsMax = 8;
    private const int PrefixMax = 4096; // published ones have 120

    /// <summary>Reads the shapes; sizes that are given in the settings go before those of the published models.</summary>
    public static Refusal? Read(WeightSet set, LlamaGenSettings settings, out LlamaGenConfig? config)
    {
        config = null;
        string? wrong = null;
        int Side(string name, int side, int max)
        {
            if (set.Tensors.TryGetValue(name, out var tensor) && tensor.Shape.Count == 2 && tensor.Shape[side] is > 0 and var length && length <= max)
            {
                return (int)length;
            }

            wrong ??= $"{Refusal.Quote(name)} is missing, or is no matrix of at most {max} {(side == 0 ? "rows" : "columns")}.";
            return 1;
        }

        const string gpt = LlamaGenFolder.Gpt;
        var (codes, hidden) = (Side(gpt + "tok_embeddings.weight", 0, CodesMax), Side(gpt + "tok_embeddings.weight", 1, WidthMax));
        var layers = Parts(set, LayersMax, layer => $"{gpt}layers.{layer}.attention_norm.weight");
        var levels = Parts(set, LevelsMax, level => $"{LlamaGenFolder.Vq}decoder.conv_blocks.{level}.res.0.conv1.weight");
        var tokenPixels = 1 << Math.Max(levels - 1, 0);
        var inner = Side(gpt + "layers.0.feed_forward.w1.weight", 0, WidthMax);
        var keys = Side(gpt + "layers.0.attention.wk.weight", 0, WidthMax);
        var codeSize = Side(LlamaGenFolder.Vq + "quantize.embedding.weight", 1, 1024);
        var prefix = set.Tensors.ContainsKey(CaptionPrompt.NoCaption) ? Side(CaptionPrompt.NoCaption, 0, PrefixMax) : 1;
        if (wrong is not null)
        {
            return new Refusal(RefusedAt.Tensor, "weights", wrong);
        }

        if ((settings.Heads ?? PublishedHeads(layers, hidden)) is not { } heads)
        {
            return Refuse($"A model of {layers} blocks of width {hidden} is none of the published ones; write {LlamaGenSettings.FileName} beside it with its number of heads, as in {{\"heads\": 16}}.");
        }

        if (settings.ImageSize is not { } size)
        {
            return Refuse($"Nothing says how large its pictures are; write {LlamaGenSettings.FileName} beside it, as in {{\"image_size\": 256}}, with 256, 384 or 512.");
        }

        // Half of a head turns with the row and half with the column, in pairs.
        if (hidden % heads != 0 || hidden / heads % 4 != 0 || keys % (hidden / heads) != 0 || heads % (keys / (hidden / heads)) != 0)
        {
            return Refuse($"A width of {hidden} with keys of {keys} does not divide into {heads} heads.");
        }

        if (size % tokenPixels != 0)
        {
            return Refuse($"Pictures of {size} pixels do not divide into tokens of {tokenPixels}.");
        }

        var side = size / tokenPixels;
        var shape = new DecoderShape(layers, hidden, inner, heads, KeyHeads: keys / (hidden / heads), PositionsMax: prefix + side * side, NormEpsilon);
        config = new LlamaGenConfig(shape, prefix, codes, codeSize, side);
        return null;
    }

    private static int Parts(WeightSet set, int max, Func<int, string> name) =>
        Enumerable.Range(0, max).TakeWhile(part => set.Tensors.ContainsKey(name(part))).Count();

    private static Refusal Refuse(string reason) => new(RefusedAt.Configuration, LlamaGenSettings.FileName, reason);

    // GPT-B, -L, -XL, -XXL, -XXXL, -1B, -3B, -7B.
    private static int? PublishedHeads(int layers, int hidden) => (layers, hidden) switch
    {
        (12, 768) => 12,
        (24, 1024) => 16,
        (36, 1280) => 20,
        (48, 1536) => 24,
        (48, 2560) => 40,
        (22, 2048) => 32,
        (24, 3200) => 32,
        (32, 4096) => 32,
        _ => null,
    };
}
