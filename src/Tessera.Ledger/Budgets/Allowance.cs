namespace Tessera.Ledger.Budgets;

/// <summary>What an owner (a key, a team, the gateway) may spend, and how fast.</summary>
public sealed record Allowance(IReadOnlyList<Budget> Budgets, RateLimits Limits)
{
    public static Allowance None { get; } = new([], RateLimits.None);

    /// <summary>What is wrong with it, as a sentence; null if it will do.</summary>
    public string? Fault()
    {
        foreach (var budget in Budgets)
        {
            if (!Budget.IsLimit(budget.Limit) || !Budget.Periods.Contains(budget.Period) || !Budget.AreSoftPercents(budget.SoftPercent) || !Zones.IsKnown(budget.Zone))
            {
                return $"This is no budget: {budget.Limit} USD by {budget.Period} in {budget.Zone}, told at [{string.Join(", ", budget.SoftPercent)}] per cent.";
            }
        }

        if (Budgets.DistinctBy(budget => budget.Period).Count() != Budgets.Count)
        {
            return "There can be one budget of each period.";
        }

        return RateLimits.Measures.Any(measure => Limits[measure] is { } limit && (limit < 1 || limit > (measure == Measure.Pixels ? RateLimits.PixelsMost : RateLimits.Most)))
            || Limits.Wait < TimeSpan.Zero || Limits.Wait > RateLimits.WaitMax
            ? $"These are no limits: {Limits}."
            : null;
    }

    /// <summary>As accounts, which have no identifiers yet.</summary>
    internal IEnumerable<Account> Accounts(Scope scope)
    {
        foreach (var budget in Budgets)
        {
            yield return new Account(0, scope, Measure.Money, budget.Period, budget.Zone, budget.Limit.Nanos, budget.SoftPercent, TimeSpan.Zero);
        }

        foreach (var measure in RateLimits.Measures)
        {
            if (Limits[measure] is { } limit)
            {
                yield return new Account(0, scope, measure, measure == Measure.Calls ? Period.Total : Period.Minute, Budget.DefaultZone, limit, [], Limits.Wait);
            }
        }
    }

    internal static Allowance Of(IReadOnlyList<Account> accounts)
    {
        var limits = RateLimits.None;
        foreach (var account in accounts.Where(account => account.Measure != Measure.Money))
        {
            limits = limits.With(account.Measure, account.Limit) with { Wait = account.Wait };
        }

        return new Allowance(
            [.. accounts.Where(account => account.Measure == Measure.Money).OrderBy(account => account.Period)
                .Select(account => new Budget(new(account.Limit), account.Period) { Zone = account.Zone, SoftPercent = account.SoftPercent })],
            limits);
    }
}
