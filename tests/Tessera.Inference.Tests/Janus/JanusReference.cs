using System.Text.Json;
using Tessera.Inference.Tests.Reference;

namespace Tessera.Inference.Tests.Janus;

/// <summary>What torch made of the tiny model: Reference/janus.py.</summary>
/// <param name="Encoded">The tokens of the picture, and of the same upside down.</param>
/// <param name="EncodedAtFullLength">What they would be if neither codes nor what is looked up were brought to length 1.</param>
internal sealed record JanusReference(
    int[] Wanted, int[] Blank, int[] Tokens, float[][] FirstLogits, float[][] LastLogits, byte[] Pixels, int[][] Encoded, int[][] EncodedAtFullLength)
{
    public const string Prompt = "a red balloon";

    public static JanusReference Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(ReferenceFiles.Path("janus.json")));
        int[] Ids(string name) => file.RootElement.GetProperty(name).Deserialize<int[]>()!;
        float[][] Logits(string name) => file.RootElement.GetProperty(name).Deserialize<float[][]>()!;
        int[][] Grids(string name) => file.RootElement.GetProperty(name).Deserialize<int[][]>()!;
        return new JanusReference(
            Ids("wanted"), Ids("blank"), Ids("tokens"), Logits("first_logits"), Logits("last_logits"), File.ReadAllBytes(ReferenceFiles.Path("janus-pixels.bin")),
            Grids("encoded"), Grids("encoded_at_full_length"));
    }
}
