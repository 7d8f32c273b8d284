using Tessera.Ledger.Keys;
using Tessera.Ledger.Records;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.Ledger.Tests.Records;

/// <summary>A full disk, simulated, and records that the database refuses.</summary>
public abstract class JournalFaultTests(TestStore store) : IAsyncLifetime
{
    private readonly LogLines _log = new();
    private Books _books = null!;

    private Journal Journal => _books.Journal;

    // More than the free pages of new books.
    private static GenerationRecord Large => Sample.Record() with { Prompt = new string('p', 500_000) };

    public Task InitializeAsync()
    {
        _books = Books.Open(store.Place, TimeProvider.System, _log);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _books.DisposeAsync();
        store.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task Append_DiskFull_IsReportedAndWrittenWhenThereIsSpaceAgain()
    {
        FillDisk();
        var record = Large;
        await Journal.AppendAsync(record);

        Assert.Contains("No space is left", await _log.NextAsync(), StringComparison.Ordinal);
        Assert.False(Journal.Health.IsHealthy);
        Assert.Equal((1, 0L), (Journal.Health.Waiting, Journal.Health.Lost));
        Assert.Same(record, await Journal.FindAsync(record.Id));

        EmptyDisk();
        await Journal.FlushAsync();

        Assert.Equal("Information: Records are written again.", await _log.NextAsync());
        Assert.Equal(new JournalHealth(null, 0, 0), Journal.Health);
        Assert.Equal(record.Prompt, (await Journal.FindAsync(record.Id))!.Prompt);
    }

    [Fact]
    public async Task Append_QueueFull_WaitsForRoom()
    {
        using var patience = new CancellationTokenSource();
        var waiting = new List<Task>();
        var givenUp = Sample.Record();
        await store.Hold(async () =>
        {
            // The writing thread may take one group before it meets the lock, and so let that many more in.
            while (waiting.Count <= WriteQueue.GroupRecordsMax)
            {
                var append = Journal.AppendAsync(Sample.Record(), CancellationToken.None).AsTask();
                if (!append.IsCompleted)
                {
                    waiting.Add(append);
                }
            }

            Assert.InRange(Journal.Health.Waiting, WriteQueue.RecordsMax, WriteQueue.RecordsMax + (2 * WriteQueue.GroupRecordsMax) + 1);
            var impatient = Journal.AppendAsync(givenUp, patience.Token).AsTask();
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        });

        await Task.WhenAll(waiting);
        await Journal.FlushAsync(CancellationToken.None);

        Assert.Equal(0, Journal.Health.Waiting);
        Assert.Null(await Journal.FindAsync(givenUp.Id));
    }

    [Fact]
    public async Task Dispose_DiskFull_EndsAndCountsWhatIsLost()
    {
        FillDisk();
        await Journal.AppendAsync(Large);
        await _log.NextAsync();
        await Journal.AppendAsync(Sample.Record());

        await _books.DisposeAsync();

        Assert.Equal((0, 2L), (Journal.Health.Waiting, Journal.Health.Lost));
        Assert.Equal(2, _log.All.Count(line => line.Contains("is lost", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Append_RecordsThatTheDatabaseRefuses_AreLostAloneAndTheOthersWritten()
    {
        var good = Enumerable.Range(0, 100).Select(_ => Sample.Record()).ToList();
        for (var i = 0; i < good.Count; i++)
        {
            await Journal.AppendAsync(good[i]);
            if (i == 40)
            {
                await Journal.AppendAsync(Sample.Record() with { Model = null! });
                await Journal.AppendAsync(Sample.Record() with { Attempts = null! });
                await Journal.AppendAsync(Sample.Record() with { Attempts = [null!] });
                await Journal.AppendAsync(Sample.Record() with { KeyKind = (KeyKind)99 });
            }
        }

        await Journal.FlushAsync();

        Assert.Equal(new JournalHealth(null, 0, 4), Journal.Health);
        foreach (var record in good)
        {
            Assert.Equivalent(record, await Journal.FindAsync(record.Id), strict: true);
        }
    }

    // The writing thread rests whenever these are called: it has nothing to write, or has just failed and waits for a second.
    private void FillDisk() => store.FillDisk(Journal.Queue.Writer.Connection.Run);

    private void EmptyDisk() => store.EmptyDisk(Journal.Queue.Writer.Connection.Run);
}

public sealed class SqliteJournalFaultTests() : JournalFaultTests(new SqliteStore());

public sealed class PostgresJournalFaultTests() : JournalFaultTests(new PostgresStore());
