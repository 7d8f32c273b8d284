using Tessera.Ledger.Entries;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;
using Tessera.Ledger.Tests.Records;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.Ledger.Tests.Entries;

public abstract class CorrectionTests(TestStore store) : IAsyncLifetime
{
    private readonly ManualTime _time = new();
    private Books _books = null!;

    public Task InitializeAsync()
    {
        _books = Books.Open(store.Place, _time);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _books.DisposeAsync();
        store.Dispose();
    }

    [Fact]
    public async Task Correct_Charge_AddsAnEntryAndLeavesTheOld()
    {
        var record = await BookAsync(Sample.Record() with { Team = "design", User = "u", Tags = ["fox"] });
        var before = Assert.Single(await _books.Entries.OfAsync(record.Id));
        _time.Advance(TimeSpan.FromDays(40));

        var result = await _books.Entries.CorrectAsync(Add(record, -66_650_000));

        Assert.Equal((null, new Usd(100_000_000), false), (result.Fault, result.Total, result.IsRepeat));
        var entries = await _books.Entries.OfAsync(record.Id);
        Assert.Equivalent(before, entries[0], strict: true);
        Assert.Equal((EntryKind.Correction, 1, new Usd(-66_650_000), default(Usage)), (entries[1].Kind, entries[1].Place, entries[1].Amount, entries[1].Usage));
        Assert.Equal((_time.GetUtcNow(), record.StartedAt), (entries[1].BookedAt, entries[1].UsedAt));
        Assert.Equal(("design", "u", "azure", "because", "c1"), (entries[1].Team, entries[1].User, entries[1].Provider, entries[1].Reason, entries[1].Reference));
        Assert.Equal(["fox"], entries[1].Tags);
        Assert.Equal(new Usd(100_000_000), await _books.Entries.SpentAsync(record.KeyId));
    }

    [Fact]
    public async Task Correct_SameIdAgain_BooksOnceAndSaysTheSame()
    {
        var record = await BookAsync(Sample.Record());
        var first = await _books.Entries.CorrectAsync(Add(record, 5));
        await _books.Entries.CorrectAsync(Add(record, 7) with { Id = "c2" });

        var again = await _books.Entries.CorrectAsync(Add(record, 5));

        Assert.True(again.IsRepeat);
        Assert.Equivalent(first.Entry, again.Entry, strict: true);
        Assert.Equal(3, (await _books.Entries.OfAsync(record.Id)).Count);
    }

    [Theory]
    [InlineData(6, "because", false)]
    [InlineData(5, "another reason", false)]
    [InlineData(5, "because", true)]
    public async Task Correct_SameIdForSomethingElse_IsRefused(long nanos, string reason, bool asCost)
    {
        var record = await BookAsync(Sample.Record());
        await _books.Entries.CorrectAsync(Add(record, 5));

        var order = Add(record, nanos) with { Reason = reason };
        var other = await _books.Entries.CorrectAsync(asCost ? order with { Add = null, Cost = new Usd(nanos) } : order);

        Assert.Equal(CorrectionFault.AnotherWithThisId, other.Fault);
        Assert.Equal(new Usd(5), other.Entry!.Amount);
        Assert.Equal(2, (await _books.Entries.OfAsync(record.Id)).Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(300)]
    [InlineData(500)]
    [InlineData(900)]
    public async Task Correct_AtRisk_SettlesItWithTheTrueCost(long cost)
    {
        var record = await BookAsync(Failed with { AtRisk = new Usd(500) });

        var result = await _books.Entries.CorrectAsync(Settle(record, cost));

        Assert.Equal((null, new Usd(cost)), (result.Fault, result.Total));
        Assert.Equal(new Spend(1, new Usd(cost), Usd.Zero, 0, default), Spend.Of(await _books.Entries.OfAsync(record.Id)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Correct_EarlierAttemptAtRisk_LeavesWhatIsCertain(long cost)
    {
        var record = await BookAsync(Sample.Record() with { Cost = new Usd(10), AtRisk = new Usd(4) });

        var result = await _books.Entries.CorrectAsync(Settle(record, cost));

        Assert.Equal((null, new Usd(10 + cost)), (result.Fault, result.Total));
        Assert.Equal(Usd.Zero, Spend.Of(await _books.Entries.OfAsync(record.Id)).AtRisk);
    }

    [Fact]
    public async Task Correct_SettledTwiceTheSameWay_IsARepeat()
    {
        var record = await BookAsync(Failed with { AtRisk = new Usd(500) });
        await _books.Entries.CorrectAsync(Settle(record, 30));

        Assert.True((await _books.Entries.CorrectAsync(Settle(record, 30))).IsRepeat);
        Assert.Equal(CorrectionFault.AnotherWithThisId, (await _books.Entries.CorrectAsync(Settle(record, 31))).Fault);
    }

    [Fact]
    public async Task Correct_Unpriced_IsKnownFromThenOn()
    {
        var record = await BookAsync(Sample.Record() with { Cost = null });
        Assert.Equal(1, Spend.Of(await _books.Entries.OfAsync(record.Id)).Unpriced);

        var result = await _books.Entries.CorrectAsync(Settle(record, 42));

        Assert.Equal((null, new Usd(42)), (result.Fault, result.Total));
        Assert.Equal((new Usd(42), 0), (Spend.Of(await _books.Entries.OfAsync(record.Id)).Amount, Spend.Of(await _books.Entries.OfAsync(record.Id)).Unpriced));
    }

    [Fact]
    public async Task Correct_CallThatWasTakenForFree_IsBookedBehindAnEmptyPlace()
    {
        var record = await BookAsync(Failed);

        var result = await _books.Entries.CorrectAsync(Add(record, 10));

        Assert.Equal((null, new Usd(10), 1), (result.Fault, result.Total, result.Entry!.Place));
        Assert.Equal((0, new Usd(10)), (Spend.Of(await _books.Entries.OfAsync(record.Id)).Calls, Spend.Of(await _books.Entries.OfAsync(record.Id)).Amount));
    }

    [Fact]
    public async Task Correct_WhatCannotBe_IsRefusedAndBooksNothing()
    {
        var charged = await BookAsync(Sample.Record());
        var atRisk = await BookAsync(Failed with { AtRisk = new Usd(500) });

        Assert.Equal(CorrectionFault.NoGeneration, (await _books.Entries.CorrectAsync(Add(charged, 1) with { Generation = "gen_none" })).Fault);
        Assert.Equal(CorrectionFault.BelowZero, (await _books.Entries.CorrectAsync(Add(charged, -166_650_001))).Fault);
        Assert.Equal(CorrectionFault.Settled, (await _books.Entries.CorrectAsync(Settle(charged, 1))).Fault);
        Assert.Equal(CorrectionFault.Open, (await _books.Entries.CorrectAsync(Add(atRisk, 1))).Fault);
        Assert.Single(await _books.Entries.OfAsync(charged.Id));
        Assert.Single(await _books.Entries.OfAsync(atRisk.Id));
    }

    [Fact]
    public async Task Correct_ManyAtOnceWithOneId_BooksOnce()
    {
        var record = await BookAsync(Sample.Record());

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _books.Entries.CorrectAsync(Add(record, 5))));

        Assert.Single(results, result => !result.IsRepeat);
        Assert.All(results, result => Assert.Null(result.Fault));
        Assert.Equal(2, (await _books.Entries.OfAsync(record.Id)).Count);
    }

    [Fact]
    public async Task Correct_ManyAtOnceWithIdsOfTheirOwn_BooksEach()
    {
        var record = await BookAsync(Sample.Record());

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => _books.Entries.CorrectAsync(Add(record, 5) with { Id = $"n{number}" })));

        Assert.All(results, result => Assert.Null(result.Fault));
        Assert.Equal(new Usd(record.Cost!.Value.Nanos + 40), Spend.Of(await _books.Entries.OfAsync(record.Id)).Amount);
    }

    private static GenerationRecord Failed => Sample.Record() with { Outcome = Outcome.Failed, Cost = null, Usage = default, Pictures = [] };

    private static Correction Add(GenerationRecord record, long nanos) => new("c1", record.Id, "because", new Usd(nanos), null);

    private static Correction Settle(GenerationRecord record, long nanos) => new("c1", record.Id, "because", null, new Usd(nanos));

    private async Task<GenerationRecord> BookAsync(GenerationRecord record)
    {
        await _books.Journal.AppendAsync(record);
        return record;
    }
}

public sealed class SqliteCorrectionTests() : CorrectionTests(new SqliteStore());

public sealed class PostgresCorrectionTests() : CorrectionTests(new PostgresStore());
