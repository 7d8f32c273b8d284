using System.Text.Json;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tokens;

/// <summary>Reads the <c>normalizer</c> of tokenizer.json.</summary>
internal static class NormalizerReader
{
    private const int StepsMax = 64;

    /// <summary>What is wrong, or null.</summary>
    public static string? Read(JsonElement? element, List<Normalizer> steps)
    {
        if (element is not { } normalizer)
        {
            return null;
        }

        if (normalizer.Text("type") == "Sequence" && normalizer.Member("normalizers") is { ValueKind: JsonValueKind.Array } list)
        {
            return list.GetArrayLength() > StepsMax
                ? $"The normalizer has {list.GetArrayLength()} steps; at most {StepsMax} are read."
                : list.EnumerateArray().Select(inner => Step(inner, steps)).FirstOrDefault(wrong => wrong is not null);
        }

        return Step(normalizer, steps);
    }

    private static string? Step(JsonElement element, List<Normalizer> steps)
    {
        Normalizer? step = element.Text("type") switch
        {
            "Precompiled" => CharacterTable.Read(element.Text("precompiled_charsmap") ?? ""),
            "Replace" when PreTokenizerReader.Pattern(element.Member("pattern")) is { } pattern && element.Text("content") is { } content => new ReplaceNormalizer(pattern, content),
            _ => null,
        };
        if (step is null)
        {
            return $"The normalizer {Refusal.Quote(element.Text("type") ?? "")} is not known here or malformed.";
        }

        steps.Add(step);
        return null;
    }
}
