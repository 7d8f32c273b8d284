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

    // So many places at a time: their inputs stay in the cache of a core while a matrix goes by.
    private const int BandPlaces = 96;
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

    /// <summary>Bytes that a picture takes on its way at most, in an attention: what goes in, and keys and values again.</summary>
    public long WorkingBytes => sizeof(float) * ((long)Places * (7 * _width + _alignIn.Bias.Length) + (long)BandPlaces * (2 * _width + 2 * Widest));

    private int Widest => Math.Max(Math.Max(3 * _width, _alignIn.Bias.Length), _blocks.Max(block => block.In.Bias.Length));

    private int Places => _config.Places;

    /// <summary>Reads the encoder; what is not as it must be is kept in the reader.</summary>
    public static VisionEncoder Read(WeightReader from, VisionConfig config, int hidden) => new(from, config, hidden);

    /// <summary>
    /// What the language model gets in place of a picture: (places, hidden), row by row from the top left. In pieces, of which
    /// the largest are some two thousand million multiplications.
    /// </summary>
    public IEnumerable<float[]?> Run(Raster picture, Team team)
    {
        var x = Patches.Of(SquarePicture.Of(picture, _config.ImageSize), _config.PatchSize);
        var room = new VisionRoom(Math.Min(Places, BandPlaces), _width, Widest);
        x = Embed(x, team);
        yield return null;
        foreach (var block in _blocks)
        {
            var parts = Ask(block, x, room, team);
            yield return null;
            Attend(block, parts, x, room, team);
            yield return null;
            for (var first = 0; first < Places; first += BandPlaces)
            {
                Feed(block, x, first, Math.Min(BandPlaces, Places - first), room, team);
                yield return null;
            }
        }

        var hidden = _alignIn.Bias.Length;
        var aligned = new float[Places * hidden];
        var inner = new float[room.Places * hidden];
        for (var first = 0; first < Places; first += BandPlaces)
        {
            var count = Math.Min(BandPlaces, Places - first);
            _norm.Run(x.AsSpan(first * _width, count * _width), room.Narrow);
            _alignIn.Run(room.Narrow, inner, count, team, gelu: true);
            _alignOut.Run(inner, room.Wide, count, team);
            room.Wide.AsSpan(0, count * hidden).CopyTo(aligned.AsSpan(first * hidden));
            yield return null;
        }

        yield return aligned;
    }

    // (places, width)
    private float[] Embed(float[] patches, Team team)
    {
        var x = new float[Places * _width];
        _patch.Run(patches, x, Places, team);
        var position = new float[_width];
        for (var place = 0; place < Places; place++)
        {
            _positions.Read(place, position);
            Dot.AddScaled(x.AsSpan(place * _width, _width), position, 1);
        }

        return x;
    }

    // Queries, keys and values, in one or apart as the file has them.
    private float[][] Ask(VisionBlock block, float[] x, VisionRoom room, Team team)
    {
        float[][] parts = [.. block.Inputs.Select(input => new float[Places * input.Bias.Length])];
        for (var first = 0; first < Places; first += BandPlaces)
        {
            var count = Math.Min(BandPlaces, Places - first);
            block.Norm1.Run(x.AsSpan(first * _width, count * _width), room.Narrow);
            for (var i = 0; i < parts.Length; i++)
            {
                var width = block.Inputs[i].Bias.Length;
                block.Inputs[i].Run(room.Narrow, room.Wide, count, team);
                room.Wide.AsSpan(0, count * width).CopyTo(parts[i].AsSpan(first * width));
            }
        }

        return parts;
    }

    private void Attend(VisionBlock block, float[][] parts, float[] x, VisionRoom room, Team team)
    {
        var attended = new float[Places * _width];
        new VisionAttention(parts, attended, Places, _width, _heads).Run(team);
        for (var first = 0; first < Places; first += BandPlaces)
        {
            var count = Math.Min(BandPlaces, Places - first) * _width;
            attended.AsSpan(first * _width, count).CopyTo(room.Narrow);
            block.Output.Run(room.Narrow, room.Wide, count / _width, team);
            Dot.AddScaled(x.AsSpan(first * _width, count), room.Wide.AsSpan(0, count), 1);
        }
    }

    private void Feed(VisionBlock block, float[] x, int first, int count, VisionRoom room, Team team)
    {
        var rows = x.AsSpan(first * _width, count * _width);
        block.Norm2.Run(rows, room.Narrow);
        block.In.Run(room.Narrow, room.Wide, count, team, gelu: true);
        block.Out.Run(room.Wide, room.Narrow, count, team);
        Dot.AddScaled(rows, room.Narrow.AsSpan(0, rows.Length), 1);
    }
}
