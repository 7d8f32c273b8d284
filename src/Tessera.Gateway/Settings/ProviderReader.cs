using System.Text.RegularExpressions;
using Tessera.Gateway.Providers.Engine;
using Tessera.Gateway.Providers.Sketch;

namespace Tessera.Gateway.Settings;

/// <summary>Reads the <c>providers</c> of the file. A value that could be a key is never shown.</summary>
internal static partial class ProviderReader
{
    /// <summary>Words under which people write a key into a file.</summary>
    private static readonly string[] KeysOfKeys = ["api_key", "apikey", "apiKey", "key", "secret", "token", "authorization"];

    public static IReadOnlyList<ProviderSettings> ReadAll(SettingsObject? providers)
    {
        if (providers is null)
        {
            return [];
        }

        var read = new List<ProviderSettings>();
        foreach (var name in providers.Keys().Distinct(StringComparer.Ordinal).ToList())
        {
            if (!Name().IsMatch(name) || name is SketchProvider.ProviderName or EngineProvider.ProviderName)
            {
                providers.Skip(name);
                providers.Refuse(name, "no name for a provider", $"1 to 32 of a-z, 0-9 and -, beginning with a letter, and neither {SketchProvider.ProviderName}, which is the painter inside, nor {EngineProvider.ProviderName}, which runs the models of this machine");
            }
            else if (providers.Object(name) is { } provider)
            {
                read.Add(Read(name, provider));
            }
        }

        providers.End();
        return read;
    }

    private static ProviderSettings Read(string name, SettingsObject provider)
    {
        var settings = new ProviderSettings
        {
            Name = name,
            BaseUrl = BaseUrl(name, provider),
            ApiKeyEnv = ApiKeyEnv(provider),
            Models = Models(provider.Object("models")),
            Streams = provider.Flag("streams"),
            AsksForBase64 = provider.Flag("asks_for_base64") ?? false,
            Enabled = provider.Flag("enabled"),
        };
        foreach (var key in KeysOfKeys)
        {
            if (provider.Has(key))
            {
                provider.Skip(key);
                provider.Refuse(key, "a key in the file, where it does not belong", "an environment variable, whose name goes under api_key_env");
            }
        }

        provider.End();
        return settings;
    }

    private static Uri? BaseUrl(string name, SettingsObject provider)
    {
        const string allowed = BaseAddress.Allowed;
        if (provider.Text("base_url", allowed) is { } text)
        {
            var address = BaseAddress.Read(text);
            if (address is null)
            {
                provider.Refuse("base_url", BaseAddress.Show(text), allowed);
            }

            return address;
        }

        if (!provider.Has("base_url") && BuiltInProvider.Find(name) is null)
        {
            provider.Refuse("base_url", "missing", allowed);
        }

        return null;
    }

    private static string? ApiKeyEnv(SettingsObject provider)
    {
        const string allowed = "the name of an environment variable, of A-Z, 0-9 and _";
        if (provider.Text("api_key_env", allowed) is not { } variable)
        {
            return null;
        }

        if (Variable().IsMatch(variable))
        {
            return variable;
        }

        provider.Refuse("api_key_env", "no such name (not shown, since it may be the key itself)", allowed);
        return null;
    }

    private static Dictionary<string, string> Models(SettingsObject? models)
    {
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        if (models is null)
        {
            return read;
        }

        foreach (var id in models.Keys().Distinct(StringComparer.Ordinal).ToList())
        {
            if (models.Text(id, "the provider's own id of the model") is { } theirs)
            {
                read[id] = theirs;
            }
        }

        models.End();
        return read;
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,31}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex("^[A-Z_][A-Z0-9_]{0,127}$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
