using Tessera.Ledger.Budgets;

namespace Tessera.Ledger.Holds;

/// <summary>Shares of a limit at which somebody is told. Pure.</summary>
internal static class SoftLimit
{
    public static bool IsReached(Standing standing) =>
        standing.Account.SoftPercent.Count > 0
        && (Int128)(standing.Spent + standing.Held) * 100 >= (Int128)standing.Account.Limit * standing.Account.SoftPercent[0];
}
