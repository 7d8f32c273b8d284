using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tessera.Inference.Janus;
using Tessera.Inference.Rasters;
using Tessera.Inference.Tests.Janus;
using Tessera.Inference.Tests.Reference;

namespace Tessera.Inference.Tests.Vision;

/// <summary>The tiny model with the encoder of Reference/vision.py, in a folder that is called as Janus-4o's is.</summary>
internal sealed class SeeingJanus : IDisposable
{
    public const string Name = "Janus-4o-tiny";

    private readonly TempFolder _folder = new();

    /// <param name="huggingFace">Which layout.</param>
    /// <param name="halved">In 16 bits.</param>
    /// <param name="change">What a tensor of DeepSeek's name becomes; null: it is left out.</param>
    /// <param name="config">What config.json becomes.</param>
    /// <param name="tokens">The tokens that are added to the tokenizer.</param>
    /// <param name="name">What the folder is called.</param>
    public SeeingJanus(
        bool huggingFace = false, bool halved = false, Func<string, int[], int[]?>? change = null, Func<string, string>? config = null,
        string[]? tokens = null, string name = Name)
    {
        Path = Directory.CreateDirectory(System.IO.Path.Combine(_folder.Path, name)).FullName;
        var json = huggingFace ? TinyJanus.HuggingFaceConfig : TinyJanus.DeepSeekConfig;
        Write("config.json", Encoding.UTF8.GetBytes(config?.Invoke(json) ?? json));
        Write("tokenizer.json", Tokenizer(tokens ?? ["<image_placeholder>", "<end_of_image>"]));
        Write("tokenizer_config.json", File.ReadAllBytes(ReferenceFiles.Path("tokens-deepseek/tokenizer_config.json")));
        var tensors = TinyJanus.Shapes().Concat(Shapes())
            .Select(tensor => (tensor.Name, Shape: change is null ? tensor.Shape : change(tensor.Name, tensor.Shape)))
            .Where(tensor => tensor.Shape is not null)
            .SelectMany(tensor => Laid(tensor.Name, tensor.Shape!, TinyJanus.Numbers(tensor.Name, tensor.Shape!), huggingFace));
        Write("model.safetensors", TinyJanus.File(tensors, halved));
    }

    public string Path { get; }

    /// <summary>The picture of vision.py.</summary>
    public static Raster Picture()
    {
        var raster = new Raster(64, 64);
        for (var i = 0; i < raster.Pixels.Length; i++)
        {
            var (x, y, channel) = (i / 4 % 64, i / 256, i % 4);
            raster.Pixels[i] = channel == 3 ? (byte)255 : (byte)(x * 3 + y * 5 + channel * 40 + x * y / 7);
        }

        return raster;
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<(string Name, int[] Shape)> Shapes()
    {
        const string tower = "vision_model.vision_tower.";
        yield return (tower + "patch_embed.proj.weight", [64, 3, 16, 16]);
        yield return (tower + "patch_embed.proj.bias", [64]);
        yield return (tower + "pos_embed", [1, 16, 64]);
        var blocks = new[] { "blocks.0.", "blocks.1." };
        var norms = new[] { "norm1", "norm2" }.SelectMany(norm => blocks.Select(block => block + norm)).Append("norm");
        var linears = new[] { ("attn.qkv", 192, 64), ("attn.proj", 64, 64), ("mlp.fc1", 128, 64), ("mlp.fc2", 64, 128) }
            .SelectMany(linear => blocks.Select(block => (Name: tower + block + linear.Item1, Rows: linear.Item2, Columns: linear.Item3)))
            .Concat([("aligner.layers.0", 64, 64), ("aligner.layers.2", 64, 64)]);
        foreach (var norm in norms)
        {
            yield return ($"{tower}{norm}.weight", [64]);
            yield return ($"{tower}{norm}.bias", [64]);
        }

        foreach (var (name, rows, columns) in linears)
        {
            yield return (name + ".weight", [rows, columns]);
            yield return (name + ".bias", [rows]);
        }
    }

    // Hugging Face has queries, keys and values apart, and no dimension of 1 before the positions.
    private static IEnumerable<(string Name, int[] Shape, float[] Numbers)> Laid(string name, int[] shape, float[] numbers, bool huggingFace)
    {
        if (!huggingFace)
        {
            return [(name, shape, numbers)];
        }

        if (name.EndsWith("pos_embed", StringComparison.Ordinal))
        {
            return [(TensorNames.HuggingFace(name), shape[1..], numbers)];
        }

        return !name.Contains(".qkv.", StringComparison.Ordinal)
            ? [(TensorNames.HuggingFace(name), shape, numbers)]
            : Enumerable.Range(0, 3).Select(part => (
                TensorNames.HuggingFace(name.Replace(".qkv.", $".{"qkv"[part]}.", StringComparison.Ordinal)),
                (int[])[shape[0] / 3, .. shape[1..]],
                numbers[(part * numbers.Length / 3)..((part + 1) * numbers.Length / 3)]));
    }

    private static byte[] Tokenizer(string[] more)
    {
        var root = JsonNode.Parse(File.ReadAllText(ReferenceFiles.Path("tokens-deepseek/tokenizer.json")))!;
        var added = root["added_tokens"]!.AsArray();
        foreach (var token in more)
        {
            var next = added[^1]!.DeepClone();
            (next["id"], next["content"]) = (next["id"]!.GetValue<int>() + 1, token);
            added.Add(next);
        }

        return JsonSerializer.SerializeToUtf8Bytes(root);
    }

    private void Write(string name, byte[] bytes) => File.WriteAllBytes(System.IO.Path.Combine(Path, name), bytes);
}
