using Tessera.Inference.Kernels;
using Tessera.Inference.Rasters;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Vq;

/// <summary>One size of the decoder: blocks, an attention after each of them or none, and a doubling or none.</summary>
internal sealed record VqLevel(ResidualBlock[] Blocks, AttentionBlock[] Attentions, Upsampling? Upsampling);

/// <summary>
/// The picture tokenizer's second half: tokens to pixels, sixteen by sixteen pixels a token where there are five levels.
/// Widths and counts are taken from the tensors.
/// </summary>
internal sealed class VqDecoder
{
    private const int LevelsMax = 8;

    private readonly WeightTensor? codebook;        // (codes, codeSize)
    private readonly Convolution postQuantization;  // codeSize → z
    private readonly Convolution convIn;            // z → width of the middle
    private readonly ResidualBlock middle0;
    private readonly AttentionBlock middle1;
    private readonly ResidualBlock middle2;
    private readonly VqLevel[] levels;              // coarsest first
    private readonly GroupNorm normOut;
    private readonly Convolution convOut;           // → 3

    private VqDecoder(WeightReader reader, int codes, int codeSize, string vq)
    {
        var decoder = vq + "decoder.";
        var z = Width(reader, vq + "post_quant_conv");
        var width = Width(reader, decoder + "conv_in");
        codebook = reader.Tensor(vq + "quantize.embedding.weight", codes, codeSize);
        postQuantization = Convolution.Read(reader, vq + "post_quant_conv", codeSize, z, 1);
        convIn = Convolution.Read(reader, decoder + "conv_in", z, width, 3);
        middle0 = ResidualBlock.Read(reader, decoder + "mid.0", width, width);
        middle1 = AttentionBlock.Read(reader, decoder + "mid.1", width);
        middle2 = ResidualBlock.Read(reader, decoder + "mid.2", width, width);
        var count = Math.Clamp(reader.Count(level => $"{decoder}conv_blocks.{level}.res.0.conv1.weight"), 1, LevelsMax);
        levels = new VqLevel[count];
        for (var level = 0; level < count; level++)
        {
            levels[level] = ReadLevel(reader, $"{decoder}conv_blocks.{level}", ref width, last: level == count - 1);
        }

        normOut = GroupNorm.Read(reader, decoder + "norm_out", width, swish: true);
        convOut = Convolution.Read(reader, decoder + "conv_out", width, 3, 3);
    }

    /// <summary>Pixels along a side of one token.</summary>
    public int TokenPixels => 1 << (levels.Length - 1);

    /// <summary>Reads the decoder; what is not as it must be is kept in the reader.</summary>
    public static VqDecoder Read(WeightReader reader, int codes, int codeSize, string prefix = "gen_vision_model.") => new(reader, codes, codeSize, prefix);

    /// <summary>The picture of a grid of tokens, given row by row.</summary>
    public Raster Decode(ReadOnlySpan<int> tokens, int rows, int columns, Team team)
    {
        var x = convIn.Run(postQuantization.Run(Codes(tokens, rows, columns), team), team);
        x = middle2.Run(middle1.Run(middle0.Run(x, team), team), team);
        foreach (var level in levels)
        {
            for (var i = 0; i < level.Blocks.Length; i++)
            {
                x = level.Blocks[i].Run(x, team);
                x = level.Attentions.Length > 0 ? level.Attentions[i].Run(x, team) : x;
            }

            x = level.Upsampling?.Run(x, team) ?? x;
        }

        return Pixels(convOut.Run(normOut.Run(x, team), team));
    }

    private static VqLevel ReadLevel(WeightReader reader, string name, ref int width, bool last)
    {
        var (inputs, outputs) = (width, Width(reader, name + ".res.0.conv1"));
        var count = reader.Count(block => $"{name}.res.{block}.conv1.weight");
        var blocks = new ResidualBlock[count];
        for (var i = 0; i < count; i++)
        {
            blocks[i] = ResidualBlock.Read(reader, $"{name}.res.{i}", i == 0 ? inputs : outputs, outputs);
        }

        width = outputs;
        return new VqLevel(
            blocks,
            reader.Has(name + ".attn.0.norm.weight") ? [.. Enumerable.Range(0, count).Select(i => AttentionBlock.Read(reader, $"{name}.attn.{i}", outputs))] : [],
            last ? null : new Upsampling(Convolution.Read(reader, name + ".upsample.conv", outputs, outputs, 3)));
    }

    // A width that the groups of the norms do not divide is asked for as the next that they do, and then refused as a shape.
    private static int Width(WeightReader reader, string name) =>
        (reader.Length(name + ".bias") + GroupNorm.Groups - 1) / GroupNorm.Groups * GroupNorm.Groups;

    /// <summary>The codes of the tokens, each divided by its length: (codeSize, rows, columns).</summary>
    private Planes Codes(ReadOnlySpan<int> tokens, int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tokens.Length, rows * columns);
        var size = (int)codebook!.Shape[1];
        var planes = new Planes(size, rows, columns);
        Span<float> code = stackalloc float[size];
        for (var i = 0; i < tokens.Length; i++)
        {
            codebook.Read((long)tokens[i] * size, code);
            Norms.L2(code);
            for (var channel = 0; channel < size; channel++)
            {
                planes.Row(channel, i / columns)[i % columns] = code[channel];
            }
        }

        return planes;
    }

    // From -1…1 to a byte, cut off, not rounded: as the model's own code does it.
    private static Raster Pixels(Planes x)
    {
        var raster = new Raster(x.Width, x.Height);
        for (var y = 0; y < x.Height; y++)
        {
            var row = raster.Row(y);
            for (var i = 0; i < x.Width; i++)
            {
                for (var channel = 0; channel < 3; channel++)
                {
                    row[4 * i + channel] = (byte)Math.Clamp((x.Row(channel, y)[i] + 1) / 2 * 255, 0, 255);
                }

                row[4 * i + 3] = 255;
            }
        }

        return raster;
    }
}
