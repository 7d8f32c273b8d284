namespace Tessera.Dashboard.Playground;

/// <summary>Providers as they call themselves.</summary>
internal static class ProviderNames
{
    /// <summary>Those that are switched on, this machine if it has models, and the painter, which always is.</summary>
    public static IEnumerable<string> Shown(IReadOnlyList<string> switchedOn, bool hasModels) =>
        [.. switchedOn.Select(Name), .. hasModels ? ["This machine"] : Array.Empty<string>(), "Local painter"];

    private static string Name(string provider) => provider switch
    {
        "openai" => "OpenAI",
        "vercel" => "Vercel AI Gateway",
        _ => provider,
    };
}
