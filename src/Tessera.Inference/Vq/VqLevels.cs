using Tessera.Inference.Weights;

namespace Tessera.Inference.Vq;

/// <summary>What the decoder and the encoder have alike: a middle, and sizes of some blocks each. Widths and counts are taken from the tensors.</summary>
internal static class VqLevels
{
    private const int LevelsMax = 8;

    /// <summary>How many sizes there are, 1 to 8.</summary>
    public static int Count(WeightReader reader, string name) =>
        Math.Clamp(reader.Count(level => $"{name}conv_blocks.{level}.res.0.conv1.weight"), 1, LevelsMax);

    public static IVqPart[] Middle(WeightReader reader, string name, int width) =>
    [
        ResidualBlock.Read(reader, name + "mid.0", width, width), AttentionBlock.Read(reader, name + "mid.1", width),
        ResidualBlock.Read(reader, name + "mid.2", width, width),
    ];

    /// <summary>All blocks of all sizes; width goes from that of the first to that of the last.</summary>
    /// <param name="reader">What they are read from.</param>
    /// <param name="name">Where the names begin.</param>
    /// <param name="width">Channels.</param>
    /// <param name="between">The name of the convolution from one size to the next.</param>
    /// <param name="sizing">What that does.</param>
    public static List<IVqPart> Read(WeightReader reader, string name, ref int width, string between, Sizing sizing)
    {
        var parts = new List<IVqPart>();
        var levels = Count(reader, name);
        for (var level = 0; level < levels; level++)
        {
            var block = $"{name}conv_blocks.{level}";
            var outputs = Width(reader, block + ".res.0.conv1");
            var count = reader.Count(i => $"{block}.res.{i}.conv1.weight");
            var attentive = reader.Has(block + ".attn.0.norm.weight");
            for (var i = 0; i < count; i++)
            {
                parts.Add(ResidualBlock.Read(reader, $"{block}.res.{i}", width, outputs));
                width = outputs;
                if (attentive)
                {
                    parts.Add(AttentionBlock.Read(reader, $"{block}.attn.{i}", width));
                }
            }

            if (level < levels - 1)
            {
                parts.Add(Convolution.Read(reader, $"{block}.{between}.conv", width, width, 3, sizing));
            }
        }

        return parts;
    }

    // A width that the groups of the norms do not divide is asked for as the next that they do, and then refused as a shape.
    public static int Width(WeightReader reader, string name) =>
        (reader.Length(name + ".bias") + GroupNorm.Groups - 1) / GroupNorm.Groups * GroupNorm.Groups;
}
