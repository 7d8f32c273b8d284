using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.Repeats;

/// <summary>Two gateways on one data directory: the repeat comes to the one that does not run the call.</summary>
public sealed class TwoNodesTests
{
    private static readonly byte[] Picture = Png.Huge(100_000);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);
    private static readonly (string, string) Key = Orders.Key("order-1");

    [Fact]
    public async Task Repeat_AtTheOtherNode_WaitsForTheCallAndIsGivenItsResult()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var first = await RunningGateway.StartAsync(openAi);
        await using var second = await RunningGateway.StartAsync(openAi.BaseAddress, null, beside: first);
        var original = Orders.PostAsync(first, Orders.Fox, Key);
        await gate.Reached;
        var repeat = second.SendAsync(HttpMethod.Post, Orders.Path, first.LiveKey, Orders.Content(Orders.Fox), Key);
        await Patience.UntilAsync(() => Task.FromResult(first.Time.IsAwaited(LookEvery)));
        gate.Open();
        var made = (await original).Expect(200);
        await TickAsync(first, second, repeat);

        var again = (await repeat).Expect(200);
        Assert.Equal((made.GenerationId, "true"), (again.GenerationId, again["x-tessera-replayed"]));
        Assert.True(Picture.AsSpan().SequenceEqual(again.Picture()));
        Assert.Single(openAi.Seen);
    }

    [Fact]
    public async Task OtherCall_AtTheOtherNode_IsA409()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var first = await RunningGateway.StartAsync(openAi);
        await using var second = await RunningGateway.StartAsync(openAi.BaseAddress, null, beside: first);
        (await Orders.PostAsync(first, Orders.Fox, Key)).Expect(200);
        var other = await second.SendAsync(HttpMethod.Post, Orders.Path, first.LiveKey, Orders.Content("""{"model":"gpt-image-2","prompt":"an owl"}"""), Key);
        Assert.Equal("idempotency_key_reused", (string?)other.Expect(409).Error["code"]);
        Assert.Single(openAi.Seen);
    }

    [Fact]
    public async Task ManyAtBothNodes_AskTheUpstreamOnce()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var first = await RunningGateway.StartAsync(openAi);
        await using var second = await RunningGateway.StartAsync(openAi.BaseAddress, null, beside: first);
        var all = Task.WhenAll(Enumerable.Range(0, 60).Select(i =>
            (i % 2 == 0 ? first : second).SendAsync(HttpMethod.Post, Orders.Path, first.LiveKey, Orders.Content(Orders.Fox), Key)));
        await TickAsync(first, second, all);

        Assert.Single((await all).Select(reply => reply.Expect(200).GenerationId).Distinct());
        Assert.Single(openAi.Seen);
    }

    [Fact]
    public async Task GenerationOfTheOtherNode_IsInProgress_AndItsEventsComeAtItsEnd()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var first = await RunningGateway.StartAsync(openAi);
        await using var second = await RunningGateway.StartAsync(openAi.BaseAddress, null, beside: first);
        var accepted = (await Orders.PostAsync(first, Orders.Fox, ("Prefer", "respond-async"))).Expect(202);
        await gate.Reached;
        // A call that ends at once is not told to others.
        first.Time.Advance(TimeSpan.FromMilliseconds(100));
        var path = $"/v1/images/{accepted.GenerationId}";
        await Patience.UntilAsync(async () => (await second.GetAsync(path, first.LiveKey)).Status == 200);
        Assert.Equal("in_progress", (string?)(await second.GetAsync(path, first.LiveKey)).Json["status"]);
        Assert.Equal(404, (await second.GetAsync(path, first.TestKey)).Status);

        var followed = second.GetAsync($"{path}/events", first.LiveKey);
        await Patience.UntilAsync(() => Task.FromResult(first.Time.IsAwaited(LookEvery)));
        gate.Open();
        await TickAsync(first, second, followed);

        Assert.Equal("image_generation.completed", Assert.Single((await followed).Expect(200).Events).Name);
    }

    /// <summary>
    /// The clock goes on a quarter of a second whenever somebody waits for that, so that nobody is taken for dead who had no turn;
    /// and only when the books are written, which goes by the machine's own clock: else a minute could pass before that.
    /// </summary>
    private static Task TickAsync(RunningGateway one, RunningGateway other, Task until) => Patience.UntilAsync(async () =>
    {
        if (one.Time.IsAwaited(LookEvery))
        {
            await one.FlushAsync();
            await other.FlushAsync();
            one.Time.Advance(LookEvery);
        }

        return until.IsCompleted;
    });
}
