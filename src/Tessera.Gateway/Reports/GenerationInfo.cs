using System.Globalization;
using System.Text.Json;
using Tessera.Ledger.Entries;
using Tessera.Ledger.Identifiers;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Reports;

/// <summary>One call in the shape of Vercel's <c>/v1/generation</c>: what the books say, and the record as far as it is still kept.</summary>
internal sealed record GenerationInfo
{
    private const string Prefix = "gen_";

    public required string Id { get; init; }

    public required string KeyId { get; init; }

    public required string Model { get; init; }

    public required string Provider { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Null while it is unknown, which is not 0; clients that want a number here say so.</summary>
    public required Usd? Cost { get; init; }

    public required Usd AtRisk { get; init; }

    public required Usd? ProviderCost { get; init; }

    public required Usage Usage { get; init; }

    public required Outcome Outcome { get; init; }

    public required TimeSpan Duration { get; init; }

    public required bool Streamed { get; init; }

    public static string? IdFault(string id) => id switch
    {
        "" => "id is required",
        _ when !id.StartsWith(Prefix, StringComparison.Ordinal) || id.Length != Prefix.Length + Ulids.Length
            || id.AsSpan(Prefix.Length).ContainsAnyExcept("0123456789ABCDEFGHJKMNPQRSTVWXYZ") => "Invalid generation ID format. It is gen_ and 26 characters.",
        _ => null,
    };

    public static GenerationInfo? Of(GenerationRecord? record, IReadOnlyList<Entry> entries)
    {
        if (record is null && entries.Count == 0)
        {
            return null;
        }

        var first = entries.Count > 0 ? entries[0] : null;
        var sum = Spend.Of(entries);
        return new GenerationInfo
        {
            Id = record?.Id ?? first!.Generation,
            KeyId = record?.KeyId ?? first!.KeyId,
            Model = record?.Model ?? first!.Model,
            Provider = (record?.Attempts is [.., var last] ? last.Provider : first?.Provider) ?? "",
            StartedAt = record?.StartedAt ?? first!.UsedAt,
            Cost = sum.Unpriced == 0 ? sum.Amount : null,
            AtRisk = sum.AtRisk,
            ProviderCost = record?.ProviderCost ?? first?.ProviderCost,
            Usage = record?.Usage ?? sum.Usage,
            Outcome = record?.Outcome ?? (first!.Kind == EntryKind.AtRisk ? Outcome.Failed : Outcome.Completed),
            Duration = record?.Duration ?? TimeSpan.Zero,
            Streamed = record is { Partials.Count: > 0 },
        };
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("data");
        json.WriteString("id", Id);
        json.WriteString("created_at", StartedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteString("model", Model);
        json.WriteString("provider_name", Provider);
        json.WriteBoolean("streamed", Streamed);
        json.WriteString("finish_reason", Outcome switch { Outcome.Completed => "stop", Outcome.Cancelled => "cancelled", _ => "error" });
        Money(json, "total_cost", Cost);
        Money(json, "market_cost", Cost);
        Money(json, "surcharge_cost", Usd.Zero);
        Money(json, "gateway_cost", Cost);
        // At Vercel: what a caller's own credentials paid. There are none here.
        Money(json, "upstream_inference_cost", Usd.Zero);
        Money(json, "usage", Cost);
        Money(json, "at_risk_cost", AtRisk);
        if (ProviderCost is { } theirs)
        {
            Money(json, "provider_cost", theirs);
        }

        json.WriteBoolean("is_byok", false);
        json.WriteNumber("latency", (long)Duration.TotalMilliseconds);
        json.WriteNumber("generation_time", (long)Duration.TotalMilliseconds);
        json.WriteNumber("tokens_prompt", Usage.InputTokens);
        json.WriteNumber("tokens_completion", Usage.OutputTokens);
        json.WriteNumber("native_tokens_prompt", Usage.InputTokens);
        json.WriteNumber("native_tokens_completion", Usage.OutputTokens);
        json.WriteNumber("native_tokens_reasoning", 0);
        json.WriteNumber("native_tokens_cached", Usage.CachedTextIn + Usage.CachedImageIn);
        json.WriteNumber("native_tokens_cache_creation", 0);
        json.WriteNumber("billable_web_search_calls", 0);
        json.WriteNumber("images", Usage.Images);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Money(Utf8JsonWriter json, string name, Usd? amount)
    {
        if (amount is { } known)
        {
            ReportDocument.Money(json, name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
