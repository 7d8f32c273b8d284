using System.Net.Http.Headers;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Providers.OpenAiWire;
using Tessera.Gateway.Settings;

namespace Tessera.Gateway.Installation;

/// <summary>What settings and environment make of an installation, without starting it.</summary>
public sealed class InstalledSettings
{
    private readonly IReadOnlyList<OpenAiWireProfile> _profiles;

    private InstalledSettings(IReadOnlyList<string> faults, IReadOnlyList<OpenAiWireProfile> profiles) => (Faults, _profiles) = (faults, profiles);

    /// <summary>A sentence for each thing that is wrong; a gateway starts only when there is none.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <summary>See <see cref="InstalledProviders"/>; with faults, all that are off.</summary>
    public IReadOnlyList<ProviderState> Providers => InstalledProviders.Of(_profiles);

    public static InstalledSettings Read(Func<string, string?> environment) =>
        SettingsFile.Load(null, environment, ModelCatalogue.Load()).Failed(out var errors, out var file)
            ? new([.. errors.All.Select(error => error.ToString())], [])
            : new([], file.Current.Profiles);

    /// <summary>Asks a provider that is on for its list of models, which costs nothing.</summary>
    /// <param name="network">Its requests' way out.</param>
    /// <returns>Null if it answers and takes the key; otherwise a sentence that says what to do.</returns>
    public async Task<string?> AskAsync(ProviderState provider, HttpMessageInvoker network, CancellationToken cancellation)
    {
        var profile = _profiles.First(candidate => candidate.Name == provider.Name);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{profile.BaseAddress.AbsoluteUri.TrimEnd('/')}/models");
        if (profile.Key is { } key)
        {
            request.Headers.Authorization = AuthenticationHeaderValue.Parse(key.ForHeader("Bearer"));
        }

        try
        {
            using var response = await network.SendAsync(request, cancellation);
            return (int)response.StatusCode switch
            {
                >= 200 and < 300 => null,
                401 or 403 => $"it refuses the key{(provider.KeyVariable is null ? "" : $" in {provider.KeyVariable}")} ({(int)response.StatusCode}). Put a valid one there.",
                404 => $"it knows no {request.RequestUri!.AbsolutePath} (404). Does its base address end as it should, usually in /v1?",
                var status => $"it answers {status}. Try again later.",
            };
        }
        catch (HttpRequestException unreachable)
        {
            return $"it cannot be reached ({unreachable.Message}). Check the network and the base address.";
        }
        catch (OperationCanceledException)
        {
            return "it does not answer in time. Check the network, or try again later.";
        }
    }
}
