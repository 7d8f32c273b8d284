using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Tessera.Ledger.Holds;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Records;

/// <summary>
/// Takes records from any thread and writes them on one of its own, many in a transaction, so that a call pays for neither the
/// insert nor the fsync. A group that cannot be written stays in memory and is tried again until it can; only what the database
/// refuses for what it holds is given up. A process that is killed loses what waits: what came in the last
/// <see cref="GatherMilliseconds"/> and during one write.
/// </summary>
internal sealed partial class WriteQueue : IAsyncDisposable
{
    /// <summary>At the limit, whoever appends waits. With the longest prompts (32,000 characters) this is 256 MB, with common ones 4.</summary>
    public const int RecordsMax = 4_096;

    /// <summary>Records in one transaction; more are the next one's.</summary>
    public const int GroupRecordsMax = 512;

    /// <summary>
    /// The pause between two groups. A transaction costs some 600 microseconds of CPU (waking, fsync, whole pages into the log),
    /// as much as 50 records; ten of them in a second are little, one for each call would be the dearest part of the call.
    /// </summary>
    public const int GatherMilliseconds = 100;

    public const int RetryMilliseconds = 1_000;

    private readonly Channel<Entry> _entries = Channel.CreateBounded<Entry>(new BoundedChannelOptions(RecordsMax) { SingleReader = true });
    private readonly ConcurrentDictionary<string, GenerationRecord> _pending = new(StringComparer.Ordinal);
    private readonly ManualResetEventSlim _wake = new(initialState: false, spinCount: 0);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<Settlement> _settled = new();
    private readonly Stack<List<Settlement>> _groups = new();
    private readonly List<TaskCompletionSource> _reached = [];
    private readonly Till _till;
    private readonly GroupWriter _writer;
    private readonly string _path;
    private readonly ILogger _log;
    private int _queued;
    private int _flushing;
    private long _lost;
    private volatile bool _closing;
    private volatile bool _idle;
    private volatile string? _fault;

    public WriteQueue(Till till, GroupWriter writer, string path, ILogger log) => (_till, _writer, _path, _log) = (till, writer, path, log);

    /// <summary>A group is on the disk. Called on the thread that writes.</summary>
    public event Action<IReadOnlyList<GenerationRecord>>? Written;

    public JournalHealth Health => new(_fault, _pending.Count, Interlocked.Read(ref _lost));

    /// <summary>For tests, which narrow it while the writing thread rests.</summary>
    public GroupWriter Writer => _writer;

    /// <summary>As many records wait as may: what ended cannot be written, and no more is to be begun.</summary>
    public bool IsFull => _pending.Count >= RecordsMax;

    /// <summary>What is not yet written, or was a moment ago.</summary>
    public IEnumerable<GenerationRecord> Pending => _pending.Select(pair => pair.Value);

    public GenerationRecord? FindPending(string id) => _pending.GetValueOrDefault(id);

    public ValueTask AppendAsync(GenerationRecord record, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_closing, typeof(Journal));
        if (_pending.TryAdd(record.Id, record))
        {
            if (!_entries.Writer.TryWrite(new Entry(record, null)))
            {
                return WaitForRoomAsync(record, cancellation);
            }

            CountQueued();
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Begins writing, on a thread of its own. Without it, <see cref="Pump"/> does all that the thread would.</summary>
    public void Start() => new Thread(WriteAll) { IsBackground = true, Name = "tessera-journal" }.Start();

    /// <summary>Has the next group written without waiting for others. While the database is away, its own pace is kept.</summary>
    public void Wake()
    {
        if (_fault is null)
        {
            _wake.Set();
        }
    }

    /// <summary>There is something to do soon: ends the long rest of a node that has had nothing in hand.</summary>
    public void Stir()
    {
        Interlocked.MemoryBarrier();
        if (_idle)
        {
            _wake.Set();
        }
    }

    /// <summary>Keeps the end of a call; never waits, since there are no more of them than calls that run.</summary>
    public void Settle(Hold hold, GenerationRecord record)
    {
        var isFirst = _pending.TryAdd(record.Id, record);
        _settled.Enqueue(new Settlement(isFirst ? record : null, hold));
        CountQueued();
    }

    /// <summary>Completes when all that was appended before has been written or refused.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Interlocked.Increment(ref _flushing);
        _wake.Set();
        try
        {
            await _entries.Writer.WriteAsync(new Entry(null, reached), cancellation);
        }
        catch (ChannelClosedException)
        {
            await _ended.Task.WaitAsync(cancellation);
            return;
        }
        catch (OperationCanceledException)
        {
            Interlocked.Decrement(ref _flushing);
            throw;
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
        catch (Exception fault) when (fault is OperationCanceledException or ChannelClosedException)
        {
            _pending.TryRemove(record.Id, out _);
            ObjectDisposedException.ThrowIf(fault is ChannelClosedException, typeof(Journal));
            throw;
        }
    }

    private void CountQueued()
    {
        // The counter's full fence makes this see that the writing thread rests, or makes that thread see the record.
        if (Interlocked.Increment(ref _queued) == GroupRecordsMax || _idle)
        {
            _wake.Set();
        }
    }

    private void Forget(List<Settlement> group)
    {
        foreach (var settlement in group)
        {
            if (settlement.Record is { } record)
            {
                _pending.TryRemove(record.Id, out _);
            }
        }
    }

    private void Lose(List<Settlement> group, string reason)
    {
        foreach (var settlement in group)
        {
            if (settlement.Record is { } record)
            {
                RecordLost(_log, record.Id, reason);
                Interlocked.Increment(ref _lost);
            }
        }

        Forget(group);
    }

    private void Report(string fault)
    {
        // The state before the line: whoever reads the line and asks is told the same.
        var isNew = _fault is null;
        _fault = fault;
        if (isNew)
        {
            WritingStopped(_log, fault);
        }
    }

    private void Recover()
    {
        if (_fault is not null)
        {
            _fault = null;
            WritingGoesOn(_log);
        }
    }

    /// <summary>
    /// Waits, but no longer than until someone flushes, a group is full, or the end. By the thread's own clock: a timer would
    /// wake three threads instead of one, and nothing but pace depends on it.
    /// </summary>
    private void Rest(int milliseconds)
    {
        _wake.Wait(milliseconds);
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
