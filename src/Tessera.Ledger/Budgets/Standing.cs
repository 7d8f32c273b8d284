namespace Tessera.Ledger.Budgets;

/// <summary>How an account stands in its present window, over all nodes. <c>Spent + Held</c> is never over the limit that held when it was taken.</summary>
/// <param name="Spent">Posted, at-risk amounts included.</param>
/// <param name="Held">Set aside for calls that run.</param>
/// <param name="ResetsAt">When the window ends; null for <see cref="Period.Total"/>.</param>
public sealed record Standing(Account Account, long Spent, long Held, DateTimeOffset StartsAt, DateTimeOffset? ResetsAt)
{
    public long Left => Math.Max(0, Account.Limit - Spent - Held);
}
