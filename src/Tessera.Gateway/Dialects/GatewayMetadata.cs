using System.Text.Json;

namespace Tessera.Gateway.Dialects;

/// <summary>
/// The <c>gateway</c> block that AI SDK and chat clients read: how the call was routed, what it cost, its id. Costs are plain
/// decimal strings, since ai 7 sums them only in that form; they are left out while unknown.
/// </summary>
internal static class GatewayMetadata
{
    public static void Write(Utf8JsonWriter json, Receipt receipt)
    {
        json.WriteStartObject("gateway");
        WriteRouting(json, receipt);
        if (receipt.Cost?.ToString() is { } cost)
        {
            json.WriteString("cost", cost);
            json.WriteString("marketCost", cost);
            json.WriteString("surchargeCost", "0");
            json.WriteString("gatewayCost", cost);
            json.WriteString("inferenceCost", cost);
            json.WriteString("inputInferenceCost", "0");
            json.WriteString("outputInferenceCost", cost);
        }

        json.WriteString("generationId", receipt.GenerationId);
        json.WriteEndObject();
    }

    private static void WriteRouting(Utf8JsonWriter json, Receipt receipt)
    {
        json.WriteStartObject("routing");
        json.WriteString("originalModelId", receipt.Model);
        json.WriteString("resolvedProvider", receipt.Tried[0].Provider);
        json.WriteString("resolvedProviderApiModelId", receipt.Tried[0].ProviderModel);
        json.WriteStartArray("fallbacksAvailable");
        foreach (var route in receipt.Tried.Skip(1))
        {
            json.WriteStringValue(route.Provider);
        }

        json.WriteEndArray();
        json.WriteString("planningReasoning", $"tried in order: {string.Join(", ", receipt.Tried.Select(route => route.Provider))}");
        json.WriteString("canonicalSlug", receipt.Model);
        json.WriteString("finalProvider", receipt.Provider);
        json.WriteNumber("modelAttemptCount", 1);
        json.WriteStartArray("modelAttempts");
        json.WriteStartObject();
        json.WriteString("canonicalSlug", receipt.Model);
        json.WriteBoolean("success", receipt.Tried[^1].Error is null);
        json.WriteNumber("providerAttemptCount", receipt.Tried.Count);
        json.WriteStartArray("providerAttempts");
        foreach (var route in receipt.Tried)
        {
            WriteAttempt(json, route);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteNumber("totalProviderAttemptCount", receipt.Tried.Count);
        json.WriteEndObject();
    }

    private static void WriteAttempt(Utf8JsonWriter json, TriedRoute route)
    {
        json.WriteStartObject();
        json.WriteString("provider", route.Provider);
        json.WriteString("providerApiModelId", route.ProviderModel);
        json.WriteString("credentialType", "system");
        json.WriteBoolean("success", route.Error is null);
        if (route.Error is { } error)
        {
            json.WriteString("error", error);
        }

        json.WriteNumber("startTime", route.StartedAt.ToUnixTimeMilliseconds());
        json.WriteNumber("endTime", route.EndedAt.ToUnixTimeMilliseconds());
        if (route.Status is { } status)
        {
            json.WriteNumber("statusCode", status);
        }

        json.WriteEndObject();
    }
}
