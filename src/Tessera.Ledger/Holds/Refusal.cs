using Tessera.Ledger.Budgets;

namespace Tessera.Ledger.Holds;

/// <summary>Why nothing could be set aside.</summary>
public enum RefusalReason
{
    /// <summary><see cref="Refusal.Standing"/> has too little left.</summary>
    Limit,

    /// <summary>The line in front of a limit is full, or the time to wait in it is over.</summary>
    Line,

    /// <summary>The database cannot be reached, and what this node had in hand is used up.</summary>
    Unavailable,
}

/// <param name="Standing">The first account with too little left, of the key, the team, the gateway, in this order; null for <see cref="RefusalReason.Unavailable"/>.</param>
/// <param name="Needed">What the call would have taken of it.</param>
/// <param name="RetryAfter">When it might fit; null where time alone changes nothing.</param>
public sealed record Refusal(RefusalReason Reason, Standing? Standing, long Needed, TimeSpan? RetryAfter);
