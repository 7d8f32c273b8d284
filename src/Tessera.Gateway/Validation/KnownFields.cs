using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;

namespace Tessera.Gateway.Validation;

/// <summary>Which parameters a model's operation knows. What is not known is refused by name, as OpenAI does.</summary>
internal static class KnownFields
{
    private static readonly HashSet<string> Always = new(StringComparer.Ordinal)
    {
        "model", "prompt", "n", "size", "quality", "background", "output_format", "output_compression",
        "stream", "partial_images", "user", "safety_identifier",
        // Refused by OpenAI's GPT image models, yet sent by so many clients (LangChain, Open WebUI, the AI SDK) that it is
        // honoured here and reported as mapped.
        "response_format",
        // Ours: chance that can be repeated, the AI Gateway's routing wishes, and what belongs to quotes.
        "seed", "providerOptions", "dry_run", "quote_id",
    };

    public static bool Knows(string name, Operation operation, Capabilities model) => Always.Contains(name) || name switch
    {
        "moderation" => model.Moderation is not null,
        "style" => model.Styles is not null,
        "complexity" => model.Complexity is not null,
        "input_fidelity" => operation == Operation.Edit && model.InputFidelity is not null,
        "frame_count" or "frame_duration_ms" => model.OutputFormats.Contains("gif"),
        "svg" => operation == Operation.Generate && model.OutputFormats.Contains("svg"),
        _ => false,
    };
}
