using System.Globalization;
using System.Text.Json;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Providers.OpenAiWire;

/// <summary>
/// What a gateway behind us says that a call cost: <c>usage.cost</c>, as OpenRouter and Vercel put it, or
/// <c>providerMetadata.gateway.cost</c>. OpenAI itself says nothing.
/// </summary>
internal static class WireCost
{
    /// <summary>A picture costs cents: more than this is no price.</summary>
    private const decimal UsdMax = 1_000_000m;

    private const decimal NanosPerUsd = 1_000_000_000m;

    /// <summary>Null where nothing is said, or nothing that can be meant.</summary>
    public static Usd? Read(JsonElement root) =>
        Cost(Inner(root, "usage"))
        ?? Cost(Inner(Inner(root, "providerMetadata"), "gateway"))
        ?? Cost(Inner(Inner(root, "provider_metadata"), "gateway"));

    private static JsonElement Inner(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var inner) ? inner : default;

    /// <summary>A number or a text. Theirs may have an exponent and more than nine places; it is compared with ours, and never charged.</summary>
    private static Usd? Cost(JsonElement element)
    {
        var value = Inner(element, "cost");
        var text = value.ValueKind switch
        {
            JsonValueKind.Number => value.GetRawText(),
            JsonValueKind.String => value.GetString(),
            _ => null,
        };
        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var usd) && usd <= UsdMax
            ? new Usd((long)decimal.Round(usd * NanosPerUsd))
            : null;
    }
}
