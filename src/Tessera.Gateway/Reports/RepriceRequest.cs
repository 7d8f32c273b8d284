using System.Text.Json;
using Tessera.Gateway.Calls;
using Tessera.Ledger.Entries;

namespace Tessera.Gateway.Reports;

/// <summary>
/// <c>{from, to, reason}</c>, perhaps <c>model</c> and <c>provider</c>; nothing is booked unless <c>dry_run</c> is given as false.
/// </summary>
internal static class RepriceRequest
{
    public static readonly IReadOnlyList<string> Fields = ["from", "to", "reason", "model", "provider", "dry_run"];

    private const int TextLengthMax = 256;

    /// <param name="modelId">The full id of a model by any of its names; null where there is none.</param>
    public static Result<Repricing, CallerError> Read(OrderBody body, Func<string, string?> modelId)
    {
        var from = body.Required("from", lengthMax: 40);
        var to = body.Required("to", lengthMax: 40);
        var reason = body.Required("reason", Correction.ReasonLengthMax);
        var name = body.Text("model", TextLengthMax);
        var provider = body.Text("provider", TextLengthMax);
        var isDry = body.Flag("dry_run") ?? true;
        var model = name is null ? null : modelId(name);
        if (name is not null && model is null)
        {
            body.Refuse("model", $"There is no model '{Validation.FieldReader.Shorten(name)}'. GET /v1/models lists those that there are.");
        }

        if (body.Error is { } error || (error = MomentText.Range(from, to, out var start, out var end)) is not null)
        {
            return error;
        }

        return new Repricing(start, end, model, provider, reason!, isDry);
    }

    public static void Write(Utf8JsonWriter json, Repricing order, RepricingResult result)
    {
        json.WriteStartObject();
        json.WriteString("object", "reprice");
        json.WriteBoolean("dry_run", order.DryRun);
        json.WriteNumber("looked_at", result.Looked);
        json.WriteNumber("changed", result.Changed);
        json.WriteNumber("newly_priced", result.Priced);
        json.WriteNumber("left_corrected", result.Corrected);
        json.WriteNumber("left_without_price", result.Unknown);
        json.WriteString("before_usd", result.Before.ToString());
        json.WriteString("after_usd", result.After.ToString());
        json.WriteString("difference_usd", result.Difference.ToString());
        json.WriteEndObject();
    }
}
