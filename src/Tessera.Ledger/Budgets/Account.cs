namespace Tessera.Ledger.Budgets;

/// <summary>
/// One limit that calls are counted against: so much of one measure, in one period, for one owner. There is at most one account
/// of the same owner, measure and period. Its spending is kept apart for each window of the period.
/// </summary>
/// <param name="Id">The row in the database; never used again for another account.</param>
/// <param name="Zone">IANA name of the time zone in which days, weeks and months begin; <c>UTC</c> unless chosen.</param>
/// <param name="Limit">In the unit of <paramref name="Measure"/>; more is refused.</param>
/// <param name="SoftPercent">Shares of the limit, 1 to 99 and rising, at which somebody is told.</param>
/// <param name="Wait">How long a call may stand in line instead of being refused; zero for money, where waiting does not help.</param>
public sealed record Account(
    long Id,
    Scope Scope,
    Measure Measure,
    Period Period,
    string Zone,
    long Limit,
    IReadOnlyList<int> SoftPercent,
    TimeSpan Wait);
