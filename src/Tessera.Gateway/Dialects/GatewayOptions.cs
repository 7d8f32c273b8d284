using System.Text.Json;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Dialects;

/// <summary>
/// <c>providerOptions.gateway</c>, as the Vercel AI Gateway takes it on every address: of its wishes, those that this
/// gateway can grant; the others are reported as ignored, and never an error, since clients send new ones every month.
/// </summary>
internal static class GatewayOptions
{
    /// <param name="fields">A wish that is a parameter of the call goes here: <c>dryRun</c> and <c>quoteId</c>.</param>
    public static RoutePreference Read(JsonElement root, List<KeyValuePair<string, Field>> fields, List<Adjustment> adjustments)
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
                case "dryRun" or "dry_run":
                    fields.Add(new("dry_run", Field.Of(wish.Value)));
                    break;
                case "quoteId" or "quote_id":
                    fields.Add(new("quote_id", Field.Of(wish.Value)));
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

    /// <summary>
    /// Blocks for other providers, on addresses where their settings are parameters of the call itself: told, and not taken.
    /// </summary>
    public static void ReportOthers(JsonElement root, List<Adjustment> adjustments)
    {
        if (!root.TryGetProperty("providerOptions", out var options) || options.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (options.ValueKind != JsonValueKind.Object)
        {
            adjustments.Add(new("providerOptions", AdjustmentKind.Ignored, "not an object"));
            return;
        }

        foreach (var block in options.EnumerateObject().Where(block => block.Name != "gateway"))
        {
            adjustments.Add(new($"providerOptions.{block.Name}", AdjustmentKind.Ignored, "write its settings as parameters of the call"));
        }
    }

    /// <summary>Null where it is not a list of strings.</summary>
    private static List<string>? Names(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(item => item.GetString()!)]
            : null;
}
