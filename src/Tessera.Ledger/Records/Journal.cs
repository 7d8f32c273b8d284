using Tessera.Ledger.Identifiers;
using Tessera.Ledger.Money;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Records;

/// <summary>
/// The records of all generations. Appending never waits for the database: records are written behind, in groups. Reading sees
/// a record from the moment it is appended.
/// </summary>
/// <remarks>What reads throws <see cref="LedgerUnavailableException"/> when the database cannot be read.</remarks>
public sealed class Journal : IAsyncDisposable
{
    // One delete holds the write lock for some 10 ms, in which the writer of records waits.
    private const int TrimRecordsMax = 500;

    private readonly Lock _reading = new();
    private readonly Database _database;
    private readonly WriteQueue _queue;
    private readonly RecordReader _reader;

    internal Journal(Database database, WriteQueue queue) => (_database, _queue, _reader) = (database, queue, new RecordReader(database));

    /// <summary>A group is on the disk. Called on the thread that writes.</summary>
    internal event Action<IReadOnlyList<GenerationRecord>>? Written
    {
        add => _queue.Written += value;
        remove => _queue.Written -= value;
    }

    public JournalHealth Health => _queue.Health;

    internal WriteQueue Queue => _queue;

    /// <summary>
    /// Keeps a record; of two with the same identifier the first is kept. Completes at once, save where 4,096 records wait
    /// already (the database stands still): then when there is room.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The journal is closed.</exception>
    public ValueTask AppendAsync(GenerationRecord record, CancellationToken cancellation = default) => _queue.AppendAsync(record, cancellation);

    /// <summary>Completes when all that was appended before is on the disk; while nothing can be written, not before <paramref name="cancellation"/>.</summary>
    public Task FlushAsync(CancellationToken cancellation = default) => _queue.FlushAsync(cancellation);

    public ValueTask<GenerationRecord?> FindAsync(string id) =>
        // Memory first: what is written in between is then found in the database.
        ValueTask.FromResult(_queue.FindPending(id) ?? Read(reader => reader.Find(id)));

    /// <summary>The draft of a generation that another process is making, for which a provider has been asked; null where there is none.</summary>
    public ValueTask<GenerationRecord?> FindHeldAsync(string id) => ValueTask.FromResult(Read(reader => reader.FindHeld(id)));

    /// <summary>Newest first.</summary>
    public ValueTask<IReadOnlyList<GenerationRecord>> ListAsync(RecordQuery query)
    {
        var limit = Math.Clamp(query.Limit, 1, RecordQuery.LimitMax);
        var pending = _queue.Pending.Where(query.Holds).ToList();
        var kept = Read(reader => reader.List(query, limit));
        IReadOnlyList<GenerationRecord> newest = pending
            .Concat(kept)
            .DistinctBy(record => record.Id)
            .OrderByDescending(record => record.Id, StringComparer.Ordinal)
            .Take(limit)
            .ToList();
        return ValueTask.FromResult(newest);
    }

    /// <summary>Deletes the records of generations that started before <paramref name="moment"/>, a few at a time. How many there were.</summary>
    /// <exception cref="LedgerUnavailableException">The database cannot be written; what is deleted by then stays so.</exception>
    public Task<int> TrimAsync(DateTimeOffset moment, CancellationToken cancellation = default) => Task.Run(
        () =>
        {
            var floor = Ulids.Floor("gen_", moment);
            var total = 0;
            using var connection = Explained(_database.Connect);
            for (var deleted = TrimRecordsMax; deleted == TrimRecordsMax; total += deleted)
            {
                cancellation.ThrowIfCancellationRequested();
                deleted = Explained(() => connection.Change(RecordSql.DeleteOldest, statement => statement.Add(floor).Add(TrimRecordsMax)));
            }

            return total;
        },
        cancellation);

    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        lock (_reading)
        {
            _reader.Dispose();
        }
    }

    private T Read<T>(Func<RecordReader, T> read)
    {
        lock (_reading)
        {
            return Explained(() => read(_reader));
        }
    }

    private T Explained<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqlFault fault)
        {
            throw new LedgerUnavailableException(fault.Explain(_database.Path), fault);
        }
    }
}
