using System.Text.Json;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Dialects;

/// <summary>
/// <c>providerOptions.gateway</c>, as the Vercel AI Gateway takes it on every address: of its wishes, those that this
/// gateway can grant; the others are reported as ignored, and never an error, since clients send new ones every month.
/// </summary>
internal static class GatewayOptions
{
    public static RoutePreference Read(JsonElement root, List<Adjustment> adjustments)
    {
        if (Gateway(root) is not { } gateway)
        {
            return RoutePreference.None;
        }

        IReadOnlyList<string> order = [];
        IReadOnlyList<string>? only = null;
        foreach (var wish in gateway.EnumerateObject())
        {
            switch (wish.Name)
            {
                case "order" when Names(wish.Value) is { } names:
                    order = names;
                    break;
                case "only" when Names(wish.Value) is { } names:
                    // An empty list forbids nothing: no client means that nobody may answer.
                    only = names.Count > 0 ? names : null;
                    break;
                case "order" or "only":
                    adjustments.Add(new($"providerOptions.gateway.{wish.Name}", AdjustmentKind.Ignored, "not a list of providers' names"));
                    break;
                case "user" or "tags":
                    // For reports; the dialect takes them.
                    break;
                case "experimental_streamingImageDecoding":
                    // A switch of the client's own decoder that older clients send along.
                    break;
                default:
                    adjustments.Add(new($"providerOptions.gateway.{wish.Name}", AdjustmentKind.Ignored, "this gateway does not offer it"));
                    break;
            }
        }

        return new(order, only);
    }

    /// <summary>One option as it was sent; null where it was not.</summary>
    public static Field? Option(JsonElement root, string name) => Gateway(root) is { } gateway && gateway.TryGetProperty(name, out var option) ? Field.Of(option) : null;

    private static JsonElement? Gateway(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty("providerOptions", out var options) && options.ValueKind == JsonValueKind.Object
            && options.TryGetProperty("gateway", out var gateway) && gateway.ValueKind == JsonValueKind.Object
                ? gateway
                : null;

    /// <summary>Null where it is not a list of strings.</summary>
    private static List<string>? Names(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(item => item.GetString()!)]
            : null;
}
