using System.CommandLine;
using System.Globalization;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Money;
using Tessera.Server.Serving;

namespace Tessera.Server.CommandLine;

/// <summary>Budgets and limits on the command line: <c>--budget 5/month --limit images_per_minute=10</c>.</summary>
internal sealed class AllowanceOptions
{
    private static readonly Dictionary<string, Measure> Limits = new(StringComparer.Ordinal)
    {
        ["requests_per_minute"] = Measure.Requests,
        ["images_per_minute"] = Measure.Images,
        ["tokens_per_minute"] = Measure.Tokens,
        ["megapixels_per_minute"] = Measure.Pixels,
        ["calls_in_flight"] = Measure.Calls,
    };

    private readonly Option<string[]> _budgets = new("--budget", "-b") { Description = "US dollars by day, week, month or in total, such as 5/month; once for each period", HelpName = "USD/PERIOD" };
    private readonly Option<string> _zone = new("--time-zone") { Description = $"Where days, weeks and months of the budgets begin [{Budget.DefaultZone}]", HelpName = "ZONE" };
    private readonly Option<string[]> _limits = new("--limit", "-l") { Description = "Such as images_per_minute=10; also requests_, tokens_, megapixels_per_minute and calls_in_flight", HelpName = "LIMIT=N" };
    private readonly Option<int> _wait = new("--wait") { Description = "How long a call may stand in line for a limit instead of being refused [0]", HelpName = "SECONDS" };

    public void AddTo(Command command)
    {
        command.Options.Add(_budgets);
        command.Options.Add(_zone);
        command.Options.Add(_limits);
        command.Options.Add(_wait);
    }

    /// <exception cref="StartFault">Something of it will not do.</exception>
    public Allowance Read(ParseResult parsed)
    {
        var zone = parsed.GetValue(_zone) ?? Budget.DefaultZone;
        if (!Zones.IsKnown(zone))
        {
            throw new StartFault($"'{zone}' is no time zone that this machine knows. Give UTC, or an IANA name such as Europe/Berlin.");
        }

        var budgets = (parsed.GetValue(_budgets) ?? []).Select(text => ReadBudget(text) with { Zone = zone }).ToList();
        if (budgets.DistinctBy(budget => budget.Period).Count() != budgets.Count)
        {
            throw new StartFault("There can be one --budget of each period: day, week, month, total.");
        }

        var seconds = parsed.GetValue(_wait);
        if (seconds < 0 || seconds > RateLimits.WaitMax.TotalSeconds)
        {
            throw new StartFault($"--wait is {seconds}; it must be 0 to {RateLimits.WaitMax.TotalSeconds} seconds.");
        }

        var limits = (parsed.GetValue(_limits) ?? []).Aggregate(RateLimits.None, ReadLimit) with { Wait = TimeSpan.FromSeconds(seconds) };
        return limits.WaitsForNothing ? throw new StartFault("--wait is there without a --limit to wait for.") : new Allowance(budgets, limits);
    }

    /// <summary>Pure.</summary>
    internal static Budget ReadBudget(string text)
    {
        if (text.Split('/') is [var amount, var word]
            && Usd.TryParse(amount, out var limit) && Budget.IsLimit(limit)
            && Budget.Periods.Where(period => period.ToString().Equals(word, StringComparison.OrdinalIgnoreCase)).ToList() is [var known])
        {
            return new Budget(limit, known);
        }

        throw new StartFault($"'{text}' is no budget. Write US dollars and a period, such as 5/month or 0.84/day: over 0 and up to {Budget.LimitMax}, at most nine places; day, week, month or total.");
    }

    /// <summary>Pure.</summary>
    internal static RateLimits ReadLimit(RateLimits limits, string text)
    {
        if (text.Split('=') is [var word, var number] && Limits.TryGetValue(word, out var measure))
        {
            var unit = measure == Measure.Pixels ? 1_000_000 : 1;
            if (decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                && count * unit >= 1 && count <= RateLimits.Most && decimal.Truncate(count * unit) == count * unit)
            {
                return limits.With(measure, (long)(count * unit));
            }
        }

        throw new StartFault($"'{text}' is no limit. Write one of {string.Join(", ", Limits.Keys)} and a number up to {RateLimits.Most}, such as images_per_minute=10.");
    }
}
