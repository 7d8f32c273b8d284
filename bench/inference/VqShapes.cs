namespace Tessera.Bench;

/// <summary>The tensors of Janus' picture tokenizer, both halves, by DeepSeek's names.</summary>
internal static class VqShapes
{
    private const string Vq = "gen_vision_model.";

    public static IEnumerable<(string Name, int[] Shape)> All()
    {
        yield return (Vq + "quantize.embedding.weight", [16_384, 8]);
        var parts = Convolution("post_quant_conv", 8, 256, 1).Concat(Convolution("quant_conv", 256, 8, 1))
            .Concat(Convolution("decoder.conv_in", 256, 512, 3)).Concat(Half("decoder", 512, [512, 256, 256, 128, 128], 3, 0, "upsample")).Concat(Convolution("decoder.conv_out", 128, 3, 3))
            .Concat(Convolution("encoder.conv_in", 3, 128, 3)).Concat(Half("encoder", 128, [128, 128, 256, 256, 512], 2, 4, "downsample")).Concat(Convolution("encoder.conv_out", 512, 256, 3));
        foreach (var part in parts)
        {
            yield return part;
        }
    }

    private static IEnumerable<(string, int[])> Half(string name, int width, int[] widths, int blocks, int attentive, string between)
    {
        var all = new List<(string, int[])>();
        for (var level = 0; level < widths.Length; level++)
        {
            for (var block = 0; block < blocks; block++)
            {
                all.AddRange(Residual($"{name}.conv_blocks.{level}.res.{block}", width, widths[level]));
                width = widths[level];
                if (level == attentive)
                {
                    all.AddRange(Attention($"{name}.conv_blocks.{level}.attn.{block}", width));
                }
            }

            if (level < widths.Length - 1)
            {
                all.AddRange(Convolution($"{name}.conv_blocks.{level}.{between}.conv", width, width, 3));
            }
        }

        return [.. all, .. Residual(name + ".mid.0", 512, 512), .. Attention(name + ".mid.1", 512), .. Residual(name + ".mid.2", 512, 512), .. Norm(name + ".norm_out", width)];
    }

    private static IEnumerable<(string, int[])> Residual(string name, int inputs, int outputs) =>
    [
        .. Norm(name + ".norm1", inputs), .. Convolution(name + ".conv1", inputs, outputs, 3), .. Norm(name + ".norm2", outputs), .. Convolution(name + ".conv2", outputs, outputs, 3),
        .. inputs == outputs ? [] : Convolution(name + ".nin_shortcut", inputs, outputs, 1),
    ];

    private static IEnumerable<(string, int[])> Attention(string name, int width) =>
        new[] { "q", "k", "v", "proj_out" }.SelectMany(part => Convolution($"{name}.{part}", width, width, 1)).Concat(Norm(name + ".norm", width));

    private static IEnumerable<(string, int[])> Convolution(string name, int inputs, int outputs, int side) =>
        [(Vq + name + ".weight", [outputs, inputs, side, side]), (Vq + name + ".bias", [outputs])];

    private static IEnumerable<(string, int[])> Norm(string name, int width) => [(Vq + name + ".weight", [width]), (Vq + name + ".bias", [width])];
}
