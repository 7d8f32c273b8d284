using Tessera.Ledger.Budgets;
using Tessera.Ledger.Holds;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Tests.Records;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.Ledger.Tests.Holds;

/// <summary>Many callers on real threads, over books as the program opens them.</summary>
public abstract class CrowdTests(TestStore store) : IAsyncLifetime
{
    private readonly List<Books> _books = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var books in _books)
        {
            await books.DisposeAsync();
        }

        store.Dispose();
    }

    [Fact]
    public async Task Place_500CallersOnALittle_GrantsExactlyWhatFits()
    {
        var books = Open();
        var key = KeyWith(books, 137);

        var results = await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Task.Run(async () => await Ask(books, key, 1))));

        Assert.Equal(137, results.Count(result => result.Hold is not null));
        Assert.All(results.Where(result => result.Hold is null), result => Assert.Equal(RefusalReason.Limit, result.Refusal!.Reason));
        Settle(results);
        var standing = Assert.Single(await books.Holds.StandingsAsync(Scope.Key(key.Id)));
        Assert.Equal((137, 0), (standing.Spent, standing.Held));

        await books.DisposeAsync();
        _books.Clear();
        Assert.Equal(0, store.Number("SELECT COUNT(*) FROM slice"));
        Assert.Equal(0, store.Number("SELECT COUNT(*) FROM node"));
        Assert.Equal((137, 0), (store.Number("SELECT spent FROM account_window"), store.Number("SELECT sliced FROM account_window")));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(store.Directory, "spool")));
    }

    [Fact]
    public async Task Place_CallersOfTwoProcesses_GetTogetherExactlyWhatFits()
    {
        var (first, second) = (Open(), Open());
        var key = KeyWith(first, 90);
        second.Allowances.Refresh();

        var results = await Task.WhenAll(Enumerable.Range(0, 120).Select(i => Task.Run(async () => await Ask(i % 2 == 0 ? first : second, key, 1))));

        Assert.Equal(90, results.Count(result => result.Hold is not null));
        Settle(results);
        await first.Journal.FlushAsync();
        await second.Journal.FlushAsync();
        var standing = Assert.Single(await second.Holds.StandingsAsync(Scope.Key(key.Id)));
        Assert.Equal((90, 0), (standing.Spent, standing.Held));
    }

    [Fact]
    public async Task Place_WhatAnotherProcessHasAndDoesNotUse_IsGivenBack()
    {
        var (first, second) = (Open(), Open());
        var key = KeyWith(first, 100);
        second.Allowances.Refresh();
        Assert.NotNull((await Ask(first, key, 1)).Hold);

        Assert.NotNull((await Ask(second, key, 99)).Hold);
        Assert.NotNull((await Ask(first, key, 1)).Refusal);
    }

    [Fact]
    public async Task Place_EndedAndFreedByAnother_GoesToWhoWaits()
    {
        var books = Open();
        var key = books.Keys.Create("a key", KeyKind.Live).Key;
        books.Allowances.Set(Scope.Key(key.Id), new Allowance([], new RateLimits(Calls: 3) { Wait = TimeSpan.FromMinutes(5) }));

        var ended = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Task.Run(async () =>
        {
            var hold = (await Ask(books, key, 1)).Hold!;
            hold.Asked();
            await Task.Yield();
            hold.Settle(TestNode.Ended(hold.Order.Draft, cost: 1));
            return hold.GenerationId;
        })));

        await books.Journal.FlushAsync();
        foreach (var id in ended)
        {
            Assert.NotNull(await books.Journal.FindAsync(id));
        }
    }

    private Books Open()
    {
        _books.Add(Books.Open(store.Place, TimeProvider.System));
        return _books[^1];
    }

    private static ApiKey KeyWith(Books books, long nanos)
    {
        var key = books.Keys.Create("a key", KeyKind.Live).Key;
        books.Allowances.Set(Scope.Key(key.Id), new Allowance([new Budget(new Usd(nanos), Period.Total)], RateLimits.None));
        return key;
    }

    private static ValueTask<HoldResult> Ask(Books books, ApiKey key, long money) =>
        books.Holds.PlaceAsync(new HoldOrder(key, new Amounts(money, 1, 1, 10, 100, 1), Sample.Record() with { KeyId = key.Id }));

    private static void Settle(IEnumerable<HoldResult> results)
    {
        foreach (var hold in results.Select(result => result.Hold).OfType<Hold>())
        {
            hold.Settle(TestNode.Ended(hold.Order.Draft, cost: 1));
        }
    }
}

public sealed class SqliteCrowdTests() : CrowdTests(new SqliteStore());

public sealed class PostgresCrowdTests() : CrowdTests(new PostgresStore());
