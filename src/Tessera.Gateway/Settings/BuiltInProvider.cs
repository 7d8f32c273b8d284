using Tessera.Gateway.Providers;
using Tessera.Gateway.Providers.OpenAiWire;

namespace Tessera.Gateway.Settings;

/// <summary>A provider that needs no entry in the file: its key in the environment switches it on.</summary>
/// <param name="KeyVariable">Holds its key.</param>
/// <param name="AddressVariable">Points it elsewhere.</param>
internal sealed record BuiltInProvider(string Name, string KeyVariable, string AddressVariable, Func<Uri?, Secret, OpenAiWireProfile> Open)
{
    /// <summary>In the order in which they are tried where the file says nothing.</summary>
    public static IReadOnlyList<BuiltInProvider> All { get; } =
    [
        new("openai", "OPENAI_API_KEY", "OPENAI_BASE_URL", OpenAiWireProfile.OpenAi),
        new("vercel", "AI_GATEWAY_API_KEY", "AI_GATEWAY_BASE_URL", OpenAiWireProfile.Vercel),
    ];

    public static BuiltInProvider? Find(string name) => All.FirstOrDefault(provider => provider.Name == name);
}
