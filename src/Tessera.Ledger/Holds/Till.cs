using Tessera.Ledger.Budgets;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Holds;

/// <summary>
/// What this node has in hand of every account: calls draw on it in memory, all that they need or nothing. One lock guards all
/// of it, held for a microsecond. What changes here is collected for the next group, and known to be written when that is
/// applied.
/// </summary>
internal sealed partial class Till
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Window> _windows = [];
    private readonly List<Window> _past = [];
    private readonly List<Window> _changed = [];
    private readonly HashSet<Hold> _open = [];
    private readonly List<Hold> _asked = [];
    private readonly Func<ApiKey, IReadOnlyList<Account>> _accounts;
    private readonly TimeProvider _time;
    private readonly Action _wake;
    private readonly Line _line;
    private ITimer? _ticks;

    /// <param name="wake">Has the next group written at once.</param>
    public Till(Func<ApiKey, IReadOnlyList<Account>> accounts, TimeProvider time, Action wake)
    {
        (_accounts, _time, _wake) = (accounts, time, wake);
        _line = new Line(time, window => Current_NeedsLock(_windows.GetValueOrDefault(window.Account.Id, window).Account));
    }

    public ValueTask<HoldResult> Place(Holds owner, HoldOrder order, CancellationToken cancellation)
    {
        var accounts = _accounts(order.Key);
        PlaceWaiter waiter;
        lock (_gate)
        {
            var draws = accounts.Count == 0 ? [] : new Draw[accounts.Count];
            var fits = draws.Length == 0 || _line.IsLeased;
            for (var i = 0; i < draws.Length; i++)
            {
                draws[i] = new Draw(Adopt_NeedsLock(accounts[i]), Math.Max(0, order.Worst[accounts[i].Measure]));
                fits &= draws[i].Amount <= draws[i].Window.Room && !(draws[i].Amount > 0 && _line.IsBlocked(draws[i].Window));
            }

            if (fits)
            {
                return ValueTask.FromResult(new HoldResult(Draw_NeedsLock(owner, order, draws)));
            }

            waiter = new PlaceWaiter(order, draws, _time.GetTimestamp(), drawn => Draw_NeedsLock(owner, order, drawn), cancellation);
            Join_NeedsLock(waiter);
        }

        Watch(waiter);
        return new ValueTask<HoldResult>(waiter.Task);
    }

    public ValueTask<Refusal?> Resize(Hold hold, Usd worst, CancellationToken cancellation)
    {
        ResizeWaiter waiter;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(hold.IsEnded, hold);
            Shrink_NeedsLock(hold, worst);
            var more = hold.Draws
                .Where(draw => draw.Window.Account.Measure == Measure.Money && draw.Amount < worst.Nanos)
                .Select(draw => new Draw(draw.Window, worst.Nanos - draw.Amount))
                .ToArray();
            if (more.Length == 0)
            {
                if (worst > hold.Worst)
                {
                    hold.Worst = worst;
                    Resized_NeedsLock(hold);
                }

                return ValueTask.FromResult<Refusal?>(null);
            }

            waiter = new ResizeWaiter(more, _time.GetTimestamp(), drawn => Grow_NeedsLock(hold, worst, drawn), cancellation);
            Join_NeedsLock(waiter);
        }

        Watch(waiter);
        return new ValueTask<Refusal?>(waiter.Task);
    }

    /// <summary>A provider is asked from now on: other nodes are to know, should this one die. What is to be kept; null where nothing new is.</summary>
    public HoldNote? Ask(Hold hold)
    {
        lock (_gate)
        {
            if (hold.IsEnded || hold.AskedFor == hold.Worst)
            {
                return null;
            }

            if (hold.AskedFor is null)
            {
                hold.AskedAt = _time.GetTimestamp();
                _asked.Add(hold);
            }

            hold.AskedFor = hold.Worst;
            return HoldNote.Of(hold.Order.Draft, hold.Worst, hold.Draws);
        }
    }

    /// <summary>The draws of the hold become what was charged. False where it had ended before.</summary>
    public bool Settle(Hold hold, Amounts charge)
    {
        lock (_gate)
        {
            if (hold.IsEnded)
            {
                return false;
            }

            hold.IsEnded = true;
            _open.Remove(hold);
            var isAwaited = false;
            foreach (ref var draw in hold.Draws.AsSpan())
            {
                var charged = Math.Max(0, charge[draw.Window.Account.Measure]);
                draw.Window.Settle(draw.Held, charged);
                draw = new Draw(draw.Window, charged);
                isAwaited |= Free_NeedsLock(draw.Window);
            }

            if (isAwaited)
            {
                _line.Serve();
            }
        }

        Tell();
        return true;
    }

    public IReadOnlyList<Standing> Standings(ApiKey key)
    {
        var accounts = _accounts(key);
        lock (_gate)
        {
            return [.. accounts.Select(account => Adopt_NeedsLock(account).Standing)];
        }
    }

    /// <summary>An account as it stands over all nodes: what the database has, and what this node knows beyond it.</summary>
    /// <param name="node">This one's identifier.</param>
    /// <exception cref="SqlFault">The database refused or is away.</exception>
    public Standing Look(Account account, Connection connection, string? node)
    {
        Window window;
        lock (_gate)
        {
            window = Adopt_NeedsLock(account);
        }

        var startsAt = UnixTime.Microseconds(window.StartsAt);
        using var standing = connection.Prepare(HoldSql.Standing);
        var (posted, held) = standing.Add(account.Id).Add(startsAt).Add(account.Id).Add(startsAt).Add(node ?? "").Step()
            ? (standing.Integer(0), standing.Integer(1))
            : (0, 0);
        lock (_gate)
        {
            return new Standing(account, posted + window.Unreported, held + window.Held, window.StartsAt, window.EndsAt);
        }
    }

    /// <summary>Limits have changed: they hold from now on, for those in line too.</summary>
    public void Refresh()
    {
        lock (_gate)
        {
            foreach (var waiter in _line.Waiters.OfType<PlaceWaiter>())
            {
                foreach (var account in _accounts(waiter.Key))
                {
                    Adopt_NeedsLock(account);
                }
            }

            _line.Serve();
        }

        Tell();
    }

    /// <summary>Windows roll and patience ends.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            _line.Serve();
        }

        Tell();
    }

    private Hold Draw_NeedsLock(Holds owner, HoldOrder order, Draw[] draws)
    {
        List<Account>? soft = null;
        foreach (var (window, amount) in draws)
        {
            window.Hold(amount);
            Mark_NeedsLock(window);
            if (SoftLimit.IsReached(window.Standing))
            {
                (soft ??= []).Add(window.Account);
            }
        }

        var hold = new Hold(owner, order, draws, (IReadOnlyList<Account>?)soft ?? []);
        owner.Spool.Reserve(hold);
        _open.Add(hold);
        return hold;
    }

    private void Grow_NeedsLock(Hold hold, Usd worst, Draw[] more)
    {
        hold.Worst = worst;
        foreach (var (window, amount) in more)
        {
            window.Hold(amount);
            Mark_NeedsLock(window);
            foreach (ref var draw in hold.Draws.AsSpan())
            {
                draw.Amount += draw.Window == window ? amount : 0;
            }
        }

        Resized_NeedsLock(hold);
    }

    private void Shrink_NeedsLock(Hold hold, Usd worst)
    {
        var isAwaited = false;
        foreach (ref var draw in hold.Draws.AsSpan())
        {
            if (draw.Window.Account.Measure == Measure.Money && draw.Amount > worst.Nanos)
            {
                var held = Math.Min(draw.Amount - worst.Nanos, draw.Held);
                draw.Window.Settle(held, charge: 0);
                draw = new Draw(draw.Window, worst.Nanos, Math.Min(draw.Booked, worst.Nanos));
                isAwaited |= Free_NeedsLock(draw.Window);
            }
        }

        if (worst < hold.Worst)
        {
            hold.Worst = worst;
            Resized_NeedsLock(hold);
        }

        if (isAwaited)
        {
            _line.Serve();
        }
    }

    /// <summary>What other nodes would book, should this one die, is written again.</summary>
    private void Resized_NeedsLock(Hold hold)
    {
        if (hold.AskedFor is not null)
        {
            _asked.Add(hold);
        }
    }

    /// <summary>Something has come free. Whether somebody waits for it.</summary>
    private bool Free_NeedsLock(Window window)
    {
        Mark_NeedsLock(window);
        if (window.KeepsNothing)
        {
            window.GiveBack();
        }

        return _line.IsBlocked(window);
    }

    private void Join_NeedsLock(Waiter waiter)
    {
        _line.Join(waiter);
        if (waiter.Asks)
        {
            _wake();
        }

        if (!waiter.IsDone)
        {
            _ticks ??= _time.CreateTimer(static till => ((Till)till!).Tick(), this, Line.LookEvery, Line.LookEvery);
        }
    }

    /// <summary>Lets it leave the line, and tells places; both outside the lock.</summary>
    private void Watch(Waiter waiter)
    {
        if (!waiter.IsDone && waiter.Cancellation.CanBeCanceled)
        {
            var leaving = waiter.Cancellation.Register(() => Leave(waiter));
            lock (_gate)
            {
                waiter.Leaving = leaving;
                if (waiter.IsDone)
                {
                    leaving.Unregister();
                }
            }
        }

        Tell();
    }

    private void Leave(Waiter waiter)
    {
        lock (_gate)
        {
            if (waiter.IsDone)
            {
                return;
            }

            _line.Leave(waiter);
            waiter.Cancel();
            _line.Serve();
        }

        Tell();
    }

    private void Tell()
    {
        List<(Action<int> Tell, int Place)>? places = null;
        lock (_gate)
        {
            if (_line.Waiters.Count == 0)
            {
                _ticks?.Dispose();
                _ticks = null;
                return;
            }

            if (_line.Waiters.Any(waiter => waiter.Asks))
            {
                _wake();
            }

            places = _line.Places();
        }

        places?.ForEach(place => place.Tell(place.Place));
    }
}
