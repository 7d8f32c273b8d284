using Tessera.Inference.Kernels;
using Tessera.Inference.Rasters;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Vq;

/// <summary>The picture tokenizer's second half: tokens to pixels, sixteen by sixteen pixels a token where there are five levels.</summary>
internal sealed class VqDecoder
{
    private readonly IVqPart[] _parts;

    private VqDecoder(WeightReader reader, int codes, int codeSize, string vq)
    {
        var decoder = vq + "decoder.";
        var z = VqLevels.Width(reader, vq + "post_quant_conv");
        var width = VqLevels.Width(reader, decoder + "conv_in");
        Codebook = Codebook.Read(reader, vq, codes, codeSize);
        TokenPixels = 1 << (VqLevels.Count(reader, decoder) - 1);
        _parts =
        [
            Convolution.Read(reader, vq + "post_quant_conv", codeSize, z, 1), Convolution.Read(reader, decoder + "conv_in", z, width, 3),
            .. VqLevels.Middle(reader, decoder, width), .. VqLevels.Read(reader, decoder, ref width, "upsample", Sizing.Double),
            OutputBlock.Read(reader, decoder, width, 3),
        ];
    }

    /// <summary>Pixels along a side of one token.</summary>
    public int TokenPixels { get; }

    public Codebook Codebook { get; }

    /// <summary>What pictures go through; the encoder's too.</summary>
    public VqWorkspace Workspace { get; } = new();

    /// <summary>Reads the decoder; what is not as it must be is kept in the reader.</summary>
    /// <param name="reader">What it is read from, by DeepSeek's names.</param>
    /// <param name="codes">How many tokens there are to choose from.</param>
    /// <param name="codeSize">Numbers of a code.</param>
    /// <param name="prefix">What its tensors' names begin with.</param>
    public static VqDecoder Read(WeightReader reader, int codes, int codeSize, string prefix = "gen_vision_model.") =>
        new(reader, codes, codeSize, prefix);

    /// <summary>Bytes that decoding a grid takes at most, beside the weights in their file. They are kept for the next one.</summary>
    public long WorkingBytes(int rows, int columns) => new MapSize(Codebook.CodeSize, rows, columns).WorkingBytes(_parts);

    /// <summary>The picture of a grid of tokens, given row by row: null after each piece of the work, the picture last.</summary>
    public IEnumerable<Raster?> Decode(int[] tokens, int rows, int columns, Team team)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tokens.Length, rows * columns);
        var map = Codes(tokens, rows, columns);
        foreach (var part in _parts)
        {
            foreach (var next in part.Run(map, Workspace, team))
            {
                map = next;
                yield return null;
            }
        }

        var picture = Pixels(map);
        Workspace.Return(map);
        yield return picture;
    }

    private FeatureMap Codes(int[] tokens, int rows, int columns)
    {
        var size = new MapSize(Codebook.CodeSize, rows, columns);
        size.Reserve(_parts, Workspace);
        var map = Workspace.Rent(size);
        for (var i = 0; i < tokens.Length; i++)
        {
            Codebook.Read(tokens[i], map.Place(i / columns, i % columns));
        }

        return map;
    }

    // From -1…1 to a byte, cut off, not rounded: as the model's own code does it.
    private static Raster Pixels(FeatureMap map)
    {
        var raster = new Raster(map.Width, map.Height);
        for (var y = 0; y < map.Height; y++)
        {
            var row = raster.Row(y);
            var numbers = map.Row(y);
            for (var x = 0; x < map.Width; x++)
            {
                for (var channel = 0; channel < 3; channel++)
                {
                    row[4 * x + channel] = (byte)Math.Clamp((numbers[x * map.Stride + channel] + 1) / 2 * 255, 0, 255);
                }

                row[4 * x + 3] = 255;
            }
        }

        return raster;
    }
}
