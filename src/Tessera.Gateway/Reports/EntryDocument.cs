using System.Globalization;
using System.Text.Json;
using Tessera.Ledger.Entries;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Reports;

/// <summary>An entry of the books for accounting: as JSON, or as a line of CSV. Money is text with all its digits.</summary>
internal static class EntryDocument
{
    public static void Write(Utf8JsonWriter json, Entry entry, string? keyName)
    {
        json.WriteStartObject();
        json.WriteString("id", entry.Id);
        json.WriteString("object", "entry");
        json.WriteString("generation_id", entry.Generation);
        json.WriteNumber("place", entry.Place);
        json.WriteString("kind", Word(entry.Kind));
        json.WriteString("booked_at", MomentText.Of(entry.BookedAt));
        json.WriteString("used_at", MomentText.Of(entry.UsedAt));
        json.WriteString("key_id", entry.KeyId);
        json.WriteString("key_name", keyName);
        json.WriteString("key_kind", Word(entry.KeyKind));
        json.WriteString("team", entry.Team);
        json.WriteString("user", entry.User);
        json.WriteStartArray("tags");
        foreach (var tag in entry.Tags)
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
        json.WriteString("model", entry.Model);
        json.WriteString("provider", entry.Provider);
        json.WriteString("provider_model", entry.ProviderModel);
        json.WriteString("operation", entry.Operation);
        json.WriteStartObject("usage");
        foreach (var (name, quantity) in Quantities(entry.Usage))
        {
            json.WriteNumber(name, quantity);
        }

        json.WriteEndObject();
        json.WriteString("amount_usd", entry.Amount?.ToString());
        json.WriteString("at_risk_usd", entry.AtRisk.ToString());
        json.WriteNumber("unpriced", entry.Unpriced);
        json.WriteString("provider_cost_usd", entry.ProviderCost?.ToString());
        json.WriteString("size", entry.Size);
        json.WriteString("quality", entry.Quality);
        json.WriteString("price_source", entry.Price?.Source);
        json.WriteString("price_as_of", AsOf(entry));
        json.WriteString("reference", entry.Reference);
        json.WriteString("reason", entry.Reason);
        json.WriteEndObject();
    }

    public static void Head(CsvText csv) => csv.Head(
        "id", "generation_id", "place", "kind", "booked_at", "used_at", "key_id", "key_name", "key_kind", "team", "user", "tags", "model", "provider", "provider_model", "operation",
        "text_in", "cached_text_in", "image_in", "cached_image_in", "text_out", "image_out", "images", "pixels",
        "amount_usd", "at_risk_usd", "unpriced", "provider_cost_usd", "size", "quality", "price_source", "price_as_of", "reference", "reason");

    public static void Line(CsvText csv, Entry entry, string? keyName)
    {
        csv.Text(entry.Id);
        csv.Text(entry.Generation);
        csv.Number(entry.Place);
        csv.Text(Word(entry.Kind));
        csv.Time(entry.BookedAt);
        csv.Time(entry.UsedAt);
        foreach (var text in new[]
        {
            entry.KeyId, keyName, Word(entry.KeyKind), entry.Team, entry.User, string.Join(',', entry.Tags), entry.Model, entry.Provider, entry.ProviderModel, entry.Operation,
        })
        {
            csv.Text(text);
        }

        foreach (var (_, quantity) in Quantities(entry.Usage))
        {
            csv.Number(quantity);
        }

        csv.Money(entry.Amount);
        csv.Money(entry.AtRisk);
        csv.Number(entry.Unpriced);
        csv.Money(entry.ProviderCost);
        foreach (var text in new[] { entry.Size, entry.Quality, entry.Price?.Source, AsOf(entry), entry.Reference, entry.Reason })
        {
            csv.Text(text);
        }

        csv.EndLine();
    }

    private static (string Name, long Quantity)[] Quantities(in Usage usage) =>
    [
        ("text_in", usage.TextIn), ("cached_text_in", usage.CachedTextIn), ("image_in", usage.ImageIn), ("cached_image_in", usage.CachedImageIn),
        ("text_out", usage.TextOut), ("image_out", usage.ImageOut), ("images", usage.Images), ("pixels", usage.Pixels),
    ];

    private static string? AsOf(Entry entry) => entry.Price?.AsOf.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Word(EntryKind kind) => kind == EntryKind.AtRisk ? "at_risk" : kind.ToString().ToLowerInvariant();

    private static string Word(KeyKind kind) => kind.ToString().ToLowerInvariant();
}
