using System.Text.Json;
using Tessera.Inference.Tests.Reference;

namespace Tessera.Inference.Tests.Vision;

/// <summary>What torch made of the tiny model's picture: Reference/vision.py.</summary>
/// <param name="Words">The ids of the edit's prompt.</param>
/// <param name="Blank">The same blotted out.</param>
/// <param name="Seen">(places, hidden): the picture as the language model gets it.</param>
/// <param name="Encoded">The picture in tokens.</param>
/// <param name="FirstLogits">Of the three streams at the first token.</param>
/// <param name="Tokens">The edit, where the likeliest is always taken.</param>
internal sealed record VisionReference(int[] Words, int[] Blank, float[][] Seen, int[] Encoded, float[][] FirstLogits, int[] Tokens)
{
    public const string Prompt = "a red balloon";

    public static VisionReference Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(ReferenceFiles.Path("vision.json")));
        int[] Ids(string name) => file.RootElement.GetProperty(name).Deserialize<int[]>()!;
        float[][] Rows(string name) => file.RootElement.GetProperty(name).Deserialize<float[][]>()!;
        return new VisionReference(Ids("words"), Ids("blank"), Rows("seen"), Ids("encoded"), Rows("first_logits"), Ids("tokens"));
    }
}
