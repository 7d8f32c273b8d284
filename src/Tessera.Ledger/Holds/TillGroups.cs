using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Holds;

/// <content>The side of the till that the database is on: what is collected for a group, and what came of it.</content>
internal sealed partial class Till
{
    /// <summary>Calls whose lack is looked at in one group; more are the next one's.</summary>
    public const int AsksMax = 512;

    /// <summary>How long a call waits for other nodes to give back before it is refused.</summary>
    public static readonly TimeSpan WantMax = TimeSpan.FromSeconds(2);

    /// <summary>How long after another node lacked something this one takes no more of it than it needs.</summary>
    public static readonly TimeSpan WantedFor = TimeSpan.FromSeconds(10);

    /// <summary>A node that nobody calls for this long gives back all it has.</summary>
    public static readonly TimeSpan IdleMax = TimeSpan.FromSeconds(10);

    /// <summary>A call that ends before this gets no row in the database.</summary>
    public static readonly TimeSpan KeepAfter = TimeSpan.FromMilliseconds(50);

    private long _usedAt;
    private bool _isAsleep = true;
    private bool _isClosing;

    /// <summary>Something is to be written.</summary>
    public bool HasWork
    {
        get
        {
            lock (_gate)
            {
                return _changed.Count > 0 || _asked.Count > 0 || _line.Waiters.Any(waiter => waiter.Asks);
            }
        }
    }

    /// <summary>For tests: all that this node knows of.</summary>
    public IReadOnlyList<Window> Windows
    {
        get
        {
            lock (_gate)
            {
                return [.. _windows.Values, .. _past];
            }
        }
    }

    /// <summary>Has nothing in hand: nobody needs to know whether it lives.</summary>
    public bool IsAsleep => Volatile.Read(ref _isAsleep);

    public Batch Collect(IReadOnlyList<Settlement> settlements)
    {
        var batch = new Batch(settlements);
        lock (_gate)
        {
            Rest_NeedsLock(batch, settlements);
            Keep_NeedsLock(batch);
            foreach (var window in _changed)
            {
                Fill_NeedsLock(batch, window);
                window.IsChanged = false;
            }

            _changed.Clear();
            Ask_NeedsLock(batch);
            foreach (var (window, charge) in settlements.SelectMany(settlement => settlement.Hold?.Draws ?? []))
            {
                Fill_NeedsLock(batch, window).Reported += charge;
            }
        }

        return batch;
    }

    /// <summary>The group is in the database.</summary>
    /// <param name="begun">When it was begun, by the monotonic clock.</param>
    /// <param name="slices">What the database says of this node's slices; null unless the group was written by a try that seemed to fail.</param>
    public void Apply(Batch batch, long begun, IReadOnlyDictionary<(long Account, long StartsAt), long>? slices = null)
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            _line.Lease(begun);
            foreach (var row in batch.Windows.Values)
            {
                Apply_NeedsLock(row, now);
                if (slices is not null)
                {
                    row.Window.Correct(slices.GetValueOrDefault((row.Window.Account.Id, UnixTime.Microseconds(row.Window.StartsAt))));
                }
            }

            foreach (var ask in batch.Asks)
            {
                ask.Waiter.LookedAt = now;
                ask.Waiter.Final = ask.IsFinal ? ask.Lacks : null;
                if (ask.Want != 0)
                {
                    (ask.Waiter.WantWindow, ask.Waiter.Want) = (ask.Lacks, ask.Want);
                }
            }

            _past.RemoveAll(window => window.IsEmpty && !window.IsChanged);
            _isAsleep = batch.Sleeps && _open.Count == 0;
            if (_line.Waiters.Count > 0)
            {
                _line.Serve();
            }

            foreach (var window in batch.Windows.Keys.Where(window => window.KeepsNothing && window.Room > 0))
            {
                window.GiveBack();
                Mark_NeedsLock(window);
            }
        }

        Tell();
    }

    /// <summary>Other nodes lack something: what no call holds here is given back.</summary>
    public void GiveBack(IEnumerable<(long Account, long StartsAt, long Want)> wants)
    {
        lock (_gate)
        {
            foreach (var (account, startsAt, want) in wants)
            {
                var window = _windows.Values.Concat(_past).FirstOrDefault(known => known.Account.Id == account && UnixTime.Microseconds(known.StartsAt) == startsAt);
                if (window is not null)
                {
                    window.GiveBack();
                    (window.Answered, window.WantedAt) = (want, _time.GetTimestamp());
                    Mark_NeedsLock(window);
                }
            }
        }
    }

    /// <summary>The database knows nothing of this node: what it really holds and has not reported is all that it has, and is to be written anew.</summary>
    /// <param name="booked">Calls that it counts as spent already, at the worst.</param>
    public Batch StartAnew(Batch batch, IReadOnlyDictionary<string, HoldNote> booked)
    {
        lock (_gate)
        {
            foreach (var hold in _open)
            {
                if (booked.TryGetValue(hold.GenerationId, out var note))
                {
                    Book_NeedsLock(hold, note);
                }
            }

            foreach (var window in _windows.Values.Concat(_past))
            {
                window.StartAnew();
                Mark_NeedsLock(window);
            }

            _asked.Clear();
            _asked.AddRange(_open.Where(hold => hold.AskedFor is not null));
            foreach (var ask in batch.Asks)
            {
                ask.Waiter.Asks = true;
            }
        }

        return Collect(batch.Settlements);
    }

    /// <summary>The batch was not written and never will be: what is in it, save for the settlements, is collected again.</summary>
    public void Return(Batch batch)
    {
        lock (_gate)
        {
            foreach (var window in batch.Windows.Keys)
            {
                Mark_NeedsLock(window);
            }

            _asked.AddRange(batch.Kept.Select(kept => kept.Hold));
            foreach (var ask in batch.Asks)
            {
                ask.Waiter.Asks = true;
            }
        }
    }

    /// <summary>The process ends: from now on everything that no call holds is given back.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosing = true;
        }
    }

    private static void Book_NeedsLock(Hold hold, HoldNote note)
    {
        foreach (ref var draw in hold.Draws.AsSpan())
        {
            var window = draw.Window;
            var charged = note.Draws.FirstOrDefault(known => known.Account == window.Account.Id && known.StartsAt == window.StartsAt)?.Amount ?? 0;
            var booked = Math.Min(draw.Amount, charged);
            window.Hold(draw.Booked - booked);
            draw.Booked = booked;
        }
    }

    private void Apply_NeedsLock(WindowRow row, long now)
    {
        var window = row.Window;
        window.Report(row.Reported);
        window.Pay(row.Owed);
        window.Take(row.Taken, isWritten: true);
        window.SpentSeen = row.Spent;
        if (row.Elsewhere is { } elsewhere)
        {
            window.HeldElsewhere = elsewhere.Held;
            window.DryAt = elsewhere.Amount == 0 && row.Spent + row.Sliced >= window.Account.Limit && window.Owed >= 0 ? now : 0;
        }

        if (row.Wanted > row.Answered && row.Elsewhere is { Amount: > 0 })
        {
            window.WantedAt = now;
        }

        window.IsOver &= row.Spent + row.Sliced > window.Account.Limit || window.Owed > 0;
    }

    /// <summary>Calls that have been running for a while get a row.</summary>
    private void Keep_NeedsLock(Batch batch)
    {
        _asked.RemoveAll(hold => hold.IsEnded);
        var now = _time.GetTimestamp();
        _asked.RemoveAll(hold =>
        {
            var isDue = _time.GetElapsedTime(hold.AskedAt, now) >= KeepAfter;
            if (isDue)
            {
                hold.IsKept = true;
                batch.Kept.Add((hold, HoldNote.Of(hold.Order.Draft, hold.Worst, hold.Draws)));
            }

            return isDue;
        });
    }

    private WindowRow Fill_NeedsLock(Batch batch, Window window)
    {
        var isNew = !batch.Windows.ContainsKey(window);
        var row = batch.Row(window);
        if (isNew)
        {
            (row.Owed, row.Held, row.Answered, row.Room) = (window.Owed, window.Held, window.Answered, window.Room);
            row.IsWanted = window.WantedAt != 0 && _time.GetElapsedTime(window.WantedAt) < WantedFor;
        }

        return row;
    }

    private void Ask_NeedsLock(Batch batch)
    {
        foreach (var waiter in _line.Waiters)
        {
            if (waiter.Asks && batch.Asks.Count < AsksMax)
            {
                waiter.Asks = false;
                var needs = waiter.Draws.Where(draw => draw.Amount > 0).Select(draw => (draw.Window, draw.Amount)).ToArray();
                batch.Asks.Add(new Ask(waiter, needs));
                foreach (var (window, _) in needs)
                {
                    Fill_NeedsLock(batch, window);
                }
            }
        }
    }

    /// <summary>With nothing to do for a while, everything is given back.</summary>
    private void Rest_NeedsLock(Batch batch, IReadOnlyList<Settlement> settlements)
    {
        if (_isClosing)
        {
            GiveBackAll_NeedsLock();
            batch.Sleeps = _open.Count == 0;
            return;
        }

        var now = _time.GetTimestamp();
        if (_open.Count > 0 || _line.Waiters.Count > 0 || settlements.Count > 0 || _usedAt == 0)
        {
            _usedAt = now;
        }
        else if (_time.GetElapsedTime(_usedAt, now) >= IdleMax)
        {
            GiveBackAll_NeedsLock();
            batch.Sleeps = true;
        }
    }

    private void GiveBackAll_NeedsLock()
    {
        foreach (var window in _windows.Values.Where(window => window.Room > 0))
        {
            window.GiveBack();
            Mark_NeedsLock(window);
        }
    }
}
