using Tessera.Ledger.Entries;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;
using Tessera.Ledger.Tests.Records;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.Ledger.Tests.Entries;

public abstract class RepricingTests(TestStore store) : IAsyncLifetime
{
    private static readonly PriceOrigin NewList = new("mended-list", new DateOnly(2026, 11, 20));

    private Books _books = null!;

    public Task InitializeAsync()
    {
        _books = Books.Open(store.Place, new ManualTime());
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _books.DisposeAsync();
        store.Dispose();
    }

    [Fact]
    public async Task Reprice_PriceWasTooHigh_BooksTheDifferenceAndKeepsTheOldFigure()
    {
        var record = await BookAsync(Sample.Record());

        var result = await _books.Entries.RepriceAsync(Everything, Costs(100_000_000));

        Assert.Equal(new RepricingResult(1, 1, 0, 0, 0, new Usd(166_650_000), new Usd(100_000_000)), result);
        Assert.Equal(new Usd(-66_650_000), result.Difference);
        var entries = await _books.Entries.OfAsync(record.Id);
        Assert.Equal((EntryKind.Charge, record.Cost), (entries[0].Kind, entries[0].Amount));
        Assert.Equal((EntryKind.Reprice, new Usd(-66_650_000), NewList, default(Usage)), (entries[1].Kind, entries[1].Amount, entries[1].Price, entries[1].Usage));
    }

    [Fact]
    public async Task Reprice_Again_BooksNothing()
    {
        await BookAsync(Sample.Record());
        await _books.Entries.RepriceAsync(Everything, Costs(100_000_000));

        var again = await _books.Entries.RepriceAsync(Everything, Costs(100_000_000));

        Assert.Equal((1, 0), (again.Looked, again.Changed));
    }

    [Fact]
    public async Task Reprice_DryRun_SaysItAndBooksNothing()
    {
        var record = await BookAsync(Sample.Record());

        var result = await _books.Entries.RepriceAsync(Everything with { DryRun = true }, Costs(100_000_000));

        Assert.Equal((1, new Usd(-66_650_000)), (result.Changed, result.Difference));
        Assert.Single(await _books.Entries.OfAsync(record.Id));
    }

    [Fact]
    public async Task Reprice_IsGivenWhatWasUsed()
    {
        var record = await BookAsync(Sample.Record() with { Quality = null, PricedQuality = "hd" });
        Entry? seen = null;

        await _books.Entries.RepriceAsync(Everything, entry =>
        {
            seen = entry;
            return null;
        });

        Assert.Equal((record.Usage, "1024x1024", "hd", "azure"), (seen!.Usage, seen.Size, seen.Quality, seen.Provider));
    }

    [Fact]
    public async Task Reprice_WhatAListCannotKnow_IsLeftAlone()
    {
        var corrected = await BookAsync(Sample.Record());
        await _books.Entries.CorrectAsync(new Correction("c", corrected.Id, "the bill says so", new Usd(1), null));
        await BookAsync(Sample.Record() with { Outcome = Outcome.Failed, Cost = null, AtRisk = new Usd(5) });
        await BookAsync(Sample.Record() with { KeyKind = KeyKind.Test });
        await BookAsync(Sample.Record() with { Model = "nobody/prices-this" });

        var result = await _books.Entries.RepriceAsync(Everything, entry => entry.Model.StartsWith("nobody", StringComparison.Ordinal) ? null : (new Usd(1), NewList));

        Assert.Equal((2, 0, 1, 1), (result.Looked, result.Changed, result.Corrected, result.Unknown));
    }

    [Fact]
    public async Task Reprice_UnpricedCall_HasACostThen()
    {
        var record = await BookAsync(Sample.Record() with { Cost = null });

        var result = await _books.Entries.RepriceAsync(Everything, Costs(7));

        Assert.Equal((1, 1, new Usd(7)), (result.Changed, result.Priced, result.Difference));
        Assert.Equal((new Usd(7), 0), (Spend.Of(await _books.Entries.OfAsync(record.Id)).Amount, Spend.Of(await _books.Entries.OfAsync(record.Id)).Unpriced));
    }

    [Fact]
    public async Task Reprice_EarlierAttemptAtRisk_StaysAtRisk()
    {
        var record = await BookAsync(Sample.Record() with { Cost = new Usd(10), AtRisk = new Usd(4) });

        await _books.Entries.RepriceAsync(Everything, Costs(7));

        Assert.Equal(new Spend(1, new Usd(11), new Usd(4), 0, record.Usage), Spend.Of(await _books.Entries.OfAsync(record.Id)));
    }

    [Fact]
    public async Task Reprice_CountedAtACap_CostsWhatItCosts()
    {
        var record = await BookAsync(Sample.Record() with { Cost = null, AtRisk = new Usd(100) });

        await _books.Entries.RepriceAsync(Everything, Costs(7));
        await _books.Entries.RepriceAsync(Everything, Costs(9));

        Assert.Equal(new Spend(1, new Usd(9), Usd.Zero, 0, record.Usage), Spend.Of(await _books.Entries.OfAsync(record.Id)));
    }

    [Fact]
    public async Task Reprice_FreeAndUnpriced_IsFreeThenRatherThanUnknown()
    {
        var record = await BookAsync(Sample.Record() with { Cost = null });

        await _books.Entries.RepriceAsync(Everything, Costs(0));

        Assert.Equal(0, Spend.Of(await _books.Entries.OfAsync(record.Id)).Unpriced);
    }

    [Fact]
    public async Task Reprice_OneModelAtOneProviderInOneDay_TouchesNothingElse()
    {
        var meant = await BookAsync(Sample.Record());
        await BookAsync(Sample.Record() with { Model = "other/model" });
        await BookAsync(Sample.Record() with { StartedAt = meant.StartedAt.AddDays(1) });
        await BookAsync(Sample.Record() with { Attempts = [] });

        var result = await _books.Entries.RepriceAsync(
            Everything with { Model = meant.Model, Provider = "azure", From = meant.StartedAt, To = meant.StartedAt.AddDays(1) }, Costs(1));

        Assert.Equal(1, result.Looked);
        Assert.Equal(2, (await _books.Entries.OfAsync(meant.Id)).Count);
    }

    [Fact]
    public async Task Reprice_MoreThanAPageInOneMoment_LooksAtEachOnce()
    {
        const int calls = (RepricingWriter.PageCallsMax * 2) + 1;
        for (var i = 0; i < calls; i++)
        {
            await BookAsync(Sample.Record());
        }

        var result = await _books.Entries.RepriceAsync(Everything, Costs(1));

        Assert.Equal((calls, calls, new Usd(calls)), (result.Looked, result.Changed, result.After));
    }

    private static Repricing Everything => new(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, null, null, "the list was wrong", DryRun: false);

    private static Func<Entry, (Usd Cost, PriceOrigin? Price)?> Costs(long nanos) => _ => (new Usd(nanos), NewList);

    private async Task<GenerationRecord> BookAsync(GenerationRecord record)
    {
        await _books.Journal.AppendAsync(record);
        return record;
    }
}

public sealed class SqliteRepricingTests() : RepricingTests(new SqliteStore());

public sealed class PostgresRepricingTests() : RepricingTests(new PostgresStore());
