using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Records;

/// <summary>
/// Takes records from any thread and writes them on one of its own, many in a transaction, so that a call pays for neither the
/// insert nor the fsync. A group that cannot be written stays in memory and is tried again until it can; only what the database
/// refuses for what it holds is given up. A killed process loses what waits: at most <see cref="GatherMilliseconds"/> and one write.
/// </summary>
internal sealed partial class WriteQueue : IAsyncDisposable
{
    /// <summary>At the limit, whoever appends waits. With the longest prompts (32,000 characters) this is 256 MB, with common ones 4.</summary>
    public const int RecordsMax = 4_096;

    /// <summary>Records in one transaction; more are the next one's.</summary>
    public const int GroupRecordsMax = 512;

    /// <summary>How long a group stays open after its first record: one fsync for all of them, and at most 50 in a second.</summary>
    public const int GatherMilliseconds = 20;

    public const int RetrySeconds = 1;

    private readonly Channel<Entry> _entries = Channel.CreateBounded<Entry>(new BoundedChannelOptions(RecordsMax) { SingleReader = true });
    private readonly ConcurrentDictionary<string, GenerationRecord> _pending = new(StringComparer.Ordinal);
    private readonly ManualResetEventSlim _wake = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RecordWriter _writer;
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private int _queued;
    private long _lost;
    private volatile bool _closing;
    private volatile string? _fault;

    public WriteQueue(Database database, TimeProvider time, ILogger log)
    {
        (_path, _time, _log) = (database.Path, time, log);
        _writer = new RecordWriter(database);
        new Thread(WriteAll) { IsBackground = true, Name = "tessera-journal" }.Start();
    }

    public JournalHealth Health => new(_fault, _pending.Count, Interlocked.Read(ref _lost));

    /// <summary>For tests, which narrow it while the writing thread rests.</summary>
    internal RecordWriter Writer => _writer;

    /// <summary>What is not yet written, or was a moment ago.</summary>
    public IEnumerable<GenerationRecord> Pending => _pending.Select(pair => pair.Value);

    public GenerationRecord? FindPending(string id) => _pending.GetValueOrDefault(id);

    public ValueTask AppendAsync(GenerationRecord record, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_closing, typeof(Journal));
        _pending[record.Id] = record;
        if (!_entries.Writer.TryWrite(new Entry(record, null)))
        {
            return WaitForRoomAsync(record, cancellation);
        }

        CountQueued();
        return ValueTask.CompletedTask;
    }

    /// <summary>Completes when all that was appended before has been written or refused.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _entries.Writer.WriteAsync(new Entry(null, reached), cancellation);
        }
        catch (ChannelClosedException)
        {
            await _ended.Task.WaitAsync(cancellation);
            return;
        }

        _wake.Set();
        await reached.Task.WaitAsync(cancellation);
    }

    /// <summary>Writes what waits, without retries: what cannot be written now is lost, and counted and logged as such.</summary>
    public async ValueTask DisposeAsync()
    {
        _closing = true;
        _entries.Writer.TryComplete();
        _wake.Set();
        await _ended.Task;
    }

    private async ValueTask WaitForRoomAsync(GenerationRecord record, CancellationToken cancellation)
    {
        try
        {
            await _entries.Writer.WriteAsync(new Entry(record, null), cancellation);
            CountQueued();
        }
        catch (Exception fault)
        {
            _pending.TryRemove(record.Id, out _);
            throw fault is ChannelClosedException ? new ObjectDisposedException(nameof(Journal)) : fault;
        }
    }

    private void CountQueued()
    {
        if (Interlocked.Increment(ref _queued) == GroupRecordsMax)
        {
            _wake.Set();
        }
    }

    private void WriteAll()
    {
        var group = new List<GenerationRecord>(GroupRecordsMax);
        var reached = new List<TaskCompletionSource>();
        while (_entries.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            if (!_closing && Volatile.Read(ref _queued) < GroupRecordsMax)
            {
                Rest(TimeSpan.FromMilliseconds(GatherMilliseconds));
            }

            Take(group, reached);
            Write(group);
            reached.ForEach(flush => flush.SetResult());
            group.Clear();
            reached.Clear();
        }

        _writer.Dispose();
        _ended.SetResult();
    }

    private void Take(List<GenerationRecord> group, List<TaskCompletionSource> reached)
    {
        while (group.Count < GroupRecordsMax && _entries.Reader.TryRead(out var entry))
        {
            if (entry.Record is { } record)
            {
                group.Add(record);
            }
            else
            {
                reached.Add(entry.Reached!);
            }
        }

        Interlocked.Add(ref _queued, -group.Count);
    }

    /// <summary>Returns when each record of the group is written, refused or, at the end of the process, lost.</summary>
    private void Write(List<GenerationRecord> group)
    {
        while (group.Count > 0)
        {
            try
            {
                _writer.Write(group);
                Recover();
                Forget(group);
                return;
            }
            catch (SqlFault fault) when (!fault.IsLasting)
            {
                Report(fault.Explain(_path));
                if (_closing)
                {
                    Lose(group, fault.Message);
                    return;
                }

                Rest(TimeSpan.FromSeconds(RetrySeconds));
            }
            catch (Exception fault)
            {
                // One record spoils the group: halves find it in nine steps, and the others are written.
                if (group.Count == 1)
                {
                    Lose(group, fault.Message);
                    return;
                }

                var half = group.Count / 2;
                Write(group.GetRange(0, half));
                group = group.GetRange(half, group.Count - half);
            }
        }
    }

    private void Forget(List<GenerationRecord> group)
    {
        foreach (var record in group)
        {
            _pending.TryRemove(record.Id, out _);
        }
    }

    private void Lose(List<GenerationRecord> group, string reason)
    {
        foreach (var record in group)
        {
            RecordLost(_log, record.Id, reason);
        }

        Interlocked.Add(ref _lost, group.Count);
        Forget(group);
    }

    private void Report(string fault)
    {
        if (_fault is null)
        {
            WritingStopped(_log, fault);
        }

        _fault = fault;
    }

    private void Recover()
    {
        if (_fault is not null)
        {
            _fault = null;
            WritingGoesOn(_log);
        }
    }

    /// <summary>Waits, but no longer than until someone flushes, a group is full, or the end.</summary>
    private void Rest(TimeSpan span)
    {
        using (_time.CreateTimer(static wake => ((ManualResetEventSlim)wake!).Set(), _wake, span, Timeout.InfiniteTimeSpan))
        {
            _wake.Wait();
        }

        _wake.Reset();
    }

    /// <summary>A record, or the mark of someone who waits until all before it are written.</summary>
    private readonly record struct Entry(GenerationRecord? Record, TaskCompletionSource? Reached);

    [LoggerMessage(Level = LogLevel.Error, Message = "Records cannot be written and are kept in memory: {Reason}")]
    private static partial void WritingStopped(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "Records are written again.")]
    private static partial void WritingGoesOn(ILogger log);

    [LoggerMessage(Level = LogLevel.Error, Message = "The record of {Id} is lost: {Reason}")]
    private static partial void RecordLost(ILogger log, string id, string reason);
}
