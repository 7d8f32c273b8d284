using System.Text;
using System.Text.Json;
using Tessera.Inference.Tests.Janus;
using Tessera.Inference.Tests.Reference;
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
