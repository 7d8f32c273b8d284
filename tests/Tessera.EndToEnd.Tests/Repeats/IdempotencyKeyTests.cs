using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger.Records;

namespace Tessera.EndToEnd.Tests.Repeats;

/// <summary>One key, one order: whatever is sent under it, and however often.</summary>
public sealed class IdempotencyKeyTests
{
    private static readonly byte[] Picture = Png.Huge(100_000);
    private static readonly (string, string) Key = Orders.Key("order-1");

    [Fact]
    public async Task SameCall_WhileItRuns_JoinsIt()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var first = Orders.PostAsync(gateway, Orders.Fox, Key);
        await gate.Reached;
        var second = Orders.PostAsync(gateway, Orders.Fox, Key);
        await BusyAsync(gateway);
        gate.Open();

        var original = (await first).Expect(200);
        AssertReplays(original, (await second).Expect(200));
        Assert.Single(openAi.Seen);
        Assert.Single(await gateway.RecordsAsync(new RecordQuery()));
    }

    [Fact]
    public async Task TwoHundred_AtOnce_AskTheUpstreamOnce()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var all = Enumerable.Range(0, 200).Select(_ => Orders.PostAsync(gateway, Orders.Fox, Key)).ToList();
        await gate.Reached;
        await BusyAsync(gateway);
        gate.Open();
        var replies = await Task.WhenAll(all);

        Assert.All(replies, reply => Assert.True(Picture.AsSpan().SequenceEqual(reply.Expect(200).Picture())));
        Assert.Single(replies.Select(reply => reply.GenerationId).Distinct());
        Assert.Equal(199, replies.Count(reply => reply["x-tessera-replayed"] == "true"));
        Assert.Single(openAi.Seen);
        Assert.Single(await gateway.RecordsAsync(new RecordQuery()));
    }

    [Fact]
    public async Task EndedCall_IsReplayedInEachDialect_ForADay()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var original = (await Orders.PostAsync(gateway, Orders.Fox, Key)).Expect(200);
        Assert.Null(original["x-tessera-replayed"]);

        AssertReplays(original, (await Orders.PostAsync(gateway, """{ "prompt": "a fox", "n": 1, "model": "openai/gpt-image-2" }""", Key)).Expect(200));
        var chat = (await Orders.ChatAsync(gateway, stream: false, Key)).Expect(200);
        Assert.Equal((original.GenerationId, "true", "0.008215"), (chat.GenerationId, chat["x-tessera-replayed"], chat["x-tessera-cost"]));
        Assert.EndsWith(Convert.ToBase64String(Picture), (string?)chat.Json["choices"]![0]!["message"]!["images"]![0]!["image_url"]!["url"]);
        var aiSdk = (await Orders.AiSdkAsync(gateway, Key)).Expect(200);
        Assert.Equal((original.GenerationId, "true"), (aiSdk.GenerationId, aiSdk["x-tessera-replayed"]));
        Assert.Equal(Convert.ToBase64String(Picture), (string?)aiSdk.Json["images"]![0]);
        Assert.Equal("openai", (string?)aiSdk.Json["providerMetadata"]!["gateway"]!["routing"]!["finalProvider"]);

        gateway.Time.Advance(TimeSpan.FromHours(24));
        Assert.NotEqual(original.GenerationId, (await Orders.PostAsync(gateway, Orders.Fox, Key)).Expect(200).GenerationId);
        Assert.Equal(2, openAi.Seen.Count);
    }

    [Fact]
    public async Task Stream_IsReplayedAsAStream_PartialsAndAll()
    {
        await using var openAi = await Upstream.StartAsync(Say.Body(Document.Events(Picture), Say.EventStream));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var original = (await Orders.PostAsync(gateway, Orders.FoxEvents, Key)).Expect(200);
        var again = (await Orders.PostAsync(gateway, Orders.FoxEvents, Key)).Expect(200);

        Assert.Equal((original.GenerationId, "true", "text/event-stream; charset=utf-8"), (again.GenerationId, again["x-tessera-replayed"], again["content-type"]));
        Assert.Equal(original.Events.Select(sent => sent.Name), again.Events.Select(sent => sent.Name));
        Assert.Equal(["1", "2", "3"], again.Events.Select(sent => sent.Id));
        Assert.All(again.Events, sent => Assert.True(Picture.AsSpan().SequenceEqual(sent.Picture)));
        Assert.Single(openAi.Seen);
    }

    [Fact]
    public async Task Stream_JoinedWhileItRuns_HasThePartialsToo()
    {
        var gate = new Gate();
        var body = Document.Events(Picture);
        await using var openAi = await Upstream.StartAsync(Say.StopAfter(body.Length - 1000, gate, body, Say.EventStream));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var first = Orders.PostAsync(gateway, Orders.FoxEvents, Key);
        await gate.Reached;
        var second = Orders.PostAsync(gateway, Orders.FoxEvents, Key);
        await BusyAsync(gateway);
        gate.Open();

        var names = new[] { "image_generation.partial_image", "image_generation.partial_image", "image_generation.completed" };
        Assert.Equal(names, (await first).Expect(200).Events.Select(sent => sent.Name));
        Assert.Equal(names, (await second).Expect(200).Events.Select(sent => sent.Name));
        Assert.Single(openAi.Seen);
    }

    [Theory]
    [InlineData("""{"model":"gpt-image-2","prompt":"an owl"}""", "prompt")]
    [InlineData("""{"model":"gpt-image-2","prompt":"a fox","size":"1024x1024"}""", "size")]
    [InlineData("""{"model":"gpt-image-1-mini","prompt":"a fox"}""", "model")]
    public async Task AnotherCall_UnderTheSameKey_IsA409ThatNamesTheDifference(string other, string field)
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var original = (await Orders.PostAsync(gateway, Orders.Fox, Key)).Expect(200);

        var refused = (await Orders.PostAsync(gateway, other, Key)).Expect(409);
        Assert.Equal(("invalid_request_error", "idempotency_key_reused", field), ((string?)refused.Error["type"], (string?)refused.Error["code"], (string?)refused.Error["param"]));
        Assert.Contains($"'{field}' is not the same", (string?)refused.Error["message"], StringComparison.Ordinal);
        Assert.Equal(("false", original.GenerationId), (refused["x-should-retry"], refused.GenerationId));
        Assert.Single(openAi.Seen);
    }

    [Fact]
    public async Task OtherKeys_AreOtherOrders()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        (await Orders.PostAsync(gateway, Orders.Fox, Key)).Expect(200);
        (await Orders.PostAsync(gateway, Orders.Fox, Orders.Key("order-2"))).Expect(200);
        var sandbox = (await gateway.SendAsync(HttpMethod.Post, Orders.Path, gateway.TestKey, Orders.Content("""{"model":"gpt-image-2","prompt":"an owl","size":"1024x1024","quality":"low"}"""), Key)).Expect(200);
        Assert.Null(sandbox["x-tessera-replayed"]);
        Assert.Equal(2, openAi.Seen.Count);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("")]
    public async Task UnusableKey_IsRefused(string key)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var refused = (await Orders.PostAsync(gateway, Orders.Fox, Orders.Key(key))).Expect(400);
        Assert.Equal(("invalid_idempotency_key", "Idempotency-Key"), ((string?)refused.Error["code"], (string?)refused.Error["param"]));
    }

    [Fact]
    public async Task Failure_ThatMayHaveCost_IsToldAgain()
    {
        await using var openAi = await Upstream.StartAsync(Say.InTurn(Say.Error(500, "server_error", null), Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var failed = await Orders.PostAsync(gateway, Orders.Fox, Key);
        var again = await Orders.PostAsync(gateway, Orders.Fox, Key);

        Assert.Equal((502, 502, "false", "true"), (failed.Status, again.Status, again["x-should-retry"], again["x-tessera-replayed"]));
        Assert.Equal(failed.Text, again.Text);
        Assert.Equal(failed.GenerationId, again.GenerationId);
        Assert.Single(openAi.Seen);
    }

    [Theory]
    [InlineData(503, 503)]
    [InlineData(429, 429)]
    [InlineData(400, 400)]
    public async Task Failure_ThatSurelyCostNothing_FreesTheKey(int upstream, int told)
    {
        await using var openAi = await Upstream.StartAsync(Say.InTurn(Say.Error(upstream, "server_error", null), Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        (await Orders.PostAsync(gateway, Orders.Fox, Key)).Expect(told);
        var second = (await Orders.PostAsync(gateway, Orders.Fox, Key)).Expect(200);
        Assert.Null(second["x-tessera-replayed"]);
        Assert.Equal(2, openAi.Seen.Count);
    }

    [Fact]
    public async Task Call_ThatNobodyServes_FreesTheKey()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var refused = (await Orders.PostAsync(gateway, Orders.Fox, Key)).Expect(400);
        Assert.Equal("no_route", (string?)refused.Error["code"]);
        Assert.Equal("no_route", (string?)(await Orders.PostAsync(gateway, """{"model":"gpt-image-2","prompt":"an owl"}""", Key)).Expect(400).Error["code"]);
    }

    [Fact]
    public async Task ClientWhoLeft_FindsThePictureUnderItsKey()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        await Orders.LeaveAsync(gateway, Orders.Fox, gate, Key);
        var again = Orders.PostAsync(gateway, Orders.Fox, Key);
        gate.Open();
        Assert.Equal(Picture, (await again).Expect(200).Picture());
        Assert.Single(openAi.Seen);
    }

    [Fact]
    public async Task Edit_AsAFormAndAsJson_IsTheSameCall()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var hat = Png.Plain(8, 8);
        var form = Form.Of(("model", "gpt-image-2"), ("prompt", "a hat"), ("n", "1")).File("image", hat).Content();
        var original = (await gateway.SendAsync(HttpMethod.Post, "/v1/images/edits", gateway.LiveKey, form, Key)).Expect(200);
        var json = Orders.Content($$"""{"images":[{"image_url":"data:image/png;base64,{{Convert.ToBase64String(hat)}}"}],"prompt":"a hat","model":"gpt-image-2"}""");
        AssertReplays(original, (await gateway.SendAsync(HttpMethod.Post, "/v1/images/edits", gateway.LiveKey, json, Key)).Expect(200));
        var other = Orders.Content($$"""{"images":[{"image_url":"data:image/png;base64,{{Convert.ToBase64String(Png.Plain(9, 9))}}"}],"prompt":"a hat","model":"gpt-image-2"}""");
        Assert.Equal("image[0]", (string?)(await gateway.SendAsync(HttpMethod.Post, "/v1/images/edits", gateway.LiveKey, other, Key)).Expect(409).Error["param"]);
    }

    [Fact]
    public async Task DetachedCall_Repeated_IsAcceptedOnce()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var first = (await Orders.PostAsync(gateway, Orders.Fox, Key, ("Prefer", "respond-async"))).Expect(202);
        await gate.Reached;
        var second = (await Orders.PostAsync(gateway, Orders.Fox, Key, ("Prefer", "respond-async"))).Expect(202);
        Assert.Equal((first["location"], "true"), (second["location"], second["x-tessera-replayed"]));
        gate.Open();
        Assert.Equal(Picture, (await Orders.PostAsync(gateway, Orders.Fox, Key)).Expect(200).Picture());
        Assert.Single(openAi.Seen);
    }

    /// <summary>A few round trips: what was sent before has been taken up by then, on all but the worst days.</summary>
    internal static async Task BusyAsync(RunningGateway gateway)
    {
        for (var i = 0; i < 50; i++)
        {
            (await gateway.GetAsync("/v1/models", gateway.LiveKey)).Expect(200);
        }
    }

    private static void AssertReplays(Reply original, Reply again)
    {
        Assert.Equal((original.GenerationId, "true", original["x-tessera-provider"]), (again.GenerationId, again["x-tessera-replayed"], again["x-tessera-provider"]));
        Assert.Equal("0.008215", again["x-tessera-cost"]);
        Assert.True(original.Picture().AsSpan().SequenceEqual(again.Picture()));
        Assert.Equal((string?)original.Json["size"], (string?)again.Json["size"]);
        Assert.Equal((int?)original.Json["usage"]!["total_tokens"], (int?)again.Json["usage"]!["total_tokens"]);
    }
}
