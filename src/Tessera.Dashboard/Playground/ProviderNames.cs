namespace Tessera.Dashboard.Playground;

/// <summary>Providers as they call themselves.</summary>
internal static class ProviderNames
{
    /// <summary>Those that are switched on, and the painter, which always is.</summary>
    public static IEnumerable<string> Shown(IReadOnlyList<string> switchedOn) => switchedOn.Select(Name).Append("Local painter");

    private static string Name(string provider) => provider switch
    {
        "openai" => "OpenAI",
        "vercel" => "Vercel AI Gateway",
        _ => provider,
    };
}
