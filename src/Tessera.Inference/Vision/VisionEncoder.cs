using Tessera.Inference.Kernels;
using Tessera.Inference.Rasters;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Vision;

/// <summary>
/// How the model sees a picture: SigLIP without its pooling, and the two layers that bring each patch to the width of the
/// language model. Widths and counts are taken from the tensors.
/// </summary>
internal sealed class VisionEncoder
{
    private const string Tower = "vision_model.vision_tower.";
    private const int BlocksMax = 256;
    private const int UsualHeadSize = 64; // SigLIP-L: 16 heads in a width of 1024

    private readonly VisionConfig _config;
    private readonly int _width;
    private readonly int _heads;
    private readonly Linear _patch;
    private readonly Matrix _positions;   // (places, width)
    private readonly VisionBlock[] _blocks;
    private readonly LayerNorm _norm;
    private readonly Linear _alignIn;     // width → hidden
    private readonly Linear _alignOut;    // hidden → hidden

    private VisionEncoder(WeightReader from, VisionConfig config, int hidden)
    {
        _config = config;
        _width = from.Length(Tower + "norm.bias");
        _heads = config.Heads ?? Math.Max(1, _width / UsualHeadSize);
        if (_width % _heads != 0)
        {
            from.Refuse(new Refusal(RefusedAt.Configuration, "config.json", $"The encoder's width of {_width} does not divide into {_heads} heads."));
        }

        var side = config.PatchSize;
        _patch = new Linear(
            new StoredMatrix(from.Tensor(Tower + "patch_embed.proj.weight", _width, 3, side, side)!, _width, 3 * side * side),
            from.Vector(Tower + "patch_embed.proj.bias", _width));
        _positions = from.Dimensions(Tower + "pos_embed") == 2
            ? from.Table(Tower + "pos_embed", Places, _width)
            : new StoredMatrix(from.Tensor(Tower + "pos_embed", 1, Places, _width)!, Places, _width);
        var count = Math.Clamp(from.Count(block => $"{Tower}blocks.{block}.norm1.weight"), 1, BlocksMax);
        _blocks = [.. Enumerable.Range(0, count).Select(block => VisionBlock.Read(from, $"{Tower}blocks.{block}.", _width, config.NormEpsilon))];
        _norm = LayerNorm.Read(from, Tower + "norm", _width, config.NormEpsilon);
        _alignIn = Linear.Read(from, "aligner.layers.0", hidden, _width);
        _alignOut = Linear.Read(from, "aligner.layers.2", hidden, hidden);
    }

    /// <summary>Bytes that a picture takes on its way at most: in an attention, in a block's inner layer, or in the last ones.</summary>
    public long WorkingBytes => (long)sizeof(float) * Places
        * (2 * _width + Math.Max(Math.Max(6 * _width, 2 * _alignIn.Bias.Length), _blocks.Max(block => block.In.Bias.Length)));

    private int Places => _config.Places;

    /// <summary>Reads the encoder; what is not as it must be is kept in the reader.</summary>
    public static VisionEncoder Read(WeightReader from, VisionConfig config, int hidden) => new(from, config, hidden);

    /// <summary>What the language model gets in place of a picture: (places, hidden), row by row from
    /// the top left. In pieces: two of each block.</summary>
    public IEnumerable<float[]?> Run(Raster picture, Team team)
    {
        var x = new float[Places * _width];
        var n = new float[Places * _width];
        Embed(picture, x, team);
        yield return null;
        foreach (var block in _blocks)
        {
            Attend(block, x, n, team);
            yield return null;
            Feed(block, x, n, team);
            yield return null;
        }

        _norm.Run(x, n, Places, team);
        var hidden = _alignIn.Bias.Length;
        var inner = new float[Places * hidden];
        _alignIn.Run(n, inner, Places, team, gelu: true);
        var aligned = new float[Places * hidden];
        _alignOut.Run(inner, aligned, Places, team);
        yield return aligned;
    }

    private void Embed(Raster picture, float[] x, Team team)
    {
        _patch.Run(Patches.Of(SquarePicture.Of(picture, _config.ImageSize), _config.PatchSize), x, Places, team);
        var position = new float[_width];
        for (var place = 0; place < Places; place++)
        {
            _positions.Read(place, position);
            Dot.AddScaled(x.AsSpan(place * _width, _width), position, 1);
        }
    }

    private void Attend(VisionBlock block, float[] x, float[] n, Team team)
    {
        block.Norm1.Run(x, n, Places, team);
        var parts = new float[block.Inputs.Length][];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new float[Places * block.Inputs[i].Bias.Length];
            block.Inputs[i].Run(n, parts[i], Places, team);
        }

        var attended = new float[Places * _width];
        new VisionAttention(parts, attended, Places, _width, _heads).Run(team);
        block.Output.Run(attended, n, Places, team);
        Dot.AddScaled(x, n, 1);
    }

    private void Feed(VisionBlock block, float[] x, float[] n, Team team)
    {
        block.Norm2.Run(x, n, Places, team);
        var inner = new float[Places * block.In.Bias.Length];
        block.In.Run(n, inner, Places, team, gelu: true);
        block.Out.Run(inner, n, Places, team);
        Dot.AddScaled(x, n, 1);
    }
}
