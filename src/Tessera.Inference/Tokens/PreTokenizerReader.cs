using System.Text.Json;
using System.Text.RegularExpressions;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Tokens;

/// <summary>Reads the <c>pre_tokenizer</c> of tokenizer.json. The last step must be the one that the vocabulary is made for.</summary>
internal static class PreTokenizerReader
{
    private const int StepsMax = 64;

    private static readonly Regex Blanks = OnigPattern.Read(@"\s+")!;

    /// <summary>What is wrong, or null.</summary>
    public static string? Read<TLast>(JsonElement? element, List<PreTokenizer> steps)
        where TLast : PreTokenizer
    {
        if (element is not { } whole)
        {
            return "There is no pre-tokenizer.";
        }

        var parts = whole.Text("type") == "Sequence" && whole.Member("pretokenizers") is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray()]
            : new[] { whole };
        if (parts.Length > StepsMax)
        {
            return $"The pre-tokenizer has {parts.Length} steps; at most {StepsMax} are read.";
        }

        foreach (var part in parts)
        {
            if (Step(part) is not { } step)
            {
                return $"The pre-tokenizer {Refusal.Quote(part.Text("type") ?? "")}, step {steps.Count}, is not known here or malformed.";
            }

            steps.Add(step);
        }

        return steps.FindIndex(step => step is ByteLevelStep or MetaspaceStep) == steps.Count - 1 && steps.Count > 0 && steps[^1] is TLast
            ? null
            : $"The last step of the pre-tokenizer, and no other, must be {typeof(TLast).Name[..^"Step".Length]}.";
    }

    private static PreTokenizer? Step(JsonElement step) => step.Text("type") switch
    {
        "Split" when Pattern(step.Member("pattern")) is { } pattern && Enum.TryParse<SplitBehavior>(step.Text("behavior"), out var behavior)
            => new SplitStep(pattern, behavior, Flag(step, "invert", otherwise: false)),
        "Digits" => new DigitsStep(Flag(step, "individual_digits", otherwise: false)),
        "ByteLevel" => new ByteLevelStep(Flag(step, "add_prefix_space", otherwise: false), Flag(step, "use_regex", otherwise: true)),
        "WhitespaceSplit" => new SplitStep(Blanks, SplitBehavior.Removed, Invert: false),
        "Metaspace" when step.Text("replacement") is null or [MetaspaceStep.Mark] && Prefixes(step) is { } prefixes
            => new MetaspaceStep(prefixes, Flag(step, "split", otherwise: true)),
        _ => null,
    };

    // A mark in front of the first piece only ("first") would need to know where in the text a piece is.
    private static bool? Prefixes(JsonElement step) => step.Text("prepend_scheme") switch
    {
        null => Flag(step, "add_prefix_space", otherwise: true),
        "always" => true,
        "never" => false,
        _ => null,
    };

    public static Regex? Pattern(JsonElement? pattern) =>
        pattern?.Text("Regex") is { } regex ? OnigPattern.Read(regex)
        : pattern?.Text("String") is { Length: > 0 } literal ? OnigPattern.Literal(literal)
        : null;

    private static bool Flag(JsonElement step, string name, bool otherwise) => step.Member(name) is { } flag ? flag.ValueKind == JsonValueKind.True : otherwise;
}
