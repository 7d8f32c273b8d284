using Tessera.Ledger.Identifiers;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.Ledger.Tests.Records;

public abstract class JournalTests(TestStore store) : IAsyncLifetime
{
    private Books _books = null!;

    private Journal Journal => _books.Journal;

    public Task InitializeAsync()
    {
        _books = Books.Open(store.Place, TimeProvider.System);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _books.DisposeAsync();
        store.Dispose();
    }

    [Fact]
    public async Task Find_Written_GivesTheRecordBackWhole()
    {
        var record = Sample.Record();

        await Journal.AppendAsync(record);
        await Journal.FlushAsync();

        Assert.Equal(new JournalHealth(null, 0, 0), Journal.Health);
        Assert.Equivalent(record, await Journal.FindAsync(record.Id), strict: true);
    }

    [Fact]
    public async Task Find_EverythingSaid_GivesItBack()
    {
        var record = Sample.Record() with
        {
            Team = "design",
            User = "customer-7",
            Tags = ["owl", "fox"],
            AtRisk = new Usd(1),
            IsUnpriced = true,
            ProviderCost = new Usd(2),
            Price = new PriceOrigin("openai-docs", new DateOnly(2026, 11, 1)),
            PricedQuality = "low",
            Background = "opaque",
            Fingerprint = new string('a', 64),
            ErrorMessage = "said",
            Partials = [Sample.Record().Pictures[0] with { Partial = 2 }],
        };

        await Journal.AppendAsync(record);
        await Journal.FlushAsync();

        Assert.Equivalent(record, await Journal.FindAsync(record.Id), strict: true);
    }

    [Fact]
    public async Task Find_ExtremeContents_GivesThemBack()
    {
        var record = Sample.Record() with
        {
            Prompt = "",
            Model = "名/\0/'; DROP TABLE generation; --",
            Cost = null,
            Size = null,
            Quality = "",
            ErrorCode = "\u0001",
            Outcome = Outcome.Failed,
            Usage = new Usage { ImageOut = long.MaxValue, TextIn = long.MinValue },
            Attempts = [],
            Pictures = [],
        };

        await Journal.AppendAsync(record);
        await Journal.FlushAsync();

        Assert.Equivalent(record, await Journal.FindAsync(record.Id), strict: true);
    }

    [Fact]
    public async Task Find_UnknownCostAndFreeOfCharge_AreTold()
    {
        var unknown = Sample.Record() with { Cost = null };
        var free = Sample.Record() with { Cost = Usd.Zero };

        await Journal.AppendAsync(unknown);
        await Journal.AppendAsync(free);
        await Journal.FlushAsync();

        Assert.Null((await Journal.FindAsync(unknown.Id))!.Cost);
        Assert.Equal(Usd.Zero, (await Journal.FindAsync(free.Id))!.Cost);
    }

    [Fact]
    public async Task Find_NotYetWritten_IsThereAlready()
    {
        // Another program has the write lock, so that nothing can be written meanwhile.
        var record = Sample.Record();
        GenerationRecord? found = null;
        IReadOnlyList<GenerationRecord> listed = [];
        await store.Hold(async () =>
        {
            await Journal.AppendAsync(record);
            found = await Journal.FindAsync(record.Id);
            listed = await Journal.ListAsync(new RecordQuery());
        });

        Assert.Same(record, found);
        Assert.Same(record, Assert.Single(listed));
        Assert.Null(await Journal.FindAsync("gen_none"));
    }

    [Fact]
    public async Task Append_SameIdTwice_KeepsTheFirst()
    {
        var first = Sample.Record();
        await Journal.AppendAsync(first);
        await Journal.AppendAsync(first with { Prompt = "second, while the first waits" });
        await Journal.FlushAsync();
        await Journal.AppendAsync(first with { Prompt = "third, when the first is written", Pictures = [] });
        await Journal.FlushAsync();

        Assert.Equivalent(first, await Journal.FindAsync(first.Id), strict: true);
    }

    [Fact]
    public async Task List_RecordWrittenAndWaitingAgain_IsThereOnce()
    {
        var record = Sample.Record();
        await Journal.AppendAsync(record);
        await Journal.FlushAsync();
        IReadOnlyList<GenerationRecord> listed = [];
        await store.Hold(async () =>
        {
            await Journal.AppendAsync(record with { Model = "again" });
            listed = await Journal.ListAsync(new RecordQuery());
        });

        Assert.Equal(record.Id, Assert.Single(listed).Id);
    }

    [Fact]
    public async Task Append_5000From50Tasks_AreAllThereAfterReopening()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () =>
        {
            var mine = Enumerable.Range(0, 100).Select(_ => Sample.Record()).ToList();
            foreach (var record in mine)
            {
                await Journal.AppendAsync(record);
            }

            return mine.ConvertAll(record => record.Id);
        })));

        await _books.DisposeAsync();
        _books = Books.Open(store.Place, TimeProvider.System);

        Assert.Equal(5_000, ids.SelectMany(mine => mine).Distinct(StringComparer.Ordinal).Count());
        foreach (var id in ids.SelectMany(mine => mine))
        {
            Assert.NotNull(await Journal.FindAsync(id));
        }
    }

    [Fact]
    public async Task Append_AfterClosing_Throws()
    {
        await _books.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Journal.AppendAsync(Sample.Record()).AsTask());
        await Journal.FlushAsync();
    }

    [Fact]
    public async Task List_Pages_GoFromNewestToOldestWithoutGapOrRepeat()
    {
        var records = Enumerable.Range(0, 250).Select(_ => Sample.Record()).ToList();
        foreach (var record in records)
        {
            await Journal.AppendAsync(record);
        }

        await Journal.FlushAsync();
        var seen = new List<string>();
        for (var page = await Journal.ListAsync(new RecordQuery { Limit = 90 }); page.Count > 0; page = await Journal.ListAsync(new RecordQuery { Limit = 90, BeforeId = seen[^1] }))
        {
            seen.AddRange(page.Select(record => record.Id));
        }

        Assert.Equal(records.Select(record => record.Id).Reverse(), seen);
        Assert.Equal(RecordQuery.LimitMax, (await Journal.ListAsync(new RecordQuery { Limit = int.MaxValue })).Count);
        Assert.Single(await Journal.ListAsync(new RecordQuery { Limit = -1 }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task List_Filters_HoldForWaitingAndWrittenAlike(bool written)
    {
        var mine = Sample.Record() with { KeyId = "key_mine", Model = "google/one" };
        var mineToo = Sample.Record() with { KeyId = "key_mine", Model = "google/two" };
        var others = Sample.Record() with { KeyId = "key_other", Model = "google/one" };
        if (written)
        {
            await Append();
            await Journal.FlushAsync();
            await Check();
        }
        else
        {
            await store.Hold(async () =>
            {
                await Append();
                await Check();
            });
        }

        async Task Append()
        {
            foreach (var record in new[] { mine, mineToo, others })
            {
                await Journal.AppendAsync(record);
            }
        }

        async Task Check()
        {
            Assert.Equal([mineToo.Id, mine.Id], await Ids(new RecordQuery { KeyId = "key_mine" }));
            Assert.Equal([others.Id, mine.Id], await Ids(new RecordQuery { Model = "google/one" }));
            Assert.Equal([mine.Id], await Ids(new RecordQuery { KeyId = "key_mine", Model = "google/one" }));
            Assert.Equal([mine.Id], await Ids(new RecordQuery { KeyId = "key_mine", BeforeId = mineToo.Id }));
            Assert.Empty(await Ids(new RecordQuery { KeyId = "key_none" }));
        }

        async Task<IEnumerable<string>> Ids(RecordQuery query) => (await Journal.ListAsync(query)).Select(record => record.Id);
    }

    [Fact]
    public async Task Trim_OlderThanAMoment_DeletesThemWithTheirParts()
    {
        var time = new ManualTime();
        var ids = new Ulids(time);
        for (var i = 0; i < 1_200; i++)
        {
            await Journal.AppendAsync(Sample.Record(ids.NewGeneration()));
        }

        time.Advance(TimeSpan.FromDays(30));
        var young = Sample.Record(ids.NewGeneration());
        await Journal.AppendAsync(young);
        await Journal.FlushAsync();

        Assert.Equal(1_200, await Journal.TrimAsync(time.GetUtcNow()));

        Assert.Equivalent(young, Assert.Single(await Journal.ListAsync(new RecordQuery())), strict: true);
        Assert.Equal(2, store.Number("SELECT count(*) FROM attempt"));
        Assert.Equal(1, store.Number("SELECT count(*) FROM picture"));
        Assert.Equal(0, await Journal.TrimAsync(time.GetUtcNow()));
    }
}

public sealed class SqliteJournalTests() : JournalTests(new SqliteStore());

public sealed class PostgresJournalTests() : JournalTests(new PostgresStore());
