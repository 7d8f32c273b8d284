using Tessera.Ledger.Records;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Holds;

/// <summary>
/// Settles what a dead node left: calls that had ended as they ended, others at the worst case; then its slices are free. Also
/// sets right what was booked for a call that ended after all. For one thread at a time.
/// </summary>
internal sealed class Burial(Connection connection, RecordWriter records, TimeProvider time)
{
    /// <summary>
    /// All in one transaction, so that room is never free before what was spent of it is counted.
    /// </summary>
    /// <param name="beat">Where the node stood still: if it has moved on, nothing is done. Null: it is known to be dead.</param>
    /// <param name="left">What its spool says, which is later than what the database has.</param>
    /// <returns>How many calls were booked as at risk; null where nothing was done.</returns>
    public int? Bury(string node, long? beat, IReadOnlyList<Left> left)
    {
        int? booked = null;
        connection.Transact(() => booked = TryDelete(node, beat) ? Resolve(node, left) : null);
        return booked;
    }

    /// <summary>This process gives up an identifier under which the database does not know it any more. What it holds is written anew under another.</summary>
    /// <returns>Its calls that others have booked as at risk, when they took it for dead, and what was charged for them.</returns>
    public Dictionary<string, HoldNote> GiveUp(string node)
    {
        Dictionary<string, HoldNote> calls = new(StringComparer.Ordinal);
        connection.Transact(() =>
        {
            calls.Clear();
            connection.Change(HoldSql.Forget, statement => statement.Add(node));
            connection.Change(HoldSql.DeleteHoldsOf, statement => statement.Add(node));
            FreeSlices(node, []);
            using var booked = connection.Prepare(HoldSql.BookedOf);
            booked.Add(node);
            while (booked.Step())
            {
                calls[booked.Text(0)] = HoldNote.Read(booked.Blob(1));
            }
        });
        return calls;
    }

    /// <summary>Adds up what a group really changes: a settlement that is there already changes nothing, one that was booked as at risk only the difference.</summary>
    public void Post(Batch batch, IReadOnlyList<bool> fresh)
    {
        foreach (var row in batch.Windows.Values)
        {
            row.Posted = 0;
        }

        for (var i = 0; i < batch.Settlements.Count; i++)
        {
            var (record, hold) = batch.Settlements[i];
            if (hold is null)
            {
                continue;
            }

            var before = fresh[i] ? [] : Correct(record!);
            foreach (var (window, charge) in before is null ? [] : hold.Draws)
            {
                batch.Row(window).Posted += charge - before!.GetValueOrDefault((window.Account.Id, UnixTime.Microseconds(window.StartsAt)));
            }
        }
    }

    private bool TryDelete(string node, long? beat)
    {
        using var bury = connection.Prepare(beat is null ? HoldSql.Forget : HoldSql.Bury);
        bury.Add(node);
        if (beat is { } stoodStill)
        {
            bury.Add(stoodStill);
            return bury.Step();
        }

        bury.Run();
        return true;
    }

    private int Resolve(string node, IReadOnlyList<Left> left)
    {
        var known = left.Select(call => call.Note.Record.Id).ToHashSet(StringComparer.Ordinal);
        List<Left> all = [.. left, .. HoldsOf(node).Where(note => !known.Contains(note.Record.Id)).Select(note => new Left(note, HasEnded: false))];
        var ended = all.ConvertAll(call => call.HasEnded ? call.Note : Booked(call.Note));
        var fresh = records.Write(ended.ConvertAll(note => new Settlement(note.Record, null)));
        var posts = new SortedDictionary<(long Account, long StartsAt), (long? EndsAt, long Spent)>();
        using var insert = connection.Prepare(HoldSql.InsertBooked);
        var booked = 0;
        for (var i = 0; i < all.Count; i++)
        {
            var before = fresh[i] ? [] : all[i].HasEnded ? Correct(ended[i].Record) : null;
            foreach (var draw in before is null ? [] : ended[i].Draws)
            {
                var key = (draw.Account, UnixTime.Microseconds(draw.StartsAt));
                posts[key] = (draw.EndsAt is { } end ? UnixTime.Microseconds(end) : null, posts.GetValueOrDefault(key).Spent + draw.Amount - before!.GetValueOrDefault(key));
            }

            if (fresh[i] && !all[i].HasEnded)
            {
                booked++;
                insert.Add(ended[i].Record.Id).Add(node).Add(ended[i].ToBytes()).Run();
            }
        }

        FreeSlices(node, posts);
        connection.Change(HoldSql.DeleteHoldsOf, statement => statement.Add(node));
        return booked;
    }

    private List<HoldNote> HoldsOf(string node)
    {
        var notes = new List<HoldNote>();
        using var holds = connection.Prepare(HoldSql.HoldsOf);
        holds.Add(node);
        while (holds.Step())
        {
            notes.Add(HoldNote.Read(holds.Blob(1)));
        }

        return notes;
    }

    private static HoldNote Booked(HoldNote note)
    {
        var record = Interrupted.Of(note);
        var charge = Charge.Of(record);
        return note with { Record = record, Draws = [.. note.Draws.Select(draw => draw with { Amount = charge[draw.Measure] })] };
    }

    /// <summary>Takes a node's slices from the windows in which it had some, and adds what was spent, in the order of the rows' keys.</summary>
    private void FreeSlices(string node, SortedDictionary<(long Account, long StartsAt), (long? EndsAt, long Spent)> posts)
    {
        var slices = new Nodes(connection, time).Slices(node);
        using var ensure = connection.Prepare(HoldSql.EnsureWindow);
        using var post = connection.Prepare(HoldSql.Post);
        foreach (var key in posts.Keys.Union(slices.Keys).Order())
        {
            if (posts.TryGetValue(key, out var spent))
            {
                ensure.Add(key.Account).Add(key.StartsAt).Add(spent.EndsAt).Run();
            }

            post.Add(spent.Spent).Add(-slices.GetValueOrDefault(key)).Add(key.Account).Add(key.StartsAt).Run();
        }

        connection.Change(HoldSql.DeleteSlices, statement => statement.Add(node));
    }

    /// <summary>What a call was charged when it was taken for lost, now that it has ended: its record and its entry are set right. Null where it had ended before.</summary>
    private Dictionary<(long Account, long StartsAt), long>? Correct(GenerationRecord record)
    {
        HoldNote note;
        using (var booked = connection.Prepare(HoldSql.Booked))
        {
            if (!booked.Add(record.Id).Step())
            {
                return null;
            }

            note = HoldNote.Read(booked.Blob(0));
        }

        connection.Change(HoldSql.DeleteHold, statement => statement.Add(record.Id));
        records.Replace(record);
        return note.Draws.ToDictionary(draw => (draw.Account, UnixTime.Microseconds(draw.StartsAt)), draw => draw.Amount);
    }
}

/// <summary>A call that a dead process left.</summary>
internal sealed record Left(HoldNote Note, bool HasEnded);
