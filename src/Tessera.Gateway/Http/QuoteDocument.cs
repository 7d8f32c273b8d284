using System.Globalization;
using System.Text.Json;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Pricing;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Http;

/// <summary>A quote as JSON. Money is a plain decimal string in USD, and null where it is not known.</summary>
internal static class QuoteDocument
{
    /// <param name="id">Null where the quote cannot be redeemed.</param>
    public static ReadOnlyMemory<byte> Render(Quote quote, string? id) => OpenAiDocument.Render(json =>
    {
        var first = quote.Planned.First();
        json.WriteStartObject();
        json.WriteString("object", "image.quote");
        json.WriteString("id", id);
        json.WriteNumber("created", quote.CreatedAt.ToUnixTimeSeconds());
        json.WriteNumber("expires_at", quote.ExpiresAt.ToUnixTimeSeconds());
        json.WriteString("model", quote.Call.Model.Id);
        json.WriteString("operation", quote.Call.Operation.Word());
        json.WriteBoolean("simulated", first.IsSimulated);
        json.WritePropertyName("price");
        WritePrice(json, first.Price);
        json.WriteString("at_most_usd", AtMost(quote)?.ToString());
        json.WriteStartArray("routes");
        foreach (var route in quote.Routes)
        {
            WriteRoute(json, route);
        }

        json.WriteEndArray();
        if (quote.Retirement is { } end)
        {
            WriteRetirement(json, end);
        }

        json.WriteEndObject();
    });

    /// <summary>The dearest that any route which may be tried can come to.</summary>
    private static Usd? AtMost(Quote quote) => quote.Planned.Any(route => route.Price.Max is null) ? null : quote.Planned.Max(route => route.Price.Max);

    private static void WritePrice(Utf8JsonWriter json, RoutePrice price)
    {
        json.WriteStartObject();
        json.WriteBoolean("exact", price.IsExact);
        json.WriteString("usd", price.IsExact ? price.Max.ToString() : null);
        json.WriteString("min_usd", price.Min?.ToString());
        json.WriteString("likely_usd", price.Likely?.ToString());
        json.WriteString("max_usd", price.Max?.ToString());
        json.WriteStartArray("reasons");
        foreach (var reason in price.Reasons)
        {
            json.WriteStartObject();
            json.WriteString("code", reason.Code);
            json.WriteString("message", reason.Sentence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRoute(Utf8JsonWriter json, QuotedRoute route)
    {
        json.WriteStartObject();
        json.WriteString("provider", route.Provider);
        json.WriteString("provider_model", route.ProviderModel);
        json.WriteBoolean("available", route.IsAvailable);
        OpenAiDocument.WriteText(json, "unavailable_because", route.Why);
        json.WritePropertyName("price");
        WritePrice(json, route.Price);
        json.WriteStartArray("lines");
        foreach (var line in route.Price.Lines)
        {
            WriteLine(json, line, route.Price.Quantities);
        }

        json.WriteEndArray();
        WriteQuantities(json, route.Price.Quantities);
        json.WriteStartArray("adjustments");
        foreach (var adjustment in route.Adjustments)
        {
            json.WriteStartObject();
            json.WriteString("field", adjustment.Field);
            json.WriteString("kind", adjustment.Kind.ToString().ToLowerInvariant());
            json.WriteString("note", adjustment.Note);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>What is counted, how much of it, and what so many cost.</summary>
    private static void WriteLine(Utf8JsonWriter json, PriceLine line, TokenEstimate quantities)
    {
        json.WriteStartObject();
        json.WriteString("unit", JsonNamingPolicy.SnakeCaseLower.ConvertName(line.Unit.ToString()));
        OpenAiDocument.WriteText(json, "size", line.Size);
        OpenAiDocument.WriteText(json, "quality", line.Quality);
        json.WriteString("usd", line.Amount.ToString());
        json.WriteNumber("per", line.Per);
        WriteSpan(json, "quantity", quantities, usage => usage[line.Unit]);
        json.WriteString("source", line.Source);
        json.WriteString("as_of", line.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void WriteQuantities(Utf8JsonWriter json, TokenEstimate quantities)
    {
        json.WriteStartObject("quantities");
        WriteSpan(json, "text_in", quantities, usage => usage.TextIn);
        WriteSpan(json, "image_in", quantities, usage => usage.ImageIn);
        WriteSpan(json, "text_out", quantities, usage => usage.TextOut);
        WriteSpan(json, "image_out", quantities, usage => usage.ImageOut);
        WriteSpan(json, "images", quantities, usage => usage.Images);
        WriteSpan(json, "pixels", quantities, usage => usage.Pixels);
        json.WriteEndObject();
    }

    /// <summary>Left out where there is surely nothing of it.</summary>
    private static void WriteSpan(Utf8JsonWriter json, string name, TokenEstimate quantities, Func<Usage, long> of)
    {
        if (of(quantities.Most) == 0)
        {
            return;
        }

        json.WriteStartObject(name);
        json.WriteNumber("min", of(quantities.Least));
        json.WriteNumber("likely", of(quantities.Usage));
        json.WriteNumber("max", of(quantities.Most));
        json.WriteEndObject();
    }

    private static void WriteRetirement(Utf8JsonWriter json, Retirement end)
    {
        json.WriteStartObject("retirement");
        json.WriteString("date", end.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteBoolean("is_off", end.IsOff);
        json.WriteString("successor", end.Successor?.Id);
        json.WriteString("note", end.Sentence);
        json.WriteEndObject();
    }
}
