using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger.Records;

namespace Tessera.EndToEnd.Tests.Repeats;

/// <summary>Clients without an idempotency key, who time out, hang up, and ask again.</summary>
public sealed class SilentRepeatTests
{
    private static readonly byte[] Picture = Png.Huge(100_000);

    [Fact]
    public async Task Client_WhoLeftAndAsksAgain_JoinsItsOwnCall_AndOrdersAnewAfterThat()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        await Orders.LeaveAsync(gateway, Orders.Fox, gate);
        var again = await JoinedAsync(gateway, openAi);
        gate.Open();

        Assert.Equal("true", (await again).Expect(200)["x-tessera-replayed"]);
        Assert.Single(openAi.Seen);
        Assert.Null((await Orders.PostAsync(gateway, Orders.Fox)).Expect(200)["x-tessera-replayed"]);
        Assert.Equal(2, openAi.Seen.Count);
    }

    [Fact]
    public async Task Client_WhoComesBackTooLate_OrdersAnew()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        await Orders.LeaveAsync(gateway, Orders.Fox, gate);
        gate.Open();
        await Patience.UntilAsync(async () => (await gateway.RecordsAsync(new RecordQuery())).Count == 1);
        gateway.Time.Advance(TimeSpan.FromSeconds(121));
        Assert.Null((await Orders.PostAsync(gateway, Orders.Fox)).Expect(200)["x-tessera-replayed"]);
        Assert.Equal(2, openAi.Seen.Count);
    }

    [Fact]
    public async Task EqualOrders_OnPurpose_AreTwoPictures()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var first = Orders.PostAsync(gateway, Orders.Fox);
        await gate.Reached;
        var second = Orders.PostAsync(gateway, Orders.Fox);
        await Patience.UntilAsync(() => Task.FromResult(openAi.Seen.Count == 2));
        gate.Open();
        Assert.NotEqual((await first).Expect(200).GenerationId, (await second).Expect(200).GenerationId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SdkRepeat_JoinsTheCallThatRuns_OrIsGivenItsResult(bool ended)
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var first = Orders.PostAsync(gateway, Orders.Fox, Orders.Retry(0));
        await gate.Reached;
        if (ended)
        {
            gate.Open();
            (await first).Expect(200);
        }

        var repeats = Enumerable.Range(1, 20).Select(i => Orders.PostAsync(gateway, Orders.Fox, Orders.Retry(i))).ToList();
        await IdempotencyKeyTests.BusyAsync(gateway);
        gate.Open();

        var original = (await first).Expect(200);
        Assert.All(await Task.WhenAll(repeats), repeat => Assert.Equal((original.GenerationId, "true"), (repeat.Expect(200).GenerationId, repeat["x-tessera-replayed"])));
        Assert.Single(openAi.Seen);
    }

    [Fact]
    public async Task SdkRepeat_AfterARefusal_IsANewOrder()
    {
        await using var openAi = await Upstream.StartAsync(Say.InTurn(Say.Error(503, "server_error", null), Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        (await Orders.PostAsync(gateway, Orders.Fox)).Expect(503);
        Assert.Null((await Orders.PostAsync(gateway, Orders.Fox, Orders.Retry(1))).Expect(200)["x-tessera-replayed"]);
    }

    [Fact]
    public async Task ImmediateRepeat_OfAFailureThatMayHaveCost_IsToldTheSame_AndALaterOneIsANewOrder()
    {
        await using var openAi = await Upstream.StartAsync(Say.InTurn(Say.Error(500, "server_error", null), Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var failed = await Orders.PostAsync(gateway, Orders.Fox);
        var again = await Orders.PostAsync(gateway, Orders.Fox);
        Assert.Equal((502, failed.Text, "false"), (again.Status, again.Text, again["x-should-retry"]));
        Assert.Single(openAi.Seen);

        gateway.Time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(200, (await Orders.PostAsync(gateway, Orders.Fox)).Status);
    }

    [Fact]
    public async Task OtherDialects_JoinAfterLeaving()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        await Orders.LeaveAsync(gateway, Orders.Fox, gate);
        gate.Open();
        Assert.Equal("true", (await Orders.ChatAsync(gateway, stream: false, Orders.Retry(1))).Expect(200)["x-tessera-replayed"]);
        Assert.Equal("true", (await Orders.AiSdkAsync(gateway, Orders.Retry(1))).Expect(200)["x-tessera-replayed"]);
        Assert.Single(openAi.Seen);
    }

    /// <summary>
    /// Asks again as soon as the gateway knows that the client has left, which it learns from its socket. A call that comes
    /// before that is a new order, and this one is given up again.
    /// </summary>
    private static async Task<Task<Reply>> JoinedAsync(RunningGateway gateway, Upstream openAi)
    {
        await IdempotencyKeyTests.BusyAsync(gateway);
        var call = Orders.PostAsync(gateway, Orders.Fox);
        await IdempotencyKeyTests.BusyAsync(gateway);
        Assert.Single(openAi.Seen);
        return call;
    }
}
