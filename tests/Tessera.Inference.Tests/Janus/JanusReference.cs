using System.Text.Json;
using Tessera.Inference.Tests.Reference;

namespace Tessera.Inference.Tests.Janus;

/// <summary>What torch made of the tiny model: Reference/janus.py.</summary>
internal sealed record JanusReference(int[] Wanted, int[] Blank, int[] Tokens, float[][] FirstLogits, float[][] LastLogits, byte[] Pixels)
{
    public const string Prompt = "a red balloon";

    public static JanusReference Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(ReferenceFiles.Path("janus.json")));
        int[] Ids(string name) => file.RootElement.GetProperty(name).Deserialize<int[]>()!;
        float[][] Logits(string name) => file.RootElement.GetProperty(name).Deserialize<float[][]>()!;
        return new JanusReference(
            Ids("wanted"), Ids("blank"), Ids("tokens"), Logits("first_logits"), Logits("last_logits"), File.ReadAllBytes(ReferenceFiles.Path("janus-pixels.bin")));
    }
}
