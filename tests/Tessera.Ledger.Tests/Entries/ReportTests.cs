using Tessera.Ledger.Entries;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;
using Tessera.Ledger.Tests.Records;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.Ledger.Tests.Entries;

public abstract class ReportTests(TestStore store) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

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
    public async Task Report_ByTag_HasACallInTheRowOfEachOfItsTagsAndOnceInTheTotal()
    {
        await BookAsync(Call(5) with { Tags = ["owl", "fox"] }, Call(7) with { Tags = ["fox"] }, Call(11));

        var report = await AskAsync(ReportGroup.Tag);

        Assert.Equal([("fox", 12), ("owl", 5), (null, 11)], report.Rows.Select(row => (row.Group, row.Spend.Amount.Nanos)));
        Assert.Equal((3, 23), (report.Total.Calls, report.Total.Amount.Nanos));
    }

    [Theory]
    [InlineData("UTC", "2026-03-28,2026-03-29,2026-03-30")]
    [InlineData("Asia/Kathmandu", "2026-03-29,2026-03-30")]
    [InlineData("America/St_Johns", "2026-03-28,2026-03-29")]
    public async Task Report_ByDay_BeginsTheDayInTheZoneAsked(string zone, string days)
    {
        // In Kathmandu (+5:45) the day begins at 18:15 UTC, in St. John's (-2:30 in summer) at 2:30.
        await BookAsync(
            Call(1) with { StartedAt = new(2026, 3, 28, 18, 15, 0, TimeSpan.Zero) },
            Call(1) with { StartedAt = new(2026, 3, 29, 18, 14, 59, TimeSpan.Zero) },
            Call(1) with { StartedAt = new(2026, 3, 29, 18, 15, 0, TimeSpan.Zero) },
            Call(1) with { StartedAt = new(2026, 3, 30, 2, 29, 59, TimeSpan.Zero) });

        var report = await AskAsync(ReportGroup.Day, zone: zone);

        Assert.Equal(days, string.Join(',', report.Rows.Select(row => row.Group)));
        Assert.Equal(4, report.Rows.Sum(row => row.Spend.Calls));
    }

    [Fact]
    public async Task Report_ByHourWhenTheClocksGoBack_HasBothHoursInOneRow()
    {
        await BookAsync(
            Call(1) with { StartedAt = new(2026, 10, 25, 0, 30, 0, TimeSpan.Zero) },
            Call(2) with { StartedAt = new(2026, 10, 25, 1, 30, 0, TimeSpan.Zero) });

        var report = await AskAsync(ReportGroup.Hour, zone: "Europe/Berlin");

        Assert.Equal([("2026-10-25T02", 3)], report.Rows.Select(row => (row.Group, row.Spend.Amount.Nanos)));
    }

    [Fact]
    public async Task Report_Filtered_HasOnlyWhatWasAskedFor()
    {
        await BookAsync(
            Call(1) with { KeyId = "key_b" },
            Call(2) with { Team = "design" },
            Call(4) with { User = "u" },
            Call(8) with { Model = "other/model" },
            Call(16) with { Attempts = [] },
            Call(32) with { Tags = ["fox", "owl"] },
            Call(64) with { Tags = ["Fox"] },
            Call(128) with { KeyKind = KeyKind.Test });

        Assert.Equal(1, await SumAsync(new() { KeyId = "key_b" }));
        Assert.Equal(2, await SumAsync(new() { Team = "design" }));
        Assert.Equal(4, await SumAsync(new() { User = "u" }));
        Assert.Equal(8, await SumAsync(new() { Model = "other/model" }));
        Assert.Equal(1 + 2 + 4 + 8 + 32 + 64, await SumAsync(new() { Provider = "azure" }));
        Assert.Equal(32, await SumAsync(new() { Tags = ["fox"] }));
        Assert.Equal(96, await SumAsync(new() { Tags = ["fox", "Fox"] }));
        Assert.Equal(0, await SumAsync(new() { Tags = ["fox", "Fox"], AllTags = true }));
        Assert.Equal(32, await SumAsync(new() { Tags = ["owl", "fox"], AllTags = true }));
        Assert.Equal(0, await SumAsync(new() { Tags = ["%", "ow", "fox' OR 1=1 --"] }));
        Assert.Equal(128, await SumAsync(new() { Simulated = true }));
        Assert.Equal(127, await SumAsync(new()));
    }

    [Fact]
    public async Task Report_Range_TakesItsBeginningAndNotItsEnd()
    {
        await BookAsync(Call(1) with { StartedAt = Noon }, Call(2) with { StartedAt = Noon.AddMicroseconds(1) }, Call(4) with { StartedAt = Noon.AddMicroseconds(-1) });

        var report = await _books.Entries.ReportAsync(new ReportQuery(Noon, Noon.AddMicroseconds(1), ReportGroup.All, new EntryFilter(), TimeZoneInfo.Utc));

        Assert.Equal(1, report.Total.Amount.Nanos);
    }

    [Fact]
    public async Task Report_UnpricedAndAtRisk_AreToldApart()
    {
        await BookAsync(Call(1), Call(0) with { Cost = null }, Call(0) with { Outcome = Outcome.Failed, Cost = null, AtRisk = new Usd(8) });

        var row = Assert.Single((await AskAsync(ReportGroup.Model)).Rows);

        Assert.Equal((3, 9, 8, 1), (row.Spend.Calls, row.Spend.Amount.Nanos, row.Spend.AtRisk.Nanos, row.Spend.Unpriced));
    }

    [Fact]
    public async Task Drift_ProviderSaysMore_IsSummedByRouteAndTheWorstComeFirst()
    {
        await BookAsync(
            Call(10) with { ProviderCost = new Usd(10) },
            Call(10) with { ProviderCost = new Usd(13) },
            Call(10) with { ProviderCost = new Usd(5), Id = "gen_worst" },
            Call(10),
            Call(0) with { Cost = null, ProviderCost = new Usd(1) },
            Call(0) with { Outcome = Outcome.Failed, Cost = null, AtRisk = new Usd(9), ProviderCost = new Usd(1) });

        var drift = await _books.Entries.DriftAsync(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, new EntryFilter());

        Assert.Equal(new DriftRow("openai/gpt-image-1", "azure", 3, 2, new Usd(30), new Usd(28)), Assert.Single(drift.Rows));
        Assert.Equal(new Usd(-2), drift.Rows[0].Difference);
        Assert.Equal([-5, 3], drift.Worst.Select(call => call.Difference.Nanos));
        Assert.Equal("gen_worst", drift.Worst[0].Generation);
    }

    [Fact]
    public async Task Drift_CorrectedToTheProvidersFigure_IsGone()
    {
        await BookAsync(Call(10) with { ProviderCost = new Usd(13), Id = "gen_a" });
        await _books.Entries.CorrectAsync(new Correction("c", "gen_a", "their bill", new Usd(3), null));

        var drift = await _books.Entries.DriftAsync(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, new EntryFilter());

        Assert.Equal((1, 0), (drift.Rows[0].Compared, drift.Rows[0].Differing));
        Assert.Empty(drift.Worst);
    }

    [Fact]
    public async Task Page_OverManyBookedInOneMoment_GivesEachOnceInOrder()
    {
        var records = Enumerable.Range(0, 25).Select(_ => Call(1)).ToArray();
        await BookAsync(records);
        var seen = new List<string>();
        EntryCursor? after = null;
        IReadOnlyList<Entry> page;
        do
        {
            page = await _books.Entries.PageAsync(new EntryQuery(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, new EntryFilter()) { After = after, Limit = 10 });
            seen.AddRange(page.Select(entry => entry.Generation));
            after = page.Count > 0 ? EntryCursor.Of(page[^1]) : null;
        }
        while (page.Count == 10);

        Assert.Equal(records.Select(record => record.Id).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
    }

    private static GenerationRecord Call(long nanos) => Sample.Record() with { Cost = new Usd(nanos), StartedAt = Noon };

    private async Task BookAsync(params GenerationRecord[] records)
    {
        foreach (var record in records)
        {
            await _books.Journal.AppendAsync(record);
        }
    }

    private Task<Report> AskAsync(ReportGroup group, EntryFilter? filter = null, string zone = "UTC") =>
        _books.Entries.ReportAsync(new ReportQuery(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, group, filter ?? new EntryFilter(), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    private async Task<long> SumAsync(EntryFilter filter) => (await AskAsync(ReportGroup.All, filter)).Total.Amount.Nanos;
}

public sealed class SqliteReportTests() : ReportTests(new SqliteStore());

public sealed class PostgresReportTests() : ReportTests(new PostgresStore());
