using Tessera.Ledger.Budgets;
using Tessera.Ledger.Identifiers;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;
using Tessera.Ledger.Sql;
using Tessera.Ledger.Tests.Records;
using Tessera.Ledger.Tests.Stores;
using Tessera.Ledger.Transfers;

namespace Tessera.Ledger.Tests.Transfers;

/// <summary>From one store to the other, in both directions.</summary>
public abstract class TransferTests(TestStore from, TestStore to) : IDisposable
{
    private readonly List<TransferProgress> _progress = [];

    private long Copied => _progress.GroupBy(progress => progress.Table, StringComparer.Ordinal).Sum(table => table.Last().Copied);

    public void Dispose()
    {
        from.Dispose();
        to.Dispose();
    }

    [Fact]
    public async Task Run_BooksWithEverything_AreTheSameInTheOtherStore()
    {
        var (secret, records) = await Fill(2_300);
        from.Run("INSERT INTO node (id, beat, written) VALUES ('node_dead', 7, 3)");
        Blob();

        await Run();

        Assert.Equal(Dump(from), Dump(to));
        await using var books = Books.Open(to.Place, TimeProvider.System);
        Assert.True(books.Keys.Authenticate(secret).IsOk);
        Assert.Equal("99", books.Allowances.Get(Scope.Gateway).Budgets.Single().Limit.ToString());
        foreach (var record in records)
        {
            Assert.Equivalent(record, await books.Journal.FindAsync(record.Id), strict: true);
        }

        // The numbering goes on where the copy ends.
        var next = Sample.Record();
        await books.Journal.AppendAsync(next);
        await books.Journal.FlushAsync();
        Assert.Equal(new JournalHealth(null, 0, 0), books.Journal.Health);
        Assert.Equal(2_301, to.Number("SELECT count(*) FROM generation"));

        void Blob()
        {
            using var connection = from.Connect();
            connection.Change(
                "INSERT INTO hold (generation, node, booked, note) VALUES ('gen_x', 'node_dead', 0, ?)",
                statement => statement.Add((ReadOnlySpan<byte>)[0, 1, 255]));
        }
    }

    [Fact]
    public async Task Run_Again_CopiesOnlyWhatIsNew()
    {
        await Fill(1_200);
        await Run();
        var small = Copied - (1_200 * 5);
        await Run();
        Assert.Equal(small, Copied);

        await Fill(30);
        await Run();

        // A page of 1,000 is the least that is copied; the first ones are left alone.
        Assert.InRange(Copied, 30 * 5, (230 * 5) + 2_000);
        Assert.Equal(Dump(from), Dump(to));
    }

    [Fact]
    public async Task Run_LiveThenStopped_LeavesLittleForTheEnd()
    {
        await Fill(1_100);
        await Run(isLive: true);
        Assert.Equal(0, to.Number("SELECT count(*) FROM api_key"));
        Assert.Equal(1_100, to.Number("SELECT count(*) FROM generation"));

        await Fill(20);
        await Run();

        Assert.Equal(Dump(from), Dump(to));
    }

    [Fact]
    public async Task Run_StoppedInTheMiddle_GoesOnTheNextTime()
    {
        await Fill(2_100);
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Transfer.RunAsync(
            from.Place,
            to.Place,
            isLive: true,
            progress =>
            {
                if (progress.Table == "generation")
                {
                    stop.Cancel();
                }
            },
            TimeProvider.System,
            stop.Token));
        Assert.InRange(to.Number("SELECT count(*) FROM generation"), 1, 2_000);

        await Run();

        Assert.Equal(Dump(from), Dump(to));
    }

    [Fact]
    public async Task Run_RecordsThatWereTrimmedMeanwhile_GoInTheCopyToo()
    {
        var (_, records) = await Fill(1_500);
        await Run();
        from.Run($"DELETE FROM generation WHERE id <= '{records[700].Id}'");

        await Run();

        Assert.Equal(799, to.Number("SELECT count(*) FROM generation"));
        Assert.Equal(Dump(from), Dump(to));
    }

    [Fact]
    public async Task Run_TargetWithBooksOfItsOwn_IsRefusedAndLeftAlone()
    {
        await Fill(3);
        await using (var other = Books.Open(to.Place, TimeProvider.System))
        {
            other.Keys.Create("a stranger", KeyKind.Live);
        }

        var before = Dump(to);
        await Refuses("has books of its own", "the key key_");
        Assert.Equal(before, Dump(to));
    }

    [Fact]
    public async Task Run_TargetThatWasUsedSince_IsRefused()
    {
        await Fill(3);
        await Run();
        await using (var used = Books.Open(to.Place, TimeProvider.System))
        {
            await used.Journal.AppendAsync(Sample.Record());
        }

        await Refuses("has books of its own", "the generation gen_");
    }

    [Fact]
    public async Task Run_BudgetChangedInTheTargetSince_IsRefused()
    {
        await Fill(3);
        await Run();
        await using (var used = Books.Open(to.Place, TimeProvider.System))
        {
            Limit(used, 5);
        }

        await Refuses("a change of keys or budgets");
    }

    [Fact]
    public async Task Run_GatewayAtWorkOnTheSource_IsRefusedUnlessLive()
    {
        await Fill(3);
        from.Run("INSERT INTO node (id, beat, written) VALUES ('node_live', 7, 3)");
        var time = new ManualTime();
        var running = Transfer.RunAsync(from.Place, to.Place, isLive: false, _progress.Add, time, CancellationToken.None);
        Assert.False(running.IsCompleted);

        from.Run("UPDATE node SET beat = 8");
        time.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains("A gateway is at work", (await Assert.ThrowsAsync<LedgerUnavailableException>(() => running)).Message, StringComparison.Ordinal);
        Assert.Equal(0, to.Number("SELECT count(*) FROM generation"));
        await Run(isLive: true);
        Assert.Equal(3, to.Number("SELECT count(*) FROM generation"));
    }

    [Fact]
    public async Task Run_SameKindOfStore_IsRefused() =>
        Assert.Contains("pg_dump", (await Assert.ThrowsAsync<LedgerUnavailableException>(
            () => Transfer.RunAsync(from.Place, from.Place, isLive: false, _progress.Add, TimeProvider.System, CancellationToken.None))).Message, StringComparison.Ordinal);

    private static void Limit(Books books, long dollars) =>
        books.Allowances.Set(Scope.Gateway, new Allowance([new Budget(new Usd(dollars * 1_000_000_000), Period.Month)], RateLimits.None));

    private async Task Run(bool isLive = false)
    {
        _progress.Clear();
        // A clock that jumps: nobody waits for gateways that are not there.
        var time = new ManualTime();
        var running = Transfer.RunAsync(from.Place, to.Place, isLive, _progress.Add, time, CancellationToken.None);
        time.Advance(TimeSpan.FromMinutes(1));
        await running;
    }

    private async Task Refuses(params string[] words)
    {
        var fault = await Assert.ThrowsAsync<LedgerUnavailableException>(() => Run());
        Assert.All(words, word => Assert.Contains(word, fault.Message, StringComparison.Ordinal));
    }

    private async Task<(string Secret, List<GenerationRecord> Records)> Fill(int count)
    {
        await using var books = Books.Open(from.Place, TimeProvider.System);
        var secret = books.Keys.Create("a team", KeyKind.Live).Secret;
        Limit(books, 99);
        var records = Enumerable.Range(0, count).Select(_ => Sample.Record()).ToList();
        records[0] = records[0] with { Prompt = "a\0b\uFDD0 名", Usage = new Usage { ImageOut = long.MaxValue, TextIn = long.MinValue }, Cost = null, Size = null, Quality = "" };
        foreach (var record in records)
        {
            await books.Journal.AppendAsync(record);
        }

        return (secret, records);
    }

    /// <summary>Every row of every table.</summary>
    private static string Dump(TestStore store)
    {
        using var shape = Database.Open(new BooksPlace(store.Directory)).Connect();
        using var connection = store.Connect();
        var lines = new List<string>();
        foreach (var table in TransferTable.All(shape))
        {
            using var rows = connection.Prepare(table.Select(TransferRange.Everything));
            while (rows.Step())
            {
                lines.Add(table.Name + ": " + string.Join('|', table.Columns.Select((column, place) => column.Kind switch
                {
                    TransferKind.Number => rows.IntegerOrNull(place)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "null",
                    TransferKind.Text => rows.TextOrNull(place) ?? "null",
                    _ => Convert.ToHexString(rows.Blob(place)),
                })));
            }
        }

        return string.Join('\n', lines);
    }
}

public sealed class SqliteToPostgresTests() : TransferTests(new SqliteStore(), new PostgresStore());

public sealed class PostgresToSqliteTests() : TransferTests(new PostgresStore(), new SqliteStore());
