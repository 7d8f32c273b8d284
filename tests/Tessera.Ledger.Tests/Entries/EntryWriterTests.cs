using Tessera.Ledger.Entries;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;
using Tessera.Ledger.Tests.Records;

namespace Tessera.Ledger.Tests.Entries;

public sealed class EntryWriterTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 10, 0, 0, TimeSpan.Zero);

    private static GenerationRecord Failed => Sample.Record() with { Outcome = Outcome.Failed, Cost = null, Usage = default, Pictures = [] };

    [Fact]
    public void Of_CompletedAndPriced_IsACharge()
    {
        var record = Sample.Record() with { Team = "design", User = "u1", Tags = ["owl", "fox", "owl"], ProviderCost = new Usd(1), PricedQuality = "low", Price = new("list", new(2026, 11, 1)) };

        var entry = EntryWriter.Of(record, Now)!;

        Assert.Equal((EntryKind.Charge, record.Cost, Usd.Zero, 0), (entry.Kind, entry.Amount, entry.AtRisk, entry.Unpriced));
        Assert.Equal((Now, record.StartedAt), (entry.BookedAt, entry.UsedAt));
        Assert.Equal(("azure", "images-eu"), (entry.Provider, entry.ProviderModel));
        Assert.Equal(["fox", "owl"], entry.Tags);
        Assert.Equal((record.Usage, "design", "u1", "low"), (entry.Usage, entry.Team, entry.User, entry.Quality));
        Assert.Equal(record.Price, entry.Price);
        Assert.Equal(record.Id + ".0", entry.Id);
    }

    [Fact]
    public void Of_CompletedAndUnpriced_HasNoAmountRatherThanZero()
    {
        var entry = EntryWriter.Of(Sample.Record() with { Cost = null }, Now)!;

        Assert.Equal((EntryKind.Unpriced, null, 1), (entry.Kind, entry.Amount, entry.Unpriced));
    }

    [Fact]
    public void Of_FailedWhereAProviderMayCharge_IsAtRisk()
    {
        var entry = EntryWriter.Of(Failed with { AtRisk = new Usd(500) }, Now)!;

        Assert.Equal((EntryKind.AtRisk, new Usd(500), new Usd(500)), (entry.Kind, entry.Amount, entry.AtRisk));
    }

    [Fact]
    public void Of_FailedButPaid_IsACharge() =>
        Assert.Equal(EntryKind.Charge, EntryWriter.Of(Failed with { Cost = new Usd(7) }, Now)!.Kind);

    [Theory]
    [InlineData(Outcome.Failed)]
    [InlineData(Outcome.Cancelled)]
    public void Of_SurelyFree_IsNoEntry(Outcome outcome) => Assert.Null(EntryWriter.Of(Failed with { Outcome = outcome }, Now));

    [Fact]
    public async Task Write_SameGenerationTwice_BooksItOnce()
    {
        using var directory = new TempDirectory();
        var time = new ManualTime();
        await using var books = Books.Open(directory.Path, time);
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
        using var directory = new TempDirectory();
        await using var books = Books.Open(directory.Path, TimeProvider.System);
        await books.Journal.AppendAsync(Sample.Record("gen_t") with { KeyKind = KeyKind.Test });

        Assert.Equal(KeyKind.Test, Assert.Single(await books.Entries.OfAsync("gen_t")).KeyKind);
        Assert.Equal(default, (await books.Entries.ReportAsync(new ReportQuery(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, ReportGroup.All, new EntryFilter(), TimeZoneInfo.Utc))).Total);
    }
}
