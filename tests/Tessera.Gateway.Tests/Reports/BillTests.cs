using Tessera.Gateway.Reports;
using Tessera.Ledger.Entries;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Tests.Reports;

public sealed class BillTests
{
    private static readonly GenerationRecord Record = new(
        "gen_1", "key_1", KeyKind.Live, "generate", "openai", "m", "p", DateTimeOffset.UnixEpoch, TimeSpan.Zero, Outcome.Completed, default, new Usd(1), null, null, null, [], []);

    [Fact]
    public void Of_NoEntries_IsWhatTheRecordSays()
    {
        Assert.Equal(new Bill(new Usd(1), Usd.Zero), Bill.Of(Record, []));
        Assert.Equal(new Bill(null, Usd.Zero), Bill.Of(Record with { Cost = null }, []));
    }

    [Theory]
    [InlineData(10, 0, 0, 10L, 0)]
    [InlineData(14, 4, 0, 10L, 4)]
    [InlineData(5, 5, 0, null, 5)]
    [InlineData(0, 0, 0, 0L, 0)]
    [InlineData(5, 5, 1, null, 5)]
    [InlineData(0, 0, 1, null, 0)]
    public void Of_Entries_TellsWhatIsCertainFromWhatIsNot(long amount, long atRisk, int unpriced, long? cost, long risk) =>
        Assert.Equal(new Bill(cost is { } known ? new Usd(known) : null, new Usd(risk)), Bill.Of(Record, [Entry(0, amount, atRisk, unpriced)]));

    [Fact]
    public void Of_Corrected_IsTheSum() => Assert.Equal(new Bill(new Usd(7), Usd.Zero), Bill.Of(Record, [Entry(0, 10, 0, 0), Entry(1, -3, 0, 0)]));

    [Fact]
    public void Of_SettledAsNotCharged_IsNothingAndKnown() => Assert.Equal(new Bill(Usd.Zero, Usd.Zero), Bill.Of(Record, [Entry(0, 10, 10, 0), Entry(1, -10, -10, 0)]));

    private static Entry Entry(int place, long amount, long atRisk, int unpriced) => new()
    {
        Generation = "gen_1",
        Place = place,
        Kind = EntryKind.Charge,
        BookedAt = default,
        UsedAt = default,
        KeyId = "key_1",
        KeyKind = KeyKind.Live,
        Model = "m",
        Operation = "generate",
        Amount = new Usd(amount),
        AtRisk = new Usd(atRisk),
        Unpriced = unpriced,
    };
}
