using Tessera.Ledger.Budgets;
using Tessera.Ledger.Holds;

namespace Tessera.Gateway.Administration;

/// <summary>How an owner's budgets and limits stand, for administrators: exact over all nodes.</summary>
internal sealed class AllowanceBook(Allowances allowances, Holds holds, TimeProvider time)
{
    /// <exception cref="Ledger.LedgerUnavailableException">The database cannot be read.</exception>
    public async Task<IReadOnlyList<Standing>> StandingsAsync(Scope scope, CancellationToken cancellation)
    {
        var accounts = allowances.Of(scope);
        if (accounts.Count == 0)
        {
            return [];
        }

        var known = (await holds.StandingsAsync(scope, cancellation)).ToDictionary(standing => standing.Account.Id);
        return [.. accounts.Select(account => known.TryGetValue(account.Id, out var standing) ? standing with { Account = account } : Untouched(account))];
    }

    /// <summary>Nobody has drawn on it in its present window.</summary>
    private Standing Untouched(Account account)
    {
        var (startsAt, endsAt) = Ledger.Budgets.Windows.Of(account.Period, account.Zone, time.GetUtcNow());
        return new(account, 0, 0, startsAt, endsAt);
    }
}
