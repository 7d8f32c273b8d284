using System.Text;
using System.Text.Json;
using Tessera.Inference.Tests.Janus;
using Tessera.Inference.Tests.Reference;
using Tessera.Inference.Tests.T5;
using Tessera.Inference.Tests.Weights;

namespace Tessera.Inference.Tests.LlamaGen;

/// <summary>The tiny model of Reference/llamagen.py as a folder: its checkpoint as torch wrote it, and Janus's tiny picture tokenizer.</summary>
internal static class TinyLlamaGen
{
    public const string Settings = """{"image_size": 64, "heads": 4}""";

    private const string InJanus = "gen_vision_model.";

    public static TempFolder Folder(string? settings = Settings, string checkpoint = "llamagen-c2i.pt", string name = "tiny.pt")
    {
        var folder = new TempFolder();
        File.Copy(ReferenceFiles.Path(checkpoint), Path.Combine(folder.Path, name));
        folder.Write("vq_ds16.pt", Vq()); // what a file is is told by its first bytes, not by its name
        if (settings is not null)
        {
            folder.Write("llamagen.json", Encoding.UTF8.GetBytes(settings));
        }

        return folder;
    }

    /// <summary>The one that draws from captions, with its T5 in a folder within.</summary>
    public static TempFolder CaptionFolder()
    {
        var folder = new TempFolder();
        folder.Write("t2i_tiny.pt", Formula(
        [
            ("cls_embedding.cap_proj.fc1.weight", [64, 48]), ("cls_embedding.cap_proj.fc2.weight", [64, 64]), ("cls_embedding.uncond_embedding", [12, 48]),
            ("tok_embeddings.weight", [97, 64]), ("norm.weight", [64]), ("output.weight", [97, 64]), .. Layers(),
        ]));
        folder.Write("vq_ds16_t2i.pt", Vq());
        folder.Write("llamagen.json", Encoding.UTF8.GetBytes(Settings));
        Directory.CreateDirectory(Path.Combine(folder.Path, "flan-t5"));
        TinyT5.Write(Path.Combine(folder.Path, "flan-t5"));
        return folder;
    }

    private static IEnumerable<(string Name, int[] Shape)> Layers() => Enumerable.Range(0, 2).SelectMany(i => new (string, int[])[]
    {
        ($"layers.{i}.attention.wqkv.weight", [128, 64]), ($"layers.{i}.attention.wo.weight", [64, 64]),
        ($"layers.{i}.feed_forward.w1.weight", [96, 64]), ($"layers.{i}.feed_forward.w3.weight", [96, 64]), ($"layers.{i}.feed_forward.w2.weight", [64, 96]),
        ($"layers.{i}.attention_norm.weight", [64]), ($"layers.{i}.ffn_norm.weight", [64]),
    });

    private static byte[] Formula(IEnumerable<(string Name, int[] Shape)> tensors) =>
        SafetensorsFile.Of([.. tensors.Select(tensor => (tensor.Name, tensor.Shape, TinyJanus.Numbers(tensor.Name, tensor.Shape)))]);

    public static byte[] Vq() => SafetensorsFile.Of(
    [
        .. TinyJanus.VqShapes().Append((Name: InJanus + "quantize.embedding.weight", Shape: [97, 8]))
            .Select(tensor => (tensor.Name[InJanus.Length..], tensor.Shape, TinyJanus.Numbers(tensor.Name, tensor.Shape))),
    ]);
}

/// <summary>What torch made of the tiny model.</summary>
internal sealed record LlamaGenReference(int[] Tokens, float[][] FirstLogits, float[][] LastLogits, byte[] Pixels)
{
    public static LlamaGenReference Read(string kind)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(ReferenceFiles.Path($"llamagen-{kind}.json")));
        float[][] Logits(string name) => file.RootElement.GetProperty(name).Deserialize<float[][]>()!;
        return new LlamaGenReference(
            file.RootElement.GetProperty("tokens").Deserialize<int[]>()!,
            Logits("first_logits"),
            Logits("last_logits"),
            File.ReadAllBytes(ReferenceFiles.Path($"llamagen-{kind}-pixels.bin")));
    }
}
