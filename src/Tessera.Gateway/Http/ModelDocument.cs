using System.Globalization;
using System.Text.Json;
using Tessera.Gateway.Catalogue;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Http;

/// <summary>
/// A model as clients list it: OpenAI's four keys and shutdown date, and what Vercel's gateway adds. Strict clients know
/// these keys and no others, so ours go elsewhere.
/// </summary>
internal static class ModelDocument
{
    public static void Write(Utf8JsonWriter json, ModelCard model)
    {
        var released = Seconds(model.Released);
        json.WriteStartObject();
        json.WriteString("id", model.Id);
        json.WriteString("object", "model");
        json.WriteNumber("created", released);
        json.WriteNumber("released", released);
        json.WriteString("owned_by", model.Creator);
        json.WriteString("shutdown_date", model.ShutsDown?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("name", model.Name);
        json.WriteString("description", Description(model));
        json.WriteNumber("context_window", 0);
        json.WriteNumber("max_tokens", 0);
        json.WriteString("type", model.Type);
        WriteList(json, "tags", model.InputModalities.Contains("image") ? ["image-generation", "vision"] : ["image-generation"]);
        WriteList(json, "supported_specifications", ["v2", "v3", "v4"]);
        json.WriteStartObject("modalities");
        WriteList(json, "input", model.InputModalities);
        WriteList(json, "output", ["image"]);
        json.WriteEndObject();
        WritePricing(json, model.ListPrices);
        json.WriteEndObject();
    }

    public static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    public static string Description(ModelCard model)
    {
        var verbs = new List<string>();
        if (model.Capabilities.Operations.HasFlag(Operations.Generate))
        {
            verbs.Add("draws");
        }

        if (model.Capabilities.Operations.HasFlag(Operations.Edit))
        {
            verbs.Add("edits");
        }

        var retired = model.ShutsDown is { } end ? $" Switched off at its creator on {end.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}." : "";
        return $"{model.Name} {string.Join(" and ", verbs)} pictures.{retired}";
    }

    public static long Seconds(DateOnly? day) => day is { } known ? new DateTimeOffset(known.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeSeconds() : 0;

    private static void WritePricing(Utf8JsonWriter json, PriceList prices)
    {
        json.WriteStartObject("pricing");
        foreach (var (name, unit) in new[] { ("input", PriceUnit.TextIn), ("output", PriceUnit.ImageOut), ("input_cache_read", PriceUnit.CachedTextIn) })
        {
            if (prices.Lines.FirstOrDefault(line => line.Unit == unit) is { } line)
            {
                json.WriteString(name, PerUnit(line));
            }
        }

        var pictures = prices.Lines.Where(line => line.Unit == PriceUnit.Image).ToList();
        if (pictures.FirstOrDefault(line => line.Size is null && line.Quality is null) is { } flat)
        {
            json.WriteString("image", PerUnit(flat));
        }

        var variants = pictures.Where(line => line.Size is not null || line.Quality is not null).ToList();
        if (variants.Count > 0)
        {
            WriteVariants(json, variants);
        }

        json.WriteEndObject();
    }

    private static void WriteVariants(Utf8JsonWriter json, List<PriceLine> variants)
    {
        json.WriteStartArray("image_dimension_quality_pricing");
        foreach (var line in variants)
        {
            json.WriteStartObject();
            if (line.Size is { } size)
            {
                json.WriteString("size", size);
            }

            if (line.Quality is { } quality)
            {
                json.WriteString("quality", quality);
            }

            json.WriteString("cost", PerUnit(line));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Dollars for one unit, as a plain decimal: 5 USD per million tokens is 0.000005.</summary>
    public static string PerUnit(PriceLine line) =>
        (line.Amount.Nanos / 1_000_000_000m / line.Per).ToString("0.################", CultureInfo.InvariantCulture);
}
