using Tessera.Ledger.Claims;

namespace Tessera.Gateway.Repeats;

/// <summary>
/// Whether the process that has a claim still speaks of it, as one who waits for it sees it: by his own stopwatch, since the
/// clocks of two machines differ, and jump.
/// </summary>
internal sealed class Silence(TimeProvider time)
{
    /// <summary>A process speaks every <see cref="ClaimKeeper.RenewEvery"/>; one that has missed four turns is dead.</summary>
    public static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(60);

    private Claim? _last;
    private long _since;

    public bool IsLasting(Claim claim)
    {
        if (claim != _last)
        {
            (_last, _since) = (claim, time.GetTimestamp());
        }

        return time.GetElapsedTime(_since) >= DeadAfter;
    }
}
