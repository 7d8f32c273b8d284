using System.Globalization;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Budgets;

/// <summary>Accounts and their amounts in words, for messages.</summary>
internal static class AccountText
{
    /// <summary><c>daily budget of this key</c>, <c>limit of images per minute of the team 'design'</c>.</summary>
    public static string Name(Account account) => $"{Kind(account)} of {Owner(account.Scope)}";

    public static string Owner(Scope scope) => scope.Kind switch
    {
        ScopeKind.Key => "this key",
        ScopeKind.Team => $"the team '{scope.Id}'",
        _ => "the whole gateway",
    };

    /// <summary>An amount in the account's own measure: US dollars, megapixels, or a count.</summary>
    public static string Amount(Account account, long amount) => account.Measure switch
    {
        Measure.Money => new Usd(amount).ToString(),
        Measure.Pixels => (amount / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture),
        _ => amount.ToString(CultureInfo.InvariantCulture),
    };

    public static string Word(Period period) => period.ToString().ToLowerInvariant();

    private static string Kind(Account account) => (account.Measure, account.Period) switch
    {
        (Measure.Money, Period.Day) => "daily budget",
        (Measure.Money, Period.Week) => "weekly budget",
        (Measure.Money, Period.Month) => "monthly budget",
        (Measure.Money, _) => "total budget",
        (Measure.Calls, _) => "limit of calls in flight",
        (Measure.Pixels, _) => "limit of megapixels per minute",
        var (measure, _) => $"limit of {measure.ToString().ToLowerInvariant()} per minute",
    };
}
