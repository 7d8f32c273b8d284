using Tessera.Ledger.Budgets;
using Tessera.Ledger.Holds;
using Tessera.Ledger.Money;
using Tessera.Ledger.Sql;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.Ledger.Tests.Holds;

public abstract class HoldsTests(TestStore store) : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly Database _database = Database.Open(store.Place);

    public void Dispose() => store.Dispose();

    [Fact]
    public void Place_WhatFits_IsHeldAndWhatDoesNotIsRefused()
    {
        var node = Node(100);

        Assert.NotNull(node.Place(60).Hold);
        var refused = node.Place(41);
        Assert.NotNull(node.Place(40).Hold);

        Assert.Equal((RefusalReason.Limit, 41, 60, 40), (refused.Refusal!.Reason, refused.Refusal.Needed, refused.Refusal.Standing!.Held, refused.Refusal.Standing.Left));
    }

    [Fact]
    public void Settle_LessThanHeld_GivesTheRestBackAndIsWritten()
    {
        var node = Node(100);
        var hold = node.Place(100).Hold!;

        node.Settle(hold, cost: 30);
        node.Settle(hold, cost: 50);

        Assert.NotNull(node.Place(70).Hold);
        Assert.NotNull(node.Place(1).Refusal);
        node.Pump();
        Assert.Equal((30, 70), Spent());
    }

    [Fact]
    public void Settle_MoreThanHeld_IsSpentAllTheSameAndNothingMoreFits()
    {
        var node = Node(100);
        var first = node.Place(50).Hold!;
        var second = node.Place(50).Hold!;

        node.Settle(first, cost: 80);
        node.Pump();
        Assert.NotNull(node.Place(1).Refusal);
        node.Settle(second, cost: 10);
        node.Pump();

        Assert.Equal(90, Spent().Spent);
        Assert.NotNull(node.Place(10).Hold);
        Assert.NotNull(node.Place(1).Refusal);
    }

    [Theory]
    [InlineData(null, 70L, 70)]
    [InlineData(null, null, 0)]
    [InlineData(20L, 50L, 70)]
    public void Settle_CostUnknown_CountsWhatIsAtRisk(long? cost, long? atRisk, long spent)
    {
        var node = Node(100);

        node.Settle(node.Place(70).Hold!, cost, atRisk);
        node.Pump();

        Assert.Equal(spent, Spent().Spent);
    }

    [Fact]
    public void Place_OneOfSeveralAccountsHasTooLittle_DrawsOnNone()
    {
        var node = new TestNode(_database, Path.Combine(store.Directory, "spool"), _time, TestNode.Money(100), TestNode.Money(10, id: 7));

        var refused = node.Place(11).Refusal!;

        Assert.Equal(7, refused.Standing!.Account.Id);
        Assert.All(node.Holds.Standings(TestNode.Key), standing => Assert.Equal(0, standing.Held));
        Assert.NotNull(node.Place(10).Hold);
    }

    [Fact]
    public void Place_InHand_NeedsNoDatabase()
    {
        var node = Node(100);
        node.Place(1);

        Assert.True(node.Ask(99).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Resize_GrowsShrinksAndIsRefused()
    {
        var node = Node(100);
        var hold = node.Place(50).Hold!;

        Assert.Null(await hold.ResizeAsync(new Usd(100)));
        Assert.NotNull(node.Place(1).Refusal);
        Assert.Null(await hold.ResizeAsync(new Usd(20)));
        Assert.NotNull(node.Place(80).Hold);
        var refused = hold.ResizeAsync(new Usd(21)).AsTask();
        node.Pump();

        Assert.Equal(RefusalReason.Limit, (await refused)!.Reason);
        Assert.Equal(100, Assert.Single(node.Holds.Standings(TestNode.Key)).Held);
    }

    [Fact]
    public void Place_NextWindow_BeginsAnewAndACallSettlesWhereItWasHeld()
    {
        var node = new TestNode(_database, Path.Combine(store.Directory, "spool"), _time, TestNode.Money(100, Period.Day));
        var yesterday = node.Place(100).Hold!;

        _time.Advance(TimeSpan.FromDays(1));
        var today = node.Place(100).Hold!;
        node.Settle(yesterday, cost: 90);
        node.Settle(today, cost: 10);
        node.Pump();
        node.Pump();

        Assert.Equal([(90, 0), (10, 90)], Windows());
    }

    [Fact]
    public void Place_ClockSetBack_UsesTheEarlierWindowAgain()
    {
        var node = new TestNode(_database, Path.Combine(store.Directory, "spool"), _time, TestNode.Money(100, Period.Day));
        node.Settle(node.Place(60).Hold!, cost: 60);
        _time.Offset = TimeSpan.FromDays(1);
        node.Settle(node.Place(100).Hold!, cost: 100);

        _time.Offset = TimeSpan.Zero;

        Assert.NotNull(node.Place(41).Refusal);
        Assert.NotNull(node.Place(40).Hold);
    }

    [Fact]
    public void Place_LimitLoweredUnderWhatIsHeld_RefusesUntilThereIsRoom()
    {
        var node = Node(100);
        var hold = node.Place(60).Hold!;

        node.Accounts = [TestNode.Money(50)];
        Assert.NotNull(node.Place(1).Refusal);
        node.Settle(hold, cost: 20);
        node.Pump();

        Assert.NotNull(node.Place(31).Refusal);
        Assert.NotNull(node.Place(30).Hold);
    }

    [Fact]
    public void Place_LimitRaised_FitsAtOnce()
    {
        var node = Node(100);
        node.Place(100);
        Assert.NotNull(node.Place(50).Refusal);

        node.Accounts = [TestNode.Money(150)];

        Assert.NotNull(node.Place(50).Hold);
    }

    [Fact]
    public void Place_TwoNodes_ShareOneLimitToTheLastUnit()
    {
        var (first, second) = (Node(100), Node(100));
        Assert.NotNull(first.Place(10).Hold);
        var asked = second.Ask(90);

        // It wants, the other gives back, it takes.
        PumpUntil(asked, first, second);

        Assert.NotNull(asked.Result.Hold);
        var more = first.Ask(1);
        PumpUntil(more, first, second);
        Assert.NotNull(more.Result.Refusal);
        Assert.Equal((0, 100), Spent());
    }

    [Fact]
    public void Place_OtherNodeDied_ItsSliceIsGivenBackAndWhatItAskedForIsAtRisk()
    {
        var (first, second) = (Node(100), Node(100));
        var asked = first.Place(30).Hold!;
        first.Place(20);
        asked.Asked();
        _time.Advance(TimeSpan.FromSeconds(1));
        first.Pump();

        for (var i = 0; i < 8; i++)
        {
            second.Pump();
            _time.Advance(TimeSpan.FromSeconds(4));
        }

        Assert.Equal((30, 0), Spent());
        Assert.NotNull(second.Place(70).Hold);
        Assert.NotNull(second.Place(1).Refusal);
    }

    [Fact]
    public void Settle_TakenForDead_IsCorrectedByTheDifference()
    {
        var (first, second) = (Node(100), Node(100));
        var asked = first.Place(30).Hold!;
        asked.Asked();
        _time.Advance(TimeSpan.FromSeconds(1));
        first.Pump();
        for (var i = 0; i < 8; i++)
        {
            second.Pump();
            _time.Advance(TimeSpan.FromSeconds(4));
        }

        first.Settle(asked, cost: 12);
        first.Pump();
        first.Pump();

        Assert.Equal(12, Spent().Spent);
        Assert.NotNull(first.Place(88).Hold);
        Assert.NotNull(first.Place(1).Refusal);
    }

    [Fact]
    public void Pump_NobodyCalls_GivesEverythingBackAndStopsWriting()
    {
        var node = Node(100);
        node.Settle(node.Place(10).Hold!, cost: 10);
        node.Pump();
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(4));
            node.Pump();
        }

        Assert.True(node.Holds.Till.IsAsleep);
        Assert.Equal((10, 0), Spent());
        var written = Number("SELECT written FROM node");
        _time.Advance(TimeSpan.FromMinutes(10));
        node.Pump();
        Assert.Equal(written, Number("SELECT written FROM node"));
        Assert.Equal(-1, Number("SELECT beat FROM node"));
        Assert.NotNull(node.Place(90).Hold);
    }

    private TestNode Node(long limit) => new(_database, Path.Combine(store.Directory, "spool"), _time, TestNode.Money(limit));

    private void PumpUntil(Task asked, params TestNode[] nodes)
    {
        for (var i = 0; i < 20 && !asked.IsCompleted; i++)
        {
            foreach (var node in nodes)
            {
                node.Pump();
            }

            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.True(asked.IsCompleted, "No answer within two seconds.");
    }

    private (long Spent, long Sliced) Spent() => (Number("SELECT spent FROM account_window"), Number("SELECT sliced FROM account_window"));

    private List<(long, long)> Windows()
    {
        using var connection = _database.Connect();
        using var statement = connection.Prepare("SELECT spent, sliced FROM account_window ORDER BY starts_at");
        var windows = new List<(long, long)>();
        while (statement.Step())
        {
            windows.Add((statement.Integer(0), statement.Integer(1)));
        }

        return windows;
    }

    private long Number(string sql)
    {
        using var connection = _database.Connect();
        return connection.Number(sql);
    }
}

public sealed class SqliteHoldsTests() : HoldsTests(new SqliteStore());

public sealed class PostgresHoldsTests() : HoldsTests(new PostgresStore());
