using Tessera.Ledger.Sql;
using Tessera.Ledger.Sql.Postgres;

namespace Tessera.Ledger.Transfers;

/// <summary>
/// Moves books between the two stores. It may be stopped at any moment and run again: what is in both already is seen by its
/// checksums, page by page, and not copied a second time.
/// </summary>
public sealed class Transfer
{
    private const int PageRows = 1_000;

    // A node that has something in hand beats meanwhile, however slow its disk.
    private static readonly TimeSpan WatchFor = 3 * Holds.GroupWriter.BeatEvery;

    private readonly Connection _from;
    private readonly Connection _to;
    private readonly bool _toServer;
    private readonly IReadOnlyList<TransferTable> _tables;
    private readonly Action<TransferProgress> _progress;
    private readonly CancellationToken _cancellation;

    private Transfer(Connection from, Connection to, bool toServer, Action<TransferProgress> progress, CancellationToken cancellation)
    {
        (_from, _to, _toServer, _progress, _cancellation) = (from, to, toServer, progress, cancellation);
        _tables = TransferTable.All(toServer ? from : to);
    }

    /// <summary>
    /// Copies everything, while nobody can write to the source, and compares both. With <paramref name="isLive"/> it copies only
    /// what is never changed later, records and entries, and lets gateways go on; the run without it then has little left to do.
    /// </summary>
    /// <param name="progress">Called for every page of 1,000 rows, and at the end of each table.</param>
    /// <exception cref="LedgerUnavailableException">It cannot be done; the message says why and what to do.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; what is copied stays.</exception>
    public static async Task RunAsync(BooksPlace from, BooksPlace to, bool isLive, Action<TransferProgress> progress, TimeProvider time, CancellationToken cancellation)
    {
        if (from.Server is null == to.Server is null)
        {
            throw new LedgerUnavailableException("One of the two places must be a PostgreSQL database and the other a SQLite file. Between two PostgreSQL databases use pg_dump; a SQLite file can be copied.");
        }

        try
        {
            using var source = Database.Open(from).ConnectForLong();
            using var target = Database.Open(to).ConnectForLong();
            var transfer = new Transfer(source, target, to.Server is not null, progress, cancellation);
            new TransferTarget(source, target).Check(from.Name, to.Name);
            if (isLive)
            {
                transfer.CopyLive();
            }
            else
            {
                var before = Beats(source);
                await Task.Delay(before.Count > 0 ? WatchFor : TimeSpan.Zero, time, cancellation);
                source.TransactAlone(() =>
                {
                    CheckStill(source, before, from.Name);
                    transfer.CopyAll(from.Name);
                });
            }
        }
        catch (SqlFault fault)
        {
            throw new LedgerUnavailableException(fault.Explain($"{from.Name} or {to.Name}"), fault);
        }
    }

    /// <summary>Whether a gateway still runs shows where one has money set aside. What a dead one had moves with the rest.</summary>
    private static void CheckStill(Connection source, Dictionary<string, long> before, string from)
    {
        foreach (var (node, beat) in Beats(source))
        {
            if (before.GetValueOrDefault(node, -1) != beat)
            {
                throw new LedgerUnavailableException($"A gateway is at work on {from}. Copy what it has written with --live, then stop it and run this again.");
            }
        }
    }

    /// <summary>Of the nodes that are watched.</summary>
    private static Dictionary<string, long> Beats(Connection connection)
    {
        using var statement = connection.Prepare("SELECT id, beat FROM node WHERE beat >= 0");
        var beats = new Dictionary<string, long>(StringComparer.Ordinal);
        while (statement.Step())
        {
            beats.Add(statement.Text(0), statement.Integer(1));
        }

        return beats;
    }

    private void CopyLive()
    {
        var last = _from.Number("SELECT coalesce(max(seq), 0) FROM generation");
        foreach (var table in _tables.Where(table => table.OnlyGrows))
        {
            // What is recorded meanwhile is the next run's, or an attempt would come before its generation.
            CopyPages(table, table.Name == "entry" ? null : [.. table.Key.Select((_, place) => (object)(place == 0 ? last : long.MaxValue))]);
        }

        Number();
    }

    private void CopyAll(string from)
    {
        if (!_toServer)
        {
            // SQLite's write lock is held; here it is one for each table.
            _from.Run($"LOCK TABLE {string.Join(", ", _tables.Select(table => table.Name))} IN SHARE MODE");
        }

        foreach (var table in _tables)
        {
            if (table.OnlyGrows)
            {
                CopyPages(table, through: null);
            }
            else
            {
                CopyWhole(table);
            }
        }

        Number();
        foreach (var table in _tables)
        {
            if (!Digest(_from, table, TransferRange.Everything).SequenceEqual(Digest(_to, table, TransferRange.Everything)))
            {
                throw new LedgerUnavailableException($"The copy of {table.Name} is not equal to that in {from}: something else wrote to one of them. Stop all gateways and run this again.");
            }
        }
    }

    private void CopyPages(TransferTable table, IReadOnlyList<object>? through)
    {
        var total = Digest(_from, table, new TransferRange(null, through))[0]!.Value;
        var (rows, copied) = (0L, 0L);
        var range = TransferRange.Everything;
        do
        {
            _cancellation.ThrowIfCancellationRequested();
            // The last page has no end, so that what the source no longer has goes in the target too.
            range = new TransferRange(range.Through, PageEnd(table, new TransferRange(range.Through, through)) ?? through);
            var here = Digest(_from, table, range);
            if (!here.SequenceEqual(Digest(_to, table, range)))
            {
                _to.Transact(() =>
                {
                    _to.Change(table.Delete(range), statement => range.Give(statement));
                    CopyRows(table, range);
                });
                copied += here[0]!.Value;
            }

            rows += here[0]!.Value;
            _progress(new TransferProgress(table.Name, rows, copied, Math.Max(total, rows)));
        }
        while (range.Through is not null && !ReferenceEquals(range.Through, through));
    }

    private void CopyWhole(TransferTable table)
    {
        _cancellation.ThrowIfCancellationRequested();
        var total = Digest(_from, table, TransferRange.Everything)[0]!.Value;
        _to.Transact(() =>
        {
            _to.Run(table.Delete(TransferRange.Everything));
            var range = TransferRange.Everything;
            do
            {
                range = new TransferRange(range.Through, PageEnd(table, range with { After = range.Through, Through = null }));
                CopyRows(table, range);
            }
            while (range.Through is not null);
        });
        _progress(new TransferProgress(table.Name, total, total, total));
    }

    private void CopyRows(TransferTable table, TransferRange range)
    {
        using var select = _from.Prepare(table.Select(range));
        using var insert = _to.Prepare(table.Insert());
        range.Give(select);
        while (select.Step())
        {
            for (var place = 0; place < table.Columns.Count; place++)
            {
                table.Columns[place].Copy(select, place, insert);
            }

            insert.Run();
        }
    }

    /// <summary>Null where no full page is left.</summary>
    private object[]? PageEnd(TransferTable table, TransferRange rest)
    {
        if (table.Key.Count == 0)
        {
            return null;
        }

        using var statement = _from.Prepare(table.PageEnd(rest));
        return rest.Give(statement).Add(PageRows - 1).Step()
            ? [.. table.Key.Select((column, place) => column.Kind == TransferKind.Number ? (object)statement.Integer(place) : statement.Text(place))]
            : null;
    }

    /// <summary>Rows that are numbered by the target go on after the last.</summary>
    private void Number()
    {
        if (!_toServer)
        {
            return;
        }

        foreach (var table in _tables.Where(table => table.IsNumbered))
        {
            _to.Number($"SELECT setval(pg_get_serial_sequence('{table.Name}', '{table.Key[0].Name}'), (SELECT coalesce(max({table.Key[0].Name}), 0) + 1 FROM {table.Name}), false)");
        }
    }

    private static List<long?> Digest(Connection connection, TransferTable table, TransferRange range)
    {
        using var statement = connection.Prepare(table.Digest(range));
        range.Give(statement).Step();
        return [.. Enumerable.Range(0, 1 + table.Columns.Count(column => column.Kind == TransferKind.Number)).Select(statement.IntegerOrNull)];
    }
}
