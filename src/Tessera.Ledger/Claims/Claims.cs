using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Claims;

/// <summary>
/// Who may order under an idempotency key: of all that come with the same one, on any thread, in any process and on any node,
/// exactly one, and the others learn which generation answers them. On the disk before anybody is told. Those that come
/// together share one transaction.
/// </summary>
/// <remarks>Every member throws <see cref="LedgerUnavailableException"/> when the database cannot be written; then nobody may order.</remarks>
public sealed class Claims : IDisposable
{
    /// <summary>How long a key answers with the same generation.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    /// <summary>Jobs in one transaction; more are the next one's.</summary>
    private const int GroupJobsMax = 128;

    /// <summary>Jobs that wait; above it a call is refused rather than kept waiting. At some 0.1 ms for each this is half a second.</summary>
    private const int WaitingJobsMax = 4_096;

    /// <summary>A delete of this many rows holds the write lock for some 10 ms.</summary>
    private const int SweptRowsMax = 500;

    private readonly Lock _lock = new();
    private readonly Queue<Job> _jobs = new();
    private readonly ClaimTable _table;
    private readonly TimeProvider _time;
    private Task _work = Task.CompletedTask;
    private bool _working;
    private bool _closed;

    internal Claims(Database database, TimeProvider time) => (_table, _time) = (new ClaimTable(database), time);

    /// <summary>The claim that stands: the given one, or an earlier one of the same two keys.</summary>
    public Task<Claim> ClaimAsync(Claim wanted) => RunAsync(wanted, table => table.Insert(wanted, _time.GetUtcNow() - KeptFor));

    /// <summary>
    /// For a claim whose generation came to nothing without anybody releasing it, since its process died: the claim that stands,
    /// the given one if nobody was faster.
    /// </summary>
    public Task<Claim> TakeOverAsync(Claim stale, Claim wanted) =>
        RunAsync(wanted, table => table.TakeOver(stale.GenerationId, wanted) ?? table.Insert(wanted, _time.GetUtcNow() - KeptFor));

    /// <summary>The call surely came to nothing: the same key may order again.</summary>
    public Task ReleaseAsync(Claim claim) => RunAsync(claim, table =>
    {
        table.Release(claim);
        return claim;
    });

    /// <summary>This process is still at it.</summary>
    public Task RenewAsync(Claim claim) => RunAsync(claim, table =>
    {
        table.Renew(claim, _time.GetUtcNow());
        return claim;
    });

    /// <summary>Deletes claims that count no more. How many there were.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation = default)
    {
        var expired = _time.GetUtcNow() - KeptFor;
        var total = 0;
        for (var deleted = SweptRowsMax; deleted == SweptRowsMax; total += deleted)
        {
            cancellation.ThrowIfCancellationRequested();
            await RunAsync(null, table =>
            {
                deleted = table.DeleteOldest(expired, SweptRowsMax);
                return null;
            });
        }

        return total;
    }

    /// <summary>Lets what was begun come to its end.</summary>
    public void Dispose()
    {
        Task last;
        lock (_lock)
        {
            (_closed, last) = (true, _work);
        }

        last.GetAwaiter().GetResult();
        _table.Dispose();
    }

    private Task<Claim> RunAsync(Claim? about, Func<ClaimTable, Claim?> work)
    {
        var job = new Job(about, work);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            if (_jobs.Count == WaitingJobsMax)
            {
                throw new LedgerUnavailableException($"{_table.Path} is too slow: {WaitingJobsMax} calls wait for their idempotency keys.");
            }

            _jobs.Enqueue(job);
            if (!_working)
            {
                _working = true;
                _work = Task.Run(WorkAll);
            }
        }

        return job.Done;
    }

    private void WorkAll()
    {
        while (TakeGroup() is { Length: > 0 } group)
        {
            try
            {
                _table.Transact(() => Array.ForEach(group, job => job.Run(_table)));
                Array.ForEach(group, job => job.Complete());
            }
            catch (Exception fault)
            {
                // Also a bug: whoever waits must learn that nobody comes.
                var reason = fault is SqlFault refused ? new LedgerUnavailableException(refused.Explain(_table.Path), fault) : fault;
                Array.ForEach(group, job => job.Fail(reason));
            }
        }
    }

    /// <summary>In the order of the keys: two nodes that lock the same rows in one order never wait for each other.</summary>
    private Job[] TakeGroup()
    {
        lock (_lock)
        {
            var group = new List<Job>();
            while (group.Count < GroupJobsMax && _jobs.TryDequeue(out var job))
            {
                group.Add(job);
            }

            _working = group.Count > 0;
            return [.. group.OrderBy(job => job.KeyId, StringComparer.Ordinal).ThenBy(job => job.IdempotencyKey, StringComparer.Ordinal)];
        }
    }

    private sealed class Job(Claim? about, Func<ClaimTable, Claim?> work)
    {
        private readonly TaskCompletionSource<Claim> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Claim? _stands;

        public string KeyId => about?.KeyId ?? "";

        public string IdempotencyKey => about?.IdempotencyKey ?? "";

        public Task<Claim> Done => _done.Task;

        public void Run(ClaimTable table) => _stands = work(table);

        public void Complete() => _done.SetResult(_stands!);

        public void Fail(Exception reason) => _done.SetException(reason);
    }
}
