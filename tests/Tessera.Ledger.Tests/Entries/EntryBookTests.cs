using Tessera.Ledger.Entries;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;
using Tessera.Ledger.Tests.Records;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.Ledger.Tests.Entries;

/// <summary>The books as the journal writes them.</summary>
public abstract class EntryBookTests(TestStore store) : IDisposable
{
    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Write_SameGenerationTwice_BooksItOnce()
    {
        var time = new ManualTime();
        await using var books = Books.Open(store.Place, time);
        var record = Sample.Record() with { KeyId = "key_a", Tags = ["fox"] };
        await books.Journal.AppendAsync(record);
        await books.Journal.FlushAsync();
        await books.Journal.AppendAsync(record with { Cost = new Usd(1) });

        var entry = Assert.Single(await books.Entries.OfAsync(record.Id));

        Assert.Equivalent(EntryWriter.Of(record, time.GetUtcNow()), entry, strict: true);
        Assert.Equal(record.Cost, await books.Entries.SpentAsync("key_a"));
    }

    [Fact]
    public async Task Write_TestKey_IsSimulatedAndInNoReportOfMoney()
    {
        await using var books = Books.Open(store.Place, TimeProvider.System);
        await books.Journal.AppendAsync(Sample.Record("gen_t") with { KeyKind = KeyKind.Test });

        Assert.Equal(KeyKind.Test, Assert.Single(await books.Entries.OfAsync("gen_t")).KeyKind);
        Assert.Equal(default, (await books.Entries.ReportAsync(new ReportQuery(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, ReportGroup.All, new EntryFilter(), TimeZoneInfo.Utc))).Total);
    }

    [Fact]
    public async Task Settle_CallThatWasTakenForLost_IsBookedOnTop()
    {
        var time = new ManualTime();
        await using var books = Books.Open(store.Place, time);
        var lost = Sample.Record() with { Outcome = Outcome.Failed, Cost = null, AtRisk = new Usd(500), Usage = default };
        await books.Journal.AppendAsync(lost);
        await books.Journal.FlushAsync();
        using var connection = store.Connect();
        using var writer = new EntryWriter(time);
        var ended = Sample.Record() with { Id = lost.Id, Cost = new Usd(30), ProviderCost = new Usd(31) };

        connection.Transact(() => writer.Settle(connection, ended));
        connection.Transact(() => writer.Settle(connection, ended));

        var entries = await books.Entries.OfAsync(lost.Id);
        Assert.Equal(2, entries.Count);
        Assert.Equal(new Spend(1, new Usd(30), Usd.Zero, 0, ended.Usage), Spend.Of(entries));
        Assert.Equal(new Usd(31), entries[1].ProviderCost);
    }
}

public sealed class SqliteEntryBookTests() : EntryBookTests(new SqliteStore());

public sealed class PostgresEntryBookTests() : EntryBookTests(new PostgresStore());
