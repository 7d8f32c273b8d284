using System.Text.Json;
using Tessera.Ledger.Entries;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Reports;

/// <summary>A report in Vercel's shape, with what ours knows beside it; or as CSV. Money in JSON is a number with all its digits.</summary>
internal static class ReportDocument
{
    /// <summary>The fields of Vercel's own; the AI SDK wants <c>total_cost</c> and refuses a group that is null, so it is left out.</summary>
    public static void WriteRow(Utf8JsonWriter json, string field, string? group, string? keyName, Spend spend)
    {
        json.WriteStartObject();
        if (group is not null)
        {
            json.WriteString(field, group);
        }

        if (keyName is not null)
        {
            json.WriteString("key_name", keyName);
        }

        WriteSpend(json, spend);
        json.WriteEndObject();
    }

    public static void WriteSpend(Utf8JsonWriter json, Spend spend)
    {
        Money(json, "total_cost", spend.Amount);
        Money(json, "market_cost", spend.Amount);
        Money(json, "surcharge_cost", Usd.Zero);
        Money(json, "gateway_cost", spend.Amount);
        json.WriteNumber("input_tokens", spend.Usage.InputTokens);
        json.WriteNumber("output_tokens", spend.Usage.OutputTokens);
        json.WriteNumber("cached_input_tokens", spend.Usage.CachedTextIn + spend.Usage.CachedImageIn);
        json.WriteNumber("cache_creation_input_tokens", 0);
        json.WriteNumber("reasoning_tokens", 0);
        json.WriteNumber("request_count", spend.Calls);
        Money(json, "at_risk_cost", spend.AtRisk);
        json.WriteNumber("unpriced_count", spend.Unpriced);
        json.WriteNumber("images", spend.Usage.Images);
        json.WriteNumber("pixels", spend.Usage.Pixels);
    }

    public static void Head(CsvText csv, string field, bool hasKeyNames) => csv.Head(
        [field, .. hasKeyNames ? ["key_name"] : Array.Empty<string>(), "total_cost_usd", "at_risk_cost_usd", "unpriced_count", "request_count", "images", "pixels",
            "text_in", "cached_text_in", "image_in", "cached_image_in", "text_out", "image_out"]);

    public static void Line(CsvText csv, string? group, bool hasKeyNames, string? keyName, Spend spend)
    {
        csv.Text(group);
        if (hasKeyNames)
        {
            csv.Text(keyName);
        }

        csv.Money(spend.Amount);
        csv.Money(spend.AtRisk);
        foreach (var number in new[]
        {
            spend.Unpriced, spend.Calls, spend.Usage.Images, spend.Usage.Pixels, spend.Usage.TextIn, spend.Usage.CachedTextIn, spend.Usage.ImageIn,
            spend.Usage.CachedImageIn, spend.Usage.TextOut, spend.Usage.ImageOut,
        })
        {
            csv.Number(number);
        }

        csv.EndLine();
    }

    public static void Money(Utf8JsonWriter json, string name, Usd amount)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(amount.ToString());
    }
}
