using Tessera.Ledger.Budgets;
using Tessera.Ledger.Holds;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;
using Tessera.Ledger.Sql;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.Ledger.Tests.Holds;

/// <summary>Nodes that write when they are pumped, on a clock that stands still.</summary>
public abstract class HoldsTests : IDisposable
{
    private readonly TestStore _store;
    private readonly ManualTime _time = new();
    private readonly Database _database;
    private readonly List<TestNode> _nodes = [];

    protected HoldsTests(TestStore store)
    {
        _store = store;
        _database = Database.Open(store.Place);
    }

    public void Dispose()
    {
        _nodes.ForEach(node => node.Kill());
        _store.Dispose();
    }

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
        var node = Node(TestNode.Money(100), TestNode.Money(10, id: 7));

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
        var node = Node(TestNode.Money(100, Period.Day));
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
        var node = Node(TestNode.Money(100, Period.Day));
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

    private TestNode Node(long limit) => Node(TestNode.Money(limit));

    private TestNode Node(params Account[] accounts)
    {
        _nodes.Add(new TestNode(_database, Path.Combine(_store.Directory, "spool"), _time, accounts));
        return _nodes[^1];
    }

    [Fact]
    public async Task Kill_CallsThatEndedWereAskedOrOnlyPlaced_AreExactAtRiskAndReleased()
    {
        var killed = Node(100);
        var ended = killed.Place(30).Hold!;
        var asked = killed.Place(20).Hold!;
        var placed = killed.Place(10).Hold!;
        ended.Asked();
        asked.Asked();
        Assert.Null(await asked.ResizeAsync(new Usd(25)));
        asked.Asked();
        killed.Settle(ended, cost: 7);
        killed.Kill();

        var next = Node(100);
        next.Pump();

        Assert.Equal((32, 0), Spent());
        var journal = new Journal(_database, next.Holds.Queue);
        Assert.Equal(new Usd(7), (await journal.FindAsync(ended.GenerationId))!.Cost);
        Assert.Equal((Outcome.Failed, "interrupted", new Usd(25)), await journal.FindAsync(asked.GenerationId) is { } found ? (found.Outcome, found.ErrorCode, found.AtRisk!.Value) : default);
        Assert.Null(await journal.FindAsync(placed.GenerationId));
        Assert.NotNull(next.Place(68).Hold);
        Assert.Equal([next.Holds.Spool.Folder], Directory.GetDirectories(Path.Combine(_store.Directory, "spool")));
    }

    [Fact]
    public void Pump_DatabaseRestoredFromABackup_WritesAnewWhatIsHeldAndHasEnded()
    {
        var node = Node(100);
        var running = node.Place(40).Hold!;
        running.Asked();
        var ended = node.Place(10).Hold!;
        _time.Advance(TimeSpan.FromSeconds(1));
        node.Pump();
        _store.Run("DELETE FROM slice");
        _store.Run("DELETE FROM hold");
        _store.Run("DELETE FROM node");
        _store.Run("UPDATE account_window SET sliced = 0");

        node.Settle(ended, cost: 9);
        node.Pump();
        node.Pump();

        Assert.Equal((9, 40), Spent());
        Assert.NotNull(node.Place(51).Hold);
        Assert.NotNull(node.Place(1).Refusal);
        Assert.Equal(1, Number("SELECT COUNT(*) FROM hold"));
    }

    [Fact]
    public void Ask_RateIsUsedUp_StandsInLineAndIsServedInOrderWhenTheMinuteRolls()
    {
        var node = Node(TestNode.Rate(2, waitSeconds: 300));
        node.Place(1);
        node.Place(1);
        var places = new List<int>();
        var first = node.Ask(1);
        var second = node.Ask(1, places.Add);
        var third = node.Ask(1);
        node.Pump();
        Assert.False(first.IsCompleted || second.IsCompleted || third.IsCompleted);

        Advance(node, TimeSpan.FromSeconds(61));

        Assert.NotNull(first.Result.Hold);
        Assert.NotNull(second.Result.Hold);
        Assert.False(third.IsCompleted);
        Assert.Equal([2], places);
        Advance(node, TimeSpan.FromSeconds(60));
        Assert.NotNull(third.Result.Hold);
    }

    [Fact]
    public void Ask_WaitIsOver_IsRefusedForTheLine()
    {
        var node = Node(TestNode.Calls(1, waitSeconds: 5));
        node.Place(1);
        var asked = node.Ask(1);

        Advance(node, TimeSpan.FromSeconds(6));

        Assert.Equal(RefusalReason.Line, asked.Result.Refusal!.Reason);
    }

    [Fact]
    public void Ask_MoreThanTheLimit_IsRefusedAtOnceAndBlocksNobody()
    {
        var node = Node(TestNode.Rate(5, waitSeconds: 60), TestNode.Money(10));

        Assert.NotNull(node.Place(11).Refusal);
        Assert.NotNull(node.Place(10).Hold);
    }

    [Fact]
    public async Task Ask_LeavesTheLine_TheNextIsServed()
    {
        var node = Node(TestNode.Calls(1, waitSeconds: 60));
        var running = node.Place(1).Hold!;
        using var patience = new CancellationTokenSource();
        var impatient = node.Ask(1, cancellation: patience.Token);
        var patient = node.Ask(1, cancellation: CancellationToken.None);

        await patience.CancelAsync();
        node.Settle(running, cost: 1);

        Assert.NotNull((await patient).Hold);
        Assert.True(impatient.IsCanceled);
    }

    [Fact]
    public void Ask_LineIsFull_IsRefused()
    {
        var node = Node(TestNode.Calls(1, waitSeconds: 60));
        node.Place(1);
        var waiting = Enumerable.Range(0, Line.WaitersMax).Select(_ => node.Ask(1)).ToList();

        Assert.Equal(RefusalReason.Line, node.Place(1).Refusal!.Reason);
        Assert.DoesNotContain(waiting, ask => ask.IsCompleted);
    }

    private void Advance(TestNode node, TimeSpan span)
    {
        for (var left = span; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            node.Pump();
        }
    }

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
