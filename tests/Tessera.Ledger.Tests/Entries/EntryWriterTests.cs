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
    public void Of_EarlierAttemptMayBeChargedToo_CountsBoth()
    {
        var entry = EntryWriter.Of(Sample.Record() with { Cost = new Usd(10), AtRisk = new Usd(4) }, Now)!;

        Assert.Equal((EntryKind.Charge, new Usd(14), new Usd(4), 0), (entry.Kind, entry.Amount, entry.AtRisk, entry.Unpriced));
    }

    [Fact]
    public void Of_UnpricedAtAStatedCap_CountsForTheCapAndIsUnknownStill()
    {
        var entry = EntryWriter.Of(Sample.Record() with { Cost = null, AtRisk = new Usd(4) }, Now)!;

        Assert.Equal((EntryKind.Unpriced, new Usd(4), new Usd(4), 1), (entry.Kind, entry.Amount, entry.AtRisk, entry.Unpriced));
    }

    [Fact]
    public void Of_FailedAtAProviderWithoutAPrice_IsAtRiskWithoutAnAmount()
    {
        var entry = EntryWriter.Of(Failed with { IsUnpriced = true }, Now)!;

        Assert.Equal((EntryKind.AtRisk, null, 1), (entry.Kind, entry.Amount, entry.Unpriced));
    }

    [Fact]
    public void Of_FailedAtAFreeProvider_IsNoEntry() => Assert.Null(EntryWriter.Of(Failed with { AtRisk = Usd.Zero }, Now));

    [Theory]
    [InlineData(10, 0, -490, -500)]
    [InlineData(700, 0, 200, -500)]
    [InlineData(0, 20, -480, -480)]
    [InlineData(0, 0, -500, -500)]
    public void Late_CallThatWasTakenForLost_IsSetRight(long cost, long risk, long amount, long atRisk)
    {
        var lost = Failed with { AtRisk = new Usd(500) };
        var ended = lost with { Cost = cost == 0 ? null : new Usd(cost), AtRisk = risk == 0 ? null : new Usd(risk), Usage = new Usage { Images = cost == 0 ? 0 : 1 } };
        Entry[] booked = [EntryWriter.Of(lost, Now)!];

        var late = EntryWriter.Late(booked, EntryWriter.Blank(ended, Now), EntryWriter.Of(ended, Now))!;

        Assert.Equal((EntryKind.Correction, 1, new Usd(amount), new Usd(atRisk)), (late.Kind, late.Place, late.Amount, late.AtRisk));
        Assert.Equal(new Spend(1, new Usd(cost + risk), new Usd(risk), 0, ended.Usage), Spend.Of([.. booked, late]));
    }

    [Fact]
    public void Late_SaidAlready_IsNothing()
    {
        var lost = Failed with { AtRisk = new Usd(500) };
        var entry = EntryWriter.Of(lost, Now)!;
        var corrected = entry with { Place = 1, Kind = EntryKind.Correction };

        Assert.Null(EntryWriter.Late([entry], entry, entry));
        Assert.Null(EntryWriter.Late([entry, corrected], entry, null));
        Assert.Null(EntryWriter.Late([], entry, null));
        Assert.Null(EntryWriter.Late([EntryWriter.Of(Sample.Record(), Now)!], entry, null));
    }
}
