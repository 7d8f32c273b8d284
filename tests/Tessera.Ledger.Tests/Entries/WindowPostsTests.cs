using Tessera.Ledger.Budgets;
using Tessera.Ledger.Entries;
using Tessera.Ledger.Holds;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;
using Tessera.Ledger.Tests.Records;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.Ledger.Tests.Entries;

/// <summary>Budgets follow what is set right afterwards.</summary>
public abstract class WindowPostsTests(TestStore store) : IAsyncLifetime
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
    public async Task Correct_CallOfAKeyInATeam_ChangesAllBudgetsThatCountedIt()
    {
        var key = _books.Keys.Create("k", KeyKind.Live).Key with { Team = "design" };
        Budget(Scope.Key(key.Id), Period.Day);
        Budget(Scope.Team("design"), Period.Month);
        Budget(Scope.Gateway, Period.Total);
        Budget(Scope.Team("press"), Period.Month);
        var record = await CallAsync(key, 100);

        await _books.Entries.CorrectAsync(new Correction("c", record.Id, "the bill", new Usd(-30), null));

        Assert.Equal((70, 70, 70), (await SpentAsync(Scope.Key(key.Id)), await SpentAsync(Scope.Team("design")), await SpentAsync(Scope.Gateway)));
        Assert.Equal(0, await SpentAsync(Scope.Team("press")));
    }

    [Fact]
    public async Task Correct_YesterdaysCall_LeavesTodaysBudgetAlone()
    {
        var key = _books.Keys.Create("k", KeyKind.Live).Key;
        Budget(Scope.Key(key.Id), Period.Day);
        Budget(Scope.Gateway, Period.Month);
        var yesterday = await CallAsync(key, 100);
        _time.Advance(TimeSpan.FromDays(1));
        await CallAsync(key, 7);

        await _books.Entries.CorrectAsync(new Correction("c", yesterday.Id, "the bill", new Usd(900), null));

        Assert.Equal((7, 1007), (await SpentAsync(Scope.Key(key.Id)), await SpentAsync(Scope.Gateway)));
    }

    [Fact]
    public async Task Correct_CallFromBeforeTheBudget_IsNotCountedAfterwards()
    {
        var key = _books.Keys.Create("k", KeyKind.Live).Key;
        var record = await CallAsync(key, 100);
        _time.Advance(TimeSpan.FromMinutes(1));
        Budget(Scope.Key(key.Id), Period.Month);
        await CallAsync(key, 7);

        await _books.Entries.CorrectAsync(new Correction("c", record.Id, "the bill", new Usd(900), null));

        Assert.Equal(7, await SpentAsync(Scope.Key(key.Id)));
    }

    [Fact]
    public async Task Correct_TestKey_CountsInItsOwnBudgetAlone()
    {
        var key = _books.Keys.Create("k", KeyKind.Test).Key with { Team = "design" };
        Budget(Scope.Key(key.Id), Period.Month);
        Budget(Scope.Gateway, Period.Month);
        var record = await CallAsync(key, 100);

        await _books.Entries.CorrectAsync(new Correction("c", record.Id, "by hand", new Usd(900), null));

        Assert.Equal((1000, 0), (await SpentAsync(Scope.Key(key.Id)), await SpentAsync(Scope.Gateway)));
    }

    [Fact]
    public async Task Correct_Repeated_ChangesTheBudgetOnce()
    {
        var key = _books.Keys.Create("k", KeyKind.Live).Key;
        Budget(Scope.Key(key.Id), Period.Month);
        var record = await CallAsync(key, 100);
        var order = new Correction("c", record.Id, "the bill", new Usd(50), null);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _books.Entries.CorrectAsync(order)));

        Assert.Equal(150, await SpentAsync(Scope.Key(key.Id)));
    }

    [Fact]
    public async Task Reprice_ManyCalls_ChangesTheBudgetByTheDifference()
    {
        var key = _books.Keys.Create("k", KeyKind.Live).Key;
        Budget(Scope.Key(key.Id), Period.Month);
        for (var i = 0; i < 5; i++)
        {
            await CallAsync(key, 100);
        }

        var order = new Repricing(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, null, null, "the list was wrong", DryRun: true);
        await _books.Entries.RepriceAsync(order, _ => (new Usd(30), null));
        Assert.Equal(500, await SpentAsync(Scope.Key(key.Id)));

        await _books.Entries.RepriceAsync(order with { DryRun = false }, _ => (new Usd(30), null));
        Assert.Equal(150, await SpentAsync(Scope.Key(key.Id)));
    }

    [Fact]
    public async Task Correct_DownUnderAFullBudget_LetsTheNextCallIn()
    {
        var key = _books.Keys.Create("k", KeyKind.Live).Key;
        Budget(Scope.Key(key.Id), Period.Month, 100);
        var record = await CallAsync(key, 100);
        Assert.NotNull((await PlaceAsync(key, 40)).Refusal);

        await _books.Entries.CorrectAsync(new Correction("c", record.Id, "the bill", new Usd(-40), null));

        // A node that has found a budget used up does not ask the database again within this time.
        _time.Advance(Line.DryMax);
        Assert.Null((await PlaceAsync(key, 40)).Refusal);
    }

    private void Budget(Scope scope, Period period, long nanos = 1_000_000) => _books.Allowances.Set(scope, new Allowance([new Budget(new Usd(nanos), period)], RateLimits.None));

    private ValueTask<HoldResult> PlaceAsync(ApiKey key, long nanos)
    {
        var draft = Sample.Record() with { KeyId = key.Id, KeyKind = key.Kind, Team = key.Team, StartedAt = _time.GetUtcNow() };
        return _books.Holds.PlaceAsync(new HoldOrder(key, new Amounts(nanos, 1, 1, 0, 0, 1), draft));
    }

    private async Task<GenerationRecord> CallAsync(ApiKey key, long nanos)
    {
        var hold = (await PlaceAsync(key, nanos)).Hold!;
        hold.Asked();
        var record = Sample.Record(hold.GenerationId) with { KeyId = key.Id, KeyKind = key.Kind, Team = key.Team, StartedAt = _time.GetUtcNow(), Cost = new Usd(nanos) };
        hold.Settle(record);
        await _books.Journal.FlushAsync();
        return record;
    }

    private async Task<long> SpentAsync(Scope scope) => (await _books.Holds.StandingsAsync(scope)).Single(standing => standing.Account.Measure == Measure.Money).Spent;
}

public sealed class SqliteWindowPostsTests() : WindowPostsTests(new SqliteStore());

public sealed class PostgresWindowPostsTests() : WindowPostsTests(new PostgresStore());
