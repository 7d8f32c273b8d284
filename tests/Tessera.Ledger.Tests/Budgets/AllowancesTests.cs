using Tessera.Ledger.Budgets;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.Ledger.Tests.Budgets;

public abstract class AllowancesTests(TestStore store) : IAsyncLifetime
{
    private static readonly Budget FiveADay = new(Dollars(5), Period.Day);

    private readonly ManualTime _time = new();
    private Books _books = null!;

    private Allowances Allowances => _books.Allowances;

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
    public async Task Set_Everything_IsReadBackAfterARestart()
    {
        var allowance = new Allowance(
            [FiveADay with { Zone = "Europe/Berlin", SoftPercent = [50, 80] }, new(Dollars(100), Period.Total)],
            new RateLimits(Requests: 10, Images: 20, Tokens: 30, Pixels: 40, Calls: 5) { Wait = TimeSpan.FromSeconds(7) });

        AssertSame(allowance, Allowances.Set(Scope.Team("design"), allowance));
        await _books.DisposeAsync();
        _books = Books.Open(store.Place, _time);

        AssertSame(allowance, Allowances.Get(Scope.Team("design")));
        Assert.Equal(
            [(Measure.Money, Period.Day), (Measure.Money, Period.Total), (Measure.Requests, Period.Minute), (Measure.Images, Period.Minute), (Measure.Tokens, Period.Minute), (Measure.Pixels, Period.Minute), (Measure.Calls, Period.Total)],
            Allowances.Of(Scope.Team("design")).Select(account => (account.Measure, account.Period)));
    }

    [Fact]
    public void Set_BudgetOfTheSamePeriod_KeepsItsAccountAndOthersAreClosed()
    {
        var scope = Scope.Key("key_a");
        Allowances.Set(scope, new([FiveADay, new(Dollars(9), Period.Week)], RateLimits.None));
        var (day, week) = (Id(scope, Period.Day), Id(scope, Period.Week));

        Allowances.Set(scope, new([new(Dollars(6), Period.Day), new(Dollars(1), Period.Month)], RateLimits.None));

        Assert.Equal(day, Id(scope, Period.Day));
        Assert.Equal([Dollars(6), Dollars(1)], Allowances.Get(scope).Budgets.Select(budget => budget.Limit));
        Allowances.Set(scope, new([FiveADay, new(Dollars(9), Period.Week)], RateLimits.None));
        Assert.NotEqual(week, Id(scope, Period.Week));
    }

    [Fact]
    public void Of_LiveKey_IsItsOwnThenItsTeamsThenTheGateways()
    {
        var (key, _) = _books.Keys.Create("a", KeyKind.Live, team: "design", allowance: Daily(1));
        Allowances.Set(Scope.Gateway, Daily(3));
        Allowances.Set(Scope.Team("design"), Daily(2));
        Allowances.Set(Scope.Team("other"), Daily(4));

        Assert.Equal([Scope.Key(key.Id), Scope.Team("design"), Scope.Gateway], Allowances.Of(key).Select(account => account.Scope));
        Assert.Equal([Scope.Gateway], Allowances.Of(_books.Keys.Change(key.Id, now => now with { Team = null })! with { Id = "key_b" }).Select(account => account.Scope));
    }

    [Fact]
    public void Of_TestKey_IsItsOwnAlone()
    {
        var (key, _) = _books.Keys.Create("a", KeyKind.Test, team: "design", allowance: Daily(1));
        Allowances.Set(Scope.Gateway, Daily(3));
        Allowances.Set(Scope.Team("design"), Daily(2));

        Assert.Equal([Scope.Key(key.Id)], Allowances.Of(key).Select(account => account.Scope));
    }

    [Fact]
    public void Of_KeyThatChangesItsTeam_FollowsIt()
    {
        var (key, _) = _books.Keys.Create("a", KeyKind.Live, team: "design");
        Allowances.Set(Scope.Team("design"), Daily(2));
        Allowances.Set(Scope.Team("other"), Daily(4));
        Assert.Equal("design", Assert.Single(Allowances.Of(key)).Scope.Id);

        Assert.Equal("other", Assert.Single(Allowances.Of(_books.Keys.Change(key.Id, now => now with { Team = "other" })!)).Scope.Id);
        Assert.Empty(Allowances.Of(_books.Keys.Change(key.Id, now => now with { Team = null })!));
    }

    [Fact]
    public void Of_KnownKey_AllocatesNothing()
    {
        var (key, _) = _books.Keys.Create("a", KeyKind.Live, team: "design", allowance: Daily(1));
        Allowances.Of(key);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            Allowances.Of(key);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task Set_InAnotherProcess_IsSeenAfterTheRefresh()
    {
        await using var other = Books.Open(store.Place, _time);
        var changes = 0;
        other.Allowances.Changed += () => changes++;
        Allowances.Set(Scope.Gateway, Daily(3));
        Assert.Empty(other.Allowances.Of(Scope.Gateway));

        _time.Advance(TimeSpan.FromSeconds(Keyring.RefreshSeconds));

        Assert.Equal(Allowances.Of(Scope.Gateway).Select(account => account.Id), other.Allowances.Of(Scope.Gateway).Select(account => account.Id));
        Assert.Equal(1, changes);
        _time.Advance(TimeSpan.FromSeconds(Keyring.RefreshSeconds));
        Assert.Equal(1, changes);
    }

    [Fact]
    public async Task KeyMadeInAnotherProcess_IsNeverLetInWithoutItsBudget()
    {
        await using var other = Books.Open(store.Place, _time);
        ApiKey? seen = null;
        var accounts = -1;
        other.Allowances.Changed += () => seen ??= other.Keys.List().FirstOrDefault();

        var (key, secret) = _books.Keys.Create("a", KeyKind.Live, allowance: Daily(1));
        other.Keys.EnsureFixed(KeyKind.Test, "a-known-secret-for-a-container", "fixed");
        accounts = other.Allowances.Of(other.Keys.Authenticate(secret).Key!).Count;

        Assert.Equal((1, key), (accounts, other.Keys.Find(key.Id)));
        Assert.Null(seen);
    }

    [Fact]
    public async Task Set_FromManyThreadsAndTwoProcesses_KeepsOneAccountOfEachKind()
    {
        await using var other = Books.Open(store.Place, _time);
        var all = Enumerable.Range(1, 20).Select(number => Task.Factory.StartNew(
            () => (number % 2 == 0 ? _books : other).Allowances.Set(Scope.Team($"team{number % 3}"), new([new(Dollars(number), Period.Day)], new RateLimits(Calls: number))),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default));

        await Task.WhenAll(all);

        _time.Advance(TimeSpan.FromSeconds(Keyring.RefreshSeconds));
        var accounts = Allowances.Scopes.SelectMany(Allowances.Of).ToList();
        Assert.Equal(6, accounts.Count);
        Assert.Equal(6, accounts.DistinctBy(account => account.Id).Count());
        Assert.Equal(accounts.Select(account => (account.Id, account.Limit)).Order(), other.Allowances.Scopes.SelectMany(other.Allowances.Of).Select(account => (account.Id, account.Limit)).Order());
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Set_WhatIsNoAllowance_ThrowsAndChangesNothing(Allowance wrong)
    {
        Allowances.Set(Scope.Gateway, Daily(3));

        Assert.Throws<ArgumentException>(() => Allowances.Set(Scope.Gateway, wrong));

        AssertSame(Daily(3), Allowances.Get(Scope.Gateway));
    }

    public static TheoryData<Allowance> Wrong() =>
    [
        new Allowance([new(Usd.Zero, Period.Day)], RateLimits.None),
        new Allowance([new(new(-1), Period.Day)], RateLimits.None),
        new Allowance([new(Budget.LimitMax + new Usd(1), Period.Day)], RateLimits.None),
        new Allowance([new(Dollars(1), Period.Minute)], RateLimits.None),
        new Allowance([FiveADay, FiveADay], RateLimits.None),
        new Allowance([FiveADay with { Zone = "Europe/Atlantis" }], RateLimits.None),
        new Allowance([FiveADay with { Zone = "../../../etc/localtime" }], RateLimits.None),
        new Allowance([FiveADay with { SoftPercent = [80, 50] }], RateLimits.None),
        new Allowance([FiveADay with { SoftPercent = [50, 50] }], RateLimits.None),
        new Allowance([FiveADay with { SoftPercent = [100] }], RateLimits.None),
        new Allowance([], new RateLimits(Requests: 0)),
        new Allowance([], new RateLimits(Images: RateLimits.Most + 1)),
        new Allowance([], RateLimits.None with { Wait = TimeSpan.FromHours(1) }),
    ];

    private static Usd Dollars(long dollars) => new(dollars * 1_000_000_000);

    private static Allowance Daily(long dollars) => new([new(Dollars(dollars), Period.Day)], RateLimits.None);

    private static void AssertSame(Allowance expected, Allowance actual)
    {
        Assert.Equal(expected.Limits, actual.Limits);
        Assert.Equal(expected.Budgets.Select(Text), actual.Budgets.Select(Text));
    }

    private static string Text(Budget budget) => $"{budget.Limit} {budget.Period} {budget.Zone} [{string.Join(' ', budget.SoftPercent)}]";

    private long Id(Scope scope, Period period) => Allowances.Of(scope).Single(account => account.Period == period).Id;
}

public sealed class SqliteAllowancesTests() : AllowancesTests(new SqliteStore());

public sealed class PostgresAllowancesTests() : AllowancesTests(new PostgresStore());
