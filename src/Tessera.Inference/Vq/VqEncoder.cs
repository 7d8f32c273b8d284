using Tessera.Inference.Kernels;
using Tessera.Inference.Rasters;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Vq;

/// <summary>The picture tokenizer's first half: pixels to tokens, which edits and variations start from.</summary>
internal sealed class VqEncoder
{
    private readonly IVqPart[] _parts;
    private readonly VqDecoder _decoder;

    private VqEncoder(WeightReader reader, VqDecoder decoder, string vq)
    {
        var encoder = vq + "encoder.";
        _decoder = decoder;
        var width = VqLevels.Width(reader, encoder + "conv_in");
        var z = VqLevels.Width(reader, encoder + "conv_out");
        TokenPixels = 1 << (VqLevels.Count(reader, encoder) - 1);
        _parts =
        [
            Convolution.Read(reader, encoder + "conv_in", 3, width, 3), .. VqLevels.Read(reader, encoder, ref width, "downsample", Sizing.Halve),
            .. VqLevels.Middle(reader, encoder, width), OutputBlock.Read(reader, encoder, width, z),
            Convolution.Read(reader, vq + "quant_conv", z, decoder.Codebook.CodeSize, 1),
        ];
    }

    /// <summary>Pixels along a side of one token.</summary>
    public int TokenPixels { get; }

    /// <summary>Reads the encoder that goes with a decoder, or null where the file has none; what is not as it must be is kept in the reader.</summary>
    public static VqEncoder? Read(WeightReader reader, VqDecoder decoder, string prefix = "gen_vision_model.") =>
        reader.Has(prefix + "encoder.conv_in.weight") ? new VqEncoder(reader, decoder, prefix) : null;

    /// <summary>Bytes that encoding a picture takes at most, beside the weights in their file; the decoder's are among them.</summary>
    public long WorkingBytes(int width, int height) => new MapSize(3, height, width).WorkingBytes(_parts);

    /// <summary>
    /// The tokens of a picture, row by row: null after each piece of the work, the tokens last. Alpha is not looked at. The sides
    /// must be whole numbers of tokens.
    /// </summary>
    public IEnumerable<int[]?> Encode(Raster picture, Team team)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(picture.Width % TokenPixels + picture.Height % TokenPixels, 0);
        var work = _decoder.Workspace;
        var map = Numbers(picture);
        foreach (var part in _parts)
        {
            foreach (var next in part.Run(map, work, team))
            {
                map = next;
                yield return null;
            }
        }

        var search = new Search(map, _decoder.Codebook);
        team.Run(search, map.Height, 1);
        work.Return(map);
        yield return search.Tokens;
    }

    // From a byte to -1…1.
    private FeatureMap Numbers(Raster picture)
    {
        var size = new MapSize(3, picture.Height, picture.Width);
        size.Reserve(_parts, _decoder.Workspace);
        var map = _decoder.Workspace.Rent(size);
        for (var y = 0; y < map.Height; y++)
        {
            var row = picture.Row(y);
            var numbers = map.Row(y);
            for (var x = 0; x < map.Width; x++)
            {
                for (var channel = 0; channel < 3; channel++)
                {
                    numbers[x * map.Stride + channel] = (row[4 * x + channel] / 255f - 0.5f) / 0.5f;
                }
            }
        }

        return map;
    }

    /// <summary>The nearest code of every place, shared out by rows.</summary>
    private sealed class Search(FeatureMap map, Codebook codebook) : IShared
    {
        public int[] Tokens { get; } = new int[map.Height * map.Width];

        void IShared.Do(int first, int end)
        {
            var scores = new float[codebook.Codes];
            for (var i = first * map.Width; i < end * map.Width; i++)
            {
                Tokens[i] = codebook.Nearest(map.Place(i / map.Width, i % map.Width), scores);
            }
        }
    }
}
