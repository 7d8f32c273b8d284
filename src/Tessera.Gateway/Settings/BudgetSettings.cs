using Tessera.Ledger.Money;

namespace Tessera.Gateway.Settings;

/// <summary>What happens under a budget where the price of a call is not known, or not whether it was taken.</summary>
internal sealed record BudgetSettings
{
    public UnpricedPolicy Unpriced { get; init; } = UnpricedPolicy.Refuse;

    /// <summary>What is held for a call without a price under <see cref="UnpricedPolicy.Hold"/>.</summary>
    public Usd UnpricedHoldUsd { get; init; } = new(1_000_000_000);

    public MaybeAcceptedPolicy MaybeAccepted { get; init; } = MaybeAcceptedPolicy.Stop;
}

/// <summary>A call that nobody can price, under a budget. Unknown is never 0.</summary>
internal enum UnpricedPolicy
{
    Refuse,

    /// <summary>A stated amount is held, and booked unless the provider says another.</summary>
    Hold,
}

/// <summary>An attempt that failed so that its provider may be making the picture, and charge for it.</summary>
internal enum MaybeAcceptedPolicy
{
    /// <summary>No other route is tried: the picture could be paid twice.</summary>
    Stop,

    /// <summary>The next route is tried, and the first attempt is booked as at-risk.</summary>
    Next,
}
