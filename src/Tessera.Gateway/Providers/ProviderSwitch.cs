using Tessera.Gateway.Providers.OpenAiWire;
using Tessera.Gateway.Providers.Sketch;

namespace Tessera.Gateway.Providers;

/// <summary>Switches providers on: the one list of all that ship. A key that is present is the switch.</summary>
internal sealed class ProviderSwitch
{
    public ProviderSwitch(Func<string, string?> environment, SketchProvider sketch, TimeProvider time)
    {
        var http = OpenAiWireConnections.Open();
        var profiles = new List<OpenAiWireProfile>();
        if (environment("OPENAI_API_KEY") is { Length: > 0 } openai)
        {
            profiles.Add(OpenAiWireProfile.OpenAi(Address(environment("OPENAI_BASE_URL")), new Secret(openai)));
        }

        if (environment("AI_GATEWAY_API_KEY") is { Length: > 0 } vercel)
        {
            profiles.Add(OpenAiWireProfile.Vercel(Address(environment("AI_GATEWAY_BASE_URL")), new Secret(vercel)));
        }

        Live = new LiveProviders(new ProviderList(sketch, [.. profiles.Select(profile => new OpenAiWireProvider(profile, http, time))]));
    }

    public LiveProviders Live { get; }

    private static Uri? Address(string? text) => text is { Length: > 0 } ? new Uri(text) : null;
}
