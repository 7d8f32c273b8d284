using Tessera.Gateway.Settings;
using Tessera.Ledger.Budgets;

namespace Tessera.Gateway.Administration;

/// <summary>Reads <c>budgets</c> and <c>limits</c> as administrators send them. What is wrong is reported to the object. Pure.</summary>
internal static class AllowanceReader
{
    private static readonly (string Text, Period Period)[] Periods = [.. Budget.Periods.Select(period => (period.ToString().ToLowerInvariant(), period))];

    private const string NoLimit = "means no limit";

    /// <summary>The whole allowance: what is not there, there is none of.</summary>
    public static Allowance Read(SettingsObject from) => Patch(from)(Allowance.None);

    /// <summary>
    /// What a JSON merge patch (RFC 7396) makes of an allowance: <c>budgets</c> replaces the list, each member of <c>limits</c>
    /// replaces its limit, and null removes.
    /// </summary>
    public static Func<Allowance, Allowance> Patch(SettingsObject from)
    {
        var removesBudgets = from.IsNull("budgets");
        var budgets = removesBudgets ? [] : Budgets(from);
        var limits = from.IsNull("limits") ? _ => RateLimits.None : Limits(from.Object("limits"));
        return now => new Allowance(budgets ?? now.Budgets, limits(now.Limits));
    }

    private static List<Budget>? Budgets(SettingsObject from)
    {
        if (from.Objects("budgets", Budget.Periods.Count, "budgets, one of each period") is not { } objects)
        {
            return null;
        }

        var budgets = new List<Budget>();
        foreach (var one in objects)
        {
            if (One(one) is { } budget)
            {
                if (budgets.Exists(other => other.Period == budget.Period))
                {
                    one.Refuse("period", $"\"{budget.Period.ToString().ToLowerInvariant()}\" once more", "a period that no other budget in the list has");
                }

                budgets.Add(budget);
            }
        }

        return budgets;
    }

    private static Budget? One(SettingsObject one)
    {
        var limit = one.Money("limit_usd", Budget.LimitMax);
        var period = one.Word("period", Periods);
        foreach (var (key, allowed) in new[] { ("limit_usd", "there, in US dollars and in quotes, such as \"0.84\""), ("period", "there: one of day, week, month, total") })
        {
            if (!one.Has(key))
            {
                one.Refuse(key, "missing", allowed);
            }
        }

        var zone = Zone(one);
        var percents = SoftPercents(one);
        one.End();
        return limit is { } amount && period is { } known ? new Budget(amount, known) { Zone = zone, SoftPercent = percents } : null;
    }

    private static string Zone(SettingsObject one)
    {
        const string allowed = "UTC, or a time zone that this machine knows by its IANA name, such as \"Europe/Berlin\"";
        if (one.IsNull("time_zone") || one.Text("time_zone", allowed) is not { } zone)
        {
            return Budget.DefaultZone;
        }

        if (Zones.IsKnown(zone))
        {
            return zone;
        }

        one.Refuse("time_zone", SettingsObject.Quote(zone), allowed);
        return Budget.DefaultZone;
    }

    private static IReadOnlyList<int> SoftPercents(SettingsObject one)
    {
        const string allowed = "whole numbers from 1 to 99, each greater than the one before it";
        if (one.IsNull("soft_percent") || one.Wholes("soft_percent", Budget.SoftPercentsMax, allowed) is not { } percents)
        {
            return [];
        }

        if (Budget.AreSoftPercents(percents))
        {
            return percents;
        }

        one.Refuse("soft_percent", $"[{string.Join(", ", percents)}]", $"a list of {allowed}");
        return [];
    }

    private static Func<RateLimits, RateLimits> Limits(SettingsObject? from)
    {
        if (from is null)
        {
            return now => now;
        }

        var steps = new List<Func<RateLimits, RateLimits>>();
        Count("requests_per_minute", Measure.Requests, "requests");
        Count("images_per_minute", Measure.Images, "pictures");
        Count("tokens_per_minute", Measure.Tokens, "tokens");
        Count("calls_in_flight", Measure.Calls, "calls");
        if (from.IsNull("megapixels_per_minute"))
        {
            steps.Add(now => now.With(Measure.Pixels, null));
        }
        else if (from.Number("megapixels_per_minute", 0.000001m, RateLimits.Most, "megapixels") is { } megapixels)
        {
            steps.Add(now => now.With(Measure.Pixels, (long)(megapixels * 1_000_000)));
        }

        if (from.IsNull("wait_seconds"))
        {
            steps.Add(now => now with { Wait = TimeSpan.Zero });
        }
        else if (from.Whole("wait_seconds", 0, (int)RateLimits.WaitMax.TotalSeconds, "seconds", "refuses at once") is { } seconds)
        {
            steps.Add(now => now with { Wait = TimeSpan.FromSeconds(seconds) });
        }

        from.End();
        return now => steps.Aggregate(now, (limits, step) => step(limits));

        void Count(string key, Measure measure, string unit)
        {
            if (from.IsNull(key))
            {
                steps.Add(now => now.With(measure, null));
            }
            else if (from.Whole(key, 1, (int)RateLimits.Most, unit, NoLimit) is { } count)
            {
                steps.Add(now => now.With(measure, count));
            }
        }
    }
}
