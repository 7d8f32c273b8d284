using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Providers.OpenAiWire;

namespace Tessera.Gateway.Settings;

/// <summary>
/// Which providers are on, and how each is reached. Pure: settings, environment and catalogue in, profiles and errors out.
/// Order: the built-in ones that the file does not name, then those of the file as written.
/// </summary>
internal sealed class Profiles
{
    private readonly Func<string, string?> _environment;
    private readonly ModelCatalogue _catalogue;
    private readonly List<SettingsError> _errors = [];

    private Profiles(Func<string, string?> environment, ModelCatalogue catalogue) => (_environment, _catalogue) = (environment, catalogue);

    public static (IReadOnlyList<OpenAiWireProfile> Profiles, IReadOnlyList<SettingsError> Errors) From(
        TesseraSettings settings, Func<string, string?> environment, ModelCatalogue catalogue)
    {
        var profiles = new Profiles(environment, catalogue);
        var unnamed = BuiltInProvider.All.Where(builtIn => settings.Providers.All(provider => provider.Name != builtIn.Name));
        var all = unnamed.Select(builtIn => new ProviderSettings { Name = builtIn.Name }).Concat(settings.Providers);
        return ([.. all.Select(profiles.Open).OfType<OpenAiWireProfile>()], profiles._errors);
    }

    private OpenAiWireProfile? Open(ProviderSettings provider)
    {
        // What is switched off is not asked for its key, but its entry must be sound when it is switched on again.
        var models = Models(provider);
        if (provider.Enabled == false)
        {
            return null;
        }

        return BuiltInProvider.Find(provider.Name) is { } builtIn ? OpenBuiltIn(provider, builtIn, models) : OpenCompatible(provider, models);
    }

    private OpenAiWireProfile? OpenBuiltIn(ProviderSettings provider, BuiltInProvider builtIn, IReadOnlyDictionary<string, string> models)
    {
        var isAskedFor = provider.Enabled == true || provider.ApiKeyEnv is not null;
        if (Key(provider, provider.ApiKeyEnv ?? builtIn.KeyVariable, isAskedFor) is not { } key)
        {
            return null;
        }

        var profile = builtIn.Open(Address(builtIn.AddressVariable) ?? provider.BaseUrl, key);
        return profile with
        {
            Streams = provider.Streams ?? profile.Streams,
            AsksForBase64 = provider.AsksForBase64,
            Models = models,
        };
    }

    private OpenAiWireProfile? OpenCompatible(ProviderSettings provider, IReadOnlyDictionary<string, string> models)
    {
        var key = provider.ApiKeyEnv is { } variable ? Key(provider, variable, isAskedFor: true) : null;
        return provider.BaseUrl is null || (provider.ApiKeyEnv is not null && key is null) ? null : new OpenAiWireProfile
        {
            Name = provider.Name,
            BaseAddress = provider.BaseUrl,
            Key = key,
            // A parameter that a server does not know fails the call; no stream only makes it wait.
            Streams = provider.Streams ?? false,
            AsksForBase64 = provider.AsksForBase64,
            Models = models,
        };
    }

    private Secret? Key(ProviderSettings provider, string variable, bool isAskedFor)
    {
        if (_environment(variable)?.Trim() is { Length: > 0 } key)
        {
            return new Secret(key);
        }

        if (isAskedFor)
        {
            _errors.Add(new($"providers.{provider.Name}", $"on, but the environment variable {variable} is not set", $"given its key there, or switched off with \"enabled\": false"));
        }

        return null;
    }

    private Uri? Address(string variable)
    {
        if (_environment(variable)?.Trim() is not { Length: > 0 } text)
        {
            return null;
        }

        var address = BaseAddress.Read(text);
        if (address is null)
        {
            _errors.Add(new($"The environment variable {variable}", BaseAddress.Show(text), BaseAddress.Allowed));
        }

        return address;
    }

    /// <summary>Under the catalogue's own id, which is what routes are looked up by.</summary>
    private Dictionary<string, string> Models(ProviderSettings provider)
    {
        var models = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, theirs) in provider.Models)
        {
            var path = $"providers.{provider.Name}.models.{id}";
            if (_catalogue.Find(id) is not { } card)
            {
                var meant = NearMiss.Of(id, _catalogue.All.SelectMany(ModelNames.Of));
                _errors.Add(new(path, "an unknown model", meant is null ? "a model that GET /v1/models lists" : $"{meant}, if that was meant, or another model that GET /v1/models lists"));
            }
            else if (!models.TryAdd(card.Id, theirs))
            {
                _errors.Add(new(path, $"another name of {card.Id}, which is already there", "written once"));
            }
        }

        return models;
    }
}
