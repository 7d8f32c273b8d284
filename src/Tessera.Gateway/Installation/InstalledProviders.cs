using Microsoft.Extensions.DependencyInjection;
using Tessera.Gateway.Providers.OpenAiWire;
using Tessera.Gateway.Settings;

namespace Tessera.Gateway.Installation;

/// <summary>The providers of a running gateway, for people to look at.</summary>
public static class InstalledProviders
{
    /// <summary>Those that are on, in the order in which they are tried, then the built-in ones that are off.</summary>
    public static IReadOnlyList<ProviderState> Of(IServiceProvider gateway) => Of(gateway.GetRequiredService<SettingsFile>().Current.Profiles);

    internal static IReadOnlyList<ProviderState> Of(IReadOnlyList<OpenAiWireProfile> profiles)
    {
        var on = profiles.Select(profile => new ProviderState(profile.Name, BuiltInProvider.Find(profile.Name)?.KeyVariable, profile.BaseAddress));
        var off = BuiltInProvider.All.Where(builtIn => profiles.All(profile => profile.Name != builtIn.Name));
        return [.. on, .. off.Select(builtIn => new ProviderState(builtIn.Name, builtIn.KeyVariable, null))];
    }
}
