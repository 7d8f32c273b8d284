using System.Globalization;
using System.Text;
using System.Text.Json;
using Tessera.Ledger.Money;
using Tessera.Server.CommandLine;

namespace Tessera.Server.Quoting;

/// <summary>A quote for people: a line for each route, the cheapest marked, and below it why a price is a range. Pure.</summary>
internal static class QuoteReport
{
    public static string Write(JsonElement quote, Func<string, string> dim, int? charsMax)
    {
        var all = quote.GetProperty("routes").EnumerateArray().ToList();
        // A test key's own route is the painter at the prices of the real ones, which follow it: they are what one wants to see.
        var isSandbox = quote.GetProperty("simulated").GetBoolean() && all.Count > 1;
        var routes = all[(isSandbox ? 1 : 0)..];
        var cheapest = routes.Select(Likely).Where(price => price is not null).Min();
        var table = new TextTable("", "ROUTE", "USD", "AT MOST", "MODEL THERE", "");
        var isMarked = false;
        foreach (var route in routes)
        {
            var price = route.GetProperty("price");
            var isCheapest = !isMarked && cheapest is not null && Likely(route) == cheapest && routes.Count > 1;
            isMarked |= isCheapest;
            table.Add(
                isCheapest ? "*" : "",
                Text(route, "provider"),
                Money(price, "likely_usd") is { } likely ? (price.GetProperty("exact").GetBoolean() ? likely : "~" + likely) : "?",
                Money(price, "max_usd") ?? "?",
                Text(route, "provider_model"),
                !isSandbox && route.TryGetProperty("unavailable_because", out var why) ? why.GetString()! : "");
        }

        var text = new StringBuilder(table.Write(dim, charsMax)).Append('\n').Append(Amounts(routes[0]));
        foreach (var sentence in Sentences(quote, routes))
        {
            text.Append(sentence).Append('\n');
        }

        return text.ToString();
    }

    private static Usd? Likely(JsonElement route) => Usd.TryParse(Money(route.GetProperty("price"), "likely_usd"), out var price) ? price : null;

    /// <summary><c>2 pictures, 18 text tokens in, 392 image tokens out</c></summary>
    private static string Amounts(JsonElement route)
    {
        var parts = route.GetProperty("quantities").EnumerateObject()
            .Where(quantity => quantity.Name != "pixels")
            .OrderBy(quantity => quantity.Name == "images" ? 0 : 1)
            .Select(quantity => (quantity.Name, Count: quantity.Value.GetProperty("likely").GetInt64()))
            .Select(quantity => string.Create(CultureInfo.InvariantCulture, $"{quantity.Count:#,0} {Name(quantity.Name, quantity.Count)}"));
        return string.Join(", ", parts) + "\n";
    }

    private static string Name(string quantity, long count) => quantity switch
    {
        "images" => count == 1 ? "picture" : "pictures",
        "text_in" => "text tokens in",
        "image_in" => "image tokens in",
        "text_out" => "text tokens out",
        _ => "image tokens out",
    };

    private static IEnumerable<string> Sentences(JsonElement quote, List<JsonElement> routes)
    {
        var reasons = routes.SelectMany(route => route.GetProperty("price").GetProperty("reasons").EnumerateArray()).Select(reason => Text(reason, "message"));
        var changes = routes.SelectMany(route => route.GetProperty("adjustments").EnumerateArray()).Select(change => $"{Text(change, "field")} is {Text(change, "kind")}: {Text(change, "note")}.");
        var end = quote.TryGetProperty("retirement", out var retirement) ? [Text(retirement, "note")] : Array.Empty<string>();
        return reasons.Concat(changes).Concat(end).Distinct();
    }

    private static string? Money(JsonElement price, string name) => price.GetProperty(name).GetString();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
