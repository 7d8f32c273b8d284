using System.Text.Json;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Administration;

/// <summary>Writes <c>budgets</c>, with how each stands, and <c>limits</c>, as administrators read them. The names are those in which they are sent.</summary>
internal static class AllowanceDocument
{
    public static void Write(Utf8JsonWriter json, IReadOnlyList<Standing> standings)
    {
        json.WriteStartArray("budgets");
        foreach (var standing in standings.Where(standing => standing.Account.Measure == Measure.Money).OrderBy(standing => standing.Account.Period))
        {
            WriteBudget(json, standing);
        }

        json.WriteEndArray();
        json.WriteStartObject("limits");
        var rates = standings.Select(standing => standing.Account).Where(account => account.Measure != Measure.Money).OrderBy(account => account.Measure).ToList();
        foreach (var account in rates)
        {
            if (account.Measure == Measure.Pixels)
            {
                json.WriteNumber("megapixels_per_minute", account.Limit / 1_000_000m);
            }
            else
            {
                json.WriteNumber(account.Measure == Measure.Calls ? "calls_in_flight" : $"{account.Measure.ToString().ToLowerInvariant()}_per_minute", account.Limit);
            }
        }

        if (rates.Count > 0)
        {
            json.WriteNumber("wait_seconds", (long)rates[0].Wait.TotalSeconds);
        }

        json.WriteEndObject();
    }

    private static void WriteBudget(Utf8JsonWriter json, Standing standing)
    {
        var account = standing.Account;
        json.WriteStartObject();
        json.WriteString("period", account.Period.ToString().ToLowerInvariant());
        json.WriteString("limit_usd", new Usd(account.Limit).ToString());
        json.WriteString("spent_usd", new Usd(standing.Spent).ToString());
        json.WriteString("held_usd", new Usd(standing.Held).ToString());
        json.WriteString("left_usd", new Usd(standing.Left).ToString());
        if (standing.ResetsAt is { } resets)
        {
            json.WriteString("resets_at", resets);
        }
        else
        {
            json.WriteNull("resets_at");
        }

        json.WriteString("time_zone", account.Zone);
        json.WriteStartArray("soft_percent");
        foreach (var percent in account.SoftPercent)
        {
            json.WriteNumberValue(percent);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
