using System.Text.Json;
using Tessera.Inference.Janus;
using Tessera.Inference.Weights;

namespace Tessera.Inference.T5;

/// <summary>The sizes of a T5 encoder, out of config.json. What is left out there has the first T5's values, as its makers mean it.</summary>
/// <param name="Layers">Blocks.</param>
/// <param name="Hidden">Width of the stream through the blocks, and of a feature.</param>
/// <param name="Intermediate">Width within a block's gate.</param>
/// <param name="Heads">Heads of attention.</param>
/// <param name="HeadSize">Numbers of a head; heads times this need not be the width.</param>
/// <param name="Words">Size of the vocabulary.</param>
/// <param name="Buckets">Kinds of distance between two words, half of them for each direction.</param>
/// <param name="DistanceMax">From here on all distances are of one kind.</param>
/// <param name="NormEpsilon">Added to the mean square in each norm.</param>
internal sealed record T5Config(
    int Layers, int Hidden, int Intermediate, int Heads, int HeadSize, int Words, int Buckets, int DistanceMax, float NormEpsilon)
{
    private const int FileBytesMax = 1024 * 1024;
    private const int WidthMax = 65_536;
    private const string Name = "config.json";

    public int Inner => Heads * HeadSize;

    /// <summary>Whether the folder's config.json is that of a T5.</summary>
    public static bool IsOne(string folder)
    {
        if (!File.Exists(Path.Combine(folder, Name)) || JsonText.ReadFile(Path.Combine(folder, Name), FileBytesMax, out var document) is not null)
        {
            return false;
        }

        using (document)
        {
            return document!.RootElement.Text("model_type") == "t5";
        }
    }

    public static Refusal? Read(string folder, out T5Config? config)
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
            fields.Only(root, "feed_forward_proj", "gated-gelu");
            var read = new T5Config(
                Layers: fields.Whole(root, "num_layers", 6, 1024),
                Hidden: fields.Whole(root, "d_model", 512, WidthMax),
                Intermediate: fields.Whole(root, "d_ff", 2048, WidthMax),
                Heads: fields.Whole(root, "num_heads", 8, 1024),
                HeadSize: fields.Whole(root, "d_kv", 64, 1024),
                Words: fields.Whole(root, "vocab_size", 32_128, 1 << 20),
                Buckets: fields.Whole(root, "relative_attention_num_buckets", 32, 1024),
                DistanceMax: fields.Whole(root, "relative_attention_max_distance", 128, 1 << 20),
                NormEpsilon: (float)fields.Positive(root, "layer_norm_epsilon", 1e-6));
            var wrong = fields.Wrong
                ?? (root.Member("feed_forward_proj") is null ? "It has no feed_forward_proj; only encoders with a gate (gated-gelu) are known here." : null)
                ?? (read.Buckets % 4 != 0 || read.DistanceMax <= read.Buckets / 4 ? $"{read.Buckets} kinds of distance up to {read.DistanceMax} are not known here." : null);
            config = wrong is null ? read : null;
            return wrong is null ? null : new Refusal(RefusedAt.Configuration, Name, wrong);
        }
    }
}
