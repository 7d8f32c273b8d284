using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Holds;

/// <summary>Writes what a group changes in windows, slices and holds, and takes slices. Inside a transaction; for one thread at a time.</summary>
internal sealed class AccountWriter(Connection connection, TimeProvider time)
{
    /// <summary>Changes first, in the order of the rows' keys, so that two nodes never wait for each other; then what is taken.</summary>
    public void Write(Batch batch, string node, int nodes)
    {
        var rows = batch.Windows.Values
            .OrderBy(row => row.Window.Account.Id)
            .ThenBy(row => row.Window.StartsAt)
            .ToList();
        Post(rows);
        if (batch.Asks.Count > 0)
        {
            LookElsewhere(rows, node);
            Take(batch, rows, nodes);
        }

        ChangeSlices(rows, node);
        ChangeHolds(batch, node);
    }

    private void Post(List<WindowRow> rows)
    {
        using var ensure = connection.Prepare(HoldSql.EnsureWindow);
        using var post = connection.Prepare(HoldSql.Post);
        foreach (var row in rows)
        {
            var window = row.Window;
            var (account, startsAt) = (window.Account.Id, UnixTime.Microseconds(window.StartsAt));
            ensure.Add(account).Add(startsAt).Add(window.EndsAt is { } end ? UnixTime.Microseconds(end) : null).Run();
            post.Add(row.Posted).Add(row.Owed - row.Reported).Add(account).Add(startsAt)
                .Each(seen => (row.Spent, row.Sliced, row.Wanted) = (seen.Integer(0), seen.Integer(1), seen.Integer(2)));
        }

        connection.Finish();
    }

    private void LookElsewhere(List<WindowRow> rows, string node)
    {
        using var elsewhere = connection.Prepare(HoldSql.Elsewhere);
        foreach (var row in rows)
        {
            elsewhere.Add(row.Window.Account.Id).Add(UnixTime.Microseconds(row.Window.StartsAt)).Add(node)
                .Each(seen => row.Elsewhere = (seen.Integer(0), seen.Integer(1), seen.IntegerOrNull(2) ?? long.MaxValue));
        }

        connection.Finish();
    }

    private void Take(Batch batch, List<WindowRow> rows, int nodes)
    {
        var places = rows.Select((row, place) => (row.Window, place)).ToDictionary(pair => pair.Window, pair => pair.place);
        var free = rows.ConvertAll(Free).ToArray();
        var asks = batch.Asks.ConvertAll(ask => Array.ConvertAll(ask.Needs, need => (places[need.Window], need.Amount)));
        var lacks = new int[asks.Count];
        var needs = TakePlan.Needs([.. rows.Select(row => row.Room)], free, asks, lacks);
        var asked = asks.SelectMany(ask => ask).Select(need => need.Item1).ToHashSet();
        using var take = connection.Prepare(HoldSql.Take);
        for (var place = 0; place < rows.Count; place++)
        {
            var row = rows[place];
            var isWanted = row.IsWanted || row is { Elsewhere.Amount: > 0 } && row.Wanted > row.Answered;
            var amount = needs[place] + (asked.Contains(place) ? TakePlan.Ahead(free[place] - needs[place], nodes, isWanted) : 0);
            if (amount > 0)
            {
                take.Add(amount).Add(row.Window.Account.Id).Add(UnixTime.Microseconds(row.Window.StartsAt)).Add(amount).Add(row.Window.Account.Limit)
                    .Each(seen => (row.Taken, row.Sliced) = (amount, seen.Integer(0)));
            }
        }

        connection.Finish();
        for (var i = 0; i < lacks.Length; i++)
        {
            if (lacks[i] >= 0)
            {
                batch.Asks[i].Lacks = batch.Asks[i].Needs[lacks[i]].Window;
            }
        }

        Want(batch);
    }

    /// <summary>What other nodes have and do not need is asked for; who asked before and was answered by all knows that there is nothing.</summary>
    private void Want(Batch batch)
    {
        var now = time.GetTimestamp();
        using var want = connection.Prepare(HoldSql.Want);
        var raised = new Dictionary<Window, long>();
        foreach (var ask in batch.Asks)
        {
            if (ask.Lacks is not { } window)
            {
                continue;
            }

            var row = batch.Windows[window];
            var elsewhere = row.Elsewhere!.Value;
            var asked = ask.Waiter.WantWindow == window ? ask.Waiter.Want : 0;
            ask.IsFinal = elsewhere.Amount == 0 || (asked != 0 && elsewhere.Answered >= asked) || time.GetElapsedTime(ask.Waiter.Since, now) >= Till.WantMax;
            var isWaiting = window.Account.Wait > TimeSpan.Zero;
            if (elsewhere.Amount > 0 && (!ask.IsFinal || isWaiting) && (asked == 0 || (isWaiting && elsewhere.Answered >= asked)))
            {
                if (!raised.TryGetValue(window, out var number))
                {
                    want.Add(window.Account.Id).Add(UnixTime.Microseconds(window.StartsAt)).Step();
                    raised[window] = number = want.Integer(0);
                    want.Reset();
                }

                ask.Want = number;
            }
        }
    }

    private void ChangeSlices(List<WindowRow> rows, string node)
    {
        using var change = connection.Prepare(HoldSql.ChangeSlice);
        using var delete = connection.Prepare(HoldSql.DeleteEmptySlice);
        foreach (var row in rows)
        {
            var (account, startsAt) = (row.Window.Account.Id, UnixTime.Microseconds(row.Window.StartsAt));
            var amount = row.Owed - row.Reported + row.Taken;
            change.Add(node).Add(account).Add(startsAt).Add(amount).Add(row.Held).Add(row.Answered).Run();
            if (amount <= 0 && row.Held == 0)
            {
                delete.Add(node).Add(account).Add(startsAt).Run();
            }
        }
    }

    private void ChangeHolds(Batch batch, string node)
    {
        using var insert = connection.Prepare(HoldSql.InsertHold);
        foreach (var (_, note) in batch.Kept)
        {
            insert.Add(note.Record.Id).Add(node).Add(note.ToBytes()).Run();
        }

        using var delete = connection.Prepare(HoldSql.DeleteHold);
        foreach (var settlement in batch.Settlements)
        {
            if (settlement.Hold is { IsKept: true } hold)
            {
                delete.Add(hold.GenerationId).Run();
            }
        }
    }

    private static long Free(WindowRow row) => Math.Max(0, row.Window.Account.Limit - row.Spent - row.Sliced);
}
