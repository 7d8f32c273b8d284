using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Tessera.Gateway.Settings;

namespace Tessera.Gateway.Tests.Settings;

/// <summary>Schema, page and records name the same keys with the same defaults.</summary>
public sealed partial class SettingsKeysTests
{
    [Fact]
    public void Keys_OfTheSchema_AreThoseOfTheRecords() => Assert.Equal(Records(typeof(TesseraSettings), "").Append("$schema").Order(StringComparer.Ordinal), Schema().Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Keys_OfThePage_AreThoseOfTheSchema() => Assert.Equal(Leaves(), Page().Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Defaults_OfThePage_AreThoseOfTheSchema()
    {
        var schema = Schema();

        Assert.All(Page(), row => Assert.Equal(schema[row.Key] ?? "–", row.Value));
    }

    [Theory]
    [InlineData("images.keep_days", null)]
    [InlineData("images.size_max_gb", "20")]
    [InlineData("images.flush_to_disk", "true")]
    [InlineData("records.keep_days", null)]
    [InlineData("budgets.unpriced", "\"refuse\"")]
    [InlineData("budgets.unpriced_hold_usd", "\"1\"")]
    [InlineData("budgets.maybe_accepted", "\"stop\"")]
    [InlineData("dashboard.enabled", "true")]
    [InlineData("log.level", "\"information\"")]
    public void Default_OfTheSchema_IsThatOfTheRecords(string key, string? expected)
    {
        var settings = TesseraSettings.Default;
        object? value = key switch
        {
            "images.keep_days" => settings.Images.KeepDays,
            "images.size_max_gb" => settings.Images.SizeMaxGb,
            "images.flush_to_disk" => settings.Images.FlushToDisk,
            "records.keep_days" => settings.Records.KeepDays,
            "budgets.unpriced" => settings.Budgets.Unpriced.ToString().ToLowerInvariant(),
            "budgets.unpriced_hold_usd" => settings.Budgets.UnpricedHoldUsd.ToString(),
            "budgets.maybe_accepted" => settings.Budgets.MaybeAccepted.ToString().ToLowerInvariant(),
            "dashboard.enabled" => settings.Dashboard.Enabled,
            _ => settings.Log.Level.ToString().ToLowerInvariant(),
        };

        Assert.Equal(expected ?? "null", JsonSerializer.Serialize(value));
        Assert.Equal(expected ?? "null", Schema()[key]);
    }

    [Fact]
    public void Description_OfEachKey_IsThere() => Assert.All(Walk(), key => Assert.True(key.Schema.TryGetProperty("description", out _), $"{key.Path} has no description"));

    private static IEnumerable<string> Leaves()
    {
        var keys = Schema().Keys.ToList();
        return keys.Where(key => !keys.Exists(other => other.StartsWith(key + ".", StringComparison.Ordinal))).Order(StringComparer.Ordinal);
    }

    /// <summary>Each key with its default in JSON, or null where it has none.</summary>
    private static Dictionary<string, string?> Schema() => Walk().ToDictionary(
        key => key.Path,
        key => key.Schema.TryGetProperty("default", out var value) ? value.GetRawText() : null,
        StringComparer.Ordinal);

    private static List<(string Path, JsonElement Schema)> Walk()
    {
        using var stream = typeof(SettingsFile).Assembly.GetManifestResourceStream("Tessera.Gateway.Settings.tessera.schema.json")!;
        var keys = new List<(string, JsonElement)>();
        Walk(JsonDocument.Parse(stream).RootElement, "", keys);
        return keys;
    }

    private static void Walk(JsonElement schema, string path, List<(string Path, JsonElement Schema)> keys)
    {
        if (schema.TryGetProperty("properties", out var properties))
        {
            foreach (var property in properties.EnumerateObject())
            {
                var key = Join(path, property.Name);
                keys.Add((key, property.Value));
                Walk(property.Value, key, keys);
            }
        }

        if (path == "providers" && schema.TryGetProperty("additionalProperties", out var provider))
        {
            Walk(provider, "providers.*", keys);
        }
    }

    private static IEnumerable<string> Records(Type record, string path)
    {
        foreach (var property in record.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.Name != nameof(ProviderSettings.Name)))
        {
            var key = Join(path, JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
            yield return key;
            var inner = property.PropertyType == typeof(IReadOnlyList<ProviderSettings>) ? (typeof(ProviderSettings), key + ".*") : (property.PropertyType, key);
            if (inner.Item1.Namespace == typeof(TesseraSettings).Namespace)
            {
                foreach (var below in Records(inner.Item1, inner.Item2))
                {
                    yield return below;
                }
            }
        }
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>The rows of the page's table of keys: each key with its default.</summary>
    private static Dictionary<string, string> Page([CallerFilePath] string here = "")
    {
        var page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../docs/reference/settings.md"));
        var keys = page[page.IndexOf("## Keys", StringComparison.Ordinal)..page.IndexOf("## Providers", StringComparison.Ordinal)];
        return Row().Matches(keys).ToDictionary(row => row.Groups["key"].Value, row => row.Groups["default"].Value.Trim('`'), StringComparer.Ordinal);
    }

    [GeneratedRegex(@"^\| `(?<key>[^`]+)` \| (?<default>[^|]+?) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row();
}
