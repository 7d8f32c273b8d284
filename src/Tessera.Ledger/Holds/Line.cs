using Tessera.Ledger.Budgets;

namespace Tessera.Ledger.Holds;

/// <summary>
/// The calls that wait, in the order of their coming. One that lacks something lets nobody by who needs the same; one that can
/// never fit does not stand in it. The till's lock guards it.
/// </summary>
internal sealed class Line(TimeProvider time, Func<Window, Window> current)
{
    /// <summary>Calls that wait for one window; at the limit more are refused. Each costs some 600 bytes.</summary>
    public const int WaitersMax = 1_000;

    /// <summary>How long a call waits for the database to say what is left, and for other nodes to give back, before it is refused.</summary>
    public static readonly TimeSpan RefillMax = TimeSpan.FromSeconds(4);

    /// <summary>How long what is known of an empty window is believed. Only a correction of the books could make it wrong.</summary>
    public static readonly TimeSpan DryMax = TimeSpan.FromSeconds(1);

    /// <summary>How often a call that may wait has the database looked at.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// How long after its last group a node draws in memory: less than <see cref="Nodes.DeadAfter"/>, after which others may have
    /// its slices. Longer than a database may be away for ten seconds.
    /// </summary>
    public static readonly TimeSpan LeaseMax = TimeSpan.FromSeconds(15);

    private readonly List<Waiter> _waiters = [];
    private long _leasedAt;
    private long _round = 1;

    public IReadOnlyList<Waiter> Waiters => _waiters;

    /// <summary>What the slices say can be relied on.</summary>
    public bool IsLeased => _leasedAt != 0 && time.GetElapsedTime(_leasedAt) < LeaseMax;

    /// <summary>Somebody waits for something here, whom a newcomer must not overtake.</summary>
    public bool IsBlocked(Window window) => _waiters.Count > 0 && window.BlockedRound == _round;

    /// <param name="moment">Before a group was begun that has been written.</param>
    public void Lease(long moment) => _leasedAt = moment;

    /// <summary>Looks at a newcomer; it stands at the end of the line unless it is served or refused at once.</summary>
    public void Join(Waiter waiter)
    {
        if (Look(waiter))
        {
            _waiters.Add(waiter);
        }
    }

    public void Leave(Waiter waiter)
    {
        if (_waiters.Remove(waiter))
        {
            Finish(waiter);
        }
    }

    /// <summary>Goes through the line once: who can be served is, who has waited in vain is refused.</summary>
    public void Serve()
    {
        _round++;
        var kept = 0;
        for (var i = 0; i < _waiters.Count; i++)
        {
            var waiter = _waiters[i];
            waiter.Aim(current);
            if (Look(waiter))
            {
                _waiters[kept++] = waiter;
            }
        }

        _waiters.RemoveRange(kept, _waiters.Count - kept);
    }

    /// <summary>Whose place has changed since they were told.</summary>
    public List<(Action<int> Tell, int Place)>? Places()
    {
        List<(Action<int>, int)>? changed = null;
        Dictionary<Window, int>? places = null;
        foreach (var waiter in _waiters)
        {
            if (waiter.Behind is { Account.Wait.Ticks: > 0 } window)
            {
                places ??= [];
                var place = places[window] = places.GetValueOrDefault(window) + 1;
                if (waiter.OnPlace is { } tell && place != waiter.PlaceTold)
                {
                    waiter.PlaceTold = place;
                    (changed ??= []).Add((tell, place));
                }
            }
        }

        return changed;
    }

    /// <summary>True where it goes on waiting.</summary>
    private bool Look(Waiter waiter)
    {
        var first = -1;
        var now = time.GetTimestamp();
        var isLeased = IsLeased;
        for (var i = 0; i < waiter.Draws.Length; i++)
        {
            var (window, amount) = waiter.Draws[i];
            if (amount == 0)
            {
                continue;
            }

            var isShort = window.Room < amount || !isLeased;
            if (!isShort && window.BlockedRound != _round)
            {
                continue;
            }

            first = first < 0 ? i : first;
            if (isShort && Judge(waiter, window, amount, now) is { } reason)
            {
                Refuse(waiter, window, amount, reason);
                return false;
            }
        }

        if (first < 0)
        {
            Finish(waiter);
            waiter.Grant();
            return false;
        }

        return Stay(waiter, first);
    }

    private bool Stay(Waiter waiter, int first)
    {
        var behind = waiter.Draws[first].Window;
        if (waiter.Behind != behind)
        {
            if (behind.Waiting >= WaitersMax)
            {
                Refuse(waiter, behind, waiter.Draws[first].Amount, RefusalReason.Line);
                return false;
            }

            Forget(waiter);
            behind.Waiting++;
            waiter.Behind = behind;
        }

        foreach (var (window, amount) in waiter.Draws)
        {
            if (window.Room < amount || !IsLeased)
            {
                window.BlockedRound = _round;
            }
        }

        return true;
    }

    /// <summary>A window has too little: why the call is refused, or null where it waits.</summary>
    private RefusalReason? Judge(Waiter waiter, Window window, long amount, long now)
    {
        var account = window.Account;
        var waited = time.GetElapsedTime(waiter.Since, now);
        if (amount > account.Limit)
        {
            return RefusalReason.Limit;
        }

        if (account.Wait > TimeSpan.Zero)
        {
            waiter.Asks |= !IsDry(window, now) && (waiter.LookedAt == 0 || time.GetElapsedTime(waiter.LookedAt, now) >= LookEvery);
            return waited >= account.Wait ? RefusalReason.Line : null;
        }

        if (IsDry(window, now) || waiter.Final == window)
        {
            return RefusalReason.Limit;
        }

        waiter.Asks |= waiter.LookedAt == 0 || time.GetElapsedTime(waiter.LookedAt, now) >= LookEvery;
        return waited >= RefillMax ? RefusalReason.Unavailable : null;
    }

    private bool IsDry(Window window, long now) => window.DryAt != 0 && time.GetElapsedTime(window.DryAt, now) < DryMax;

    private void Refuse(Waiter waiter, Window window, long amount, RefusalReason reason)
    {
        Finish(waiter);
        waiter.Refuse(reason == RefusalReason.Unavailable
            ? new Refusal(reason, Standing: null, amount, LookEvery)
            : new Refusal(reason, window.Standing, amount, RetryAfter(window, amount)));
    }

    private TimeSpan? RetryAfter(Window window, long amount)
    {
        if (amount > window.Account.Limit)
        {
            return null;
        }

        return window.Account.Measure == Measure.Calls ? TimeSpan.FromSeconds(1)
            : window.EndsAt is { } end ? TimeSpan.FromTicks(Math.Max(1, (end - time.GetUtcNow()).Ticks))
            : null;
    }

    private static void Finish(Waiter waiter)
    {
        waiter.IsDone = true;
        Forget(waiter);
        waiter.Leaving.Unregister();
    }

    private static void Forget(Waiter waiter)
    {
        if (waiter.Behind is { } behind)
        {
            behind.Waiting--;
            waiter.Behind = null;
        }
    }
}
