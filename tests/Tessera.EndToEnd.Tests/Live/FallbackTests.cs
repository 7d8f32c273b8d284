using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger.Records;

namespace Tessera.EndToEnd.Tests.Live;

/// <summary>Another route is tried only where the first surely made nothing: each test counts what both were asked.</summary>
public sealed class FallbackTests
{
    private static readonly byte[] Picture = Png.Plain(8, 8);
    private const string Call = """{"model":"gpt-image-2","prompt":"a red balloon"}""";

    [Theory]
    [InlineData(429, "requests", "rate_limit_exceeded")]
    [InlineData(429, "insufficient_quota", "insufficient_quota")]
    [InlineData(503, "server_error", null)]
    [InlineData(401, "invalid_request_error", "invalid_api_key")]
    [InlineData(403, "invalid_request_error", null)]
    [InlineData(404, "invalid_request_error", "model_not_found")]
    public async Task Refusal_ThatMadeNothing_GoesToTheNextRoute(int status, string type, string? code)
    {
        await using var openAi = await Upstream.StartAsync(Say.Error(status, type, code));
        await using var vercel = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi, vercel);

        var reply = (await CallAsync(gateway)).Expect(200);

        Assert.Equal((1, 1), (openAi.Seen.Count, vercel.Seen.Count));
        Assert.Equal("vercel", reply["x-tessera-provider"]);
        var record = await gateway.RecordAsync(reply.GenerationId);
        Assert.Equal([("openai", status), ("vercel", 200)], record.Attempts.Select(attempt => (attempt.Provider, attempt.Status!.Value)));
        Assert.Equal(Outcome.Completed, record.Outcome);
    }

    [Fact]
    public async Task Unreachable_Provider_GoesToTheNextRoute()
    {
        await using var vercel = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(await Upstream.GoneAsync(), vercel.BaseAddress);

        var reply = (await CallAsync(gateway)).Expect(200);

        Assert.Equal("vercel", reply["x-tessera-provider"]);
    }

    [Theory]
    [InlineData(400, 400)]
    [InlineData(422, 422)]
    [InlineData(500, 502)]
    [InlineData(502, 502)]
    [InlineData(504, 504)]
    public async Task Failure_ThatMayHaveMadeIt_IsNotRepeated(int status, int told)
    {
        await using var openAi = await Upstream.StartAsync(Say.Error(status, "invalid_request_error", "x_code"));
        await using var vercel = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi, vercel);

        var reply = (await CallAsync(gateway)).Expect(told);

        Assert.Equal((1, 0), (openAi.Seen.Count, vercel.Seen.Count));
        Assert.Equal(status >= 500 ? "false" : null, reply["x-should-retry"]);
        Assert.Equal(Outcome.Failed, (await gateway.RecordAsync(reply.GenerationId)).Outcome);
    }

    [Fact]
    public async Task Connection_CutBeforeTheAnswer_IsNotRepeated()
    {
        await using var openAi = await Upstream.StartAsync(Say.Nothing);
        await using var vercel = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi, vercel);

        var reply = (await CallAsync(gateway)).Expect(502);

        Assert.Equal((1, 0), (openAi.Seen.Count, vercel.Seen.Count));
        Assert.Equal("image_generation_failed", (string?)reply.Error["code"]);
    }

    [Fact]
    public async Task Silence_UntilTheTimeIsUp_Is504AndNotRepeated()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var vercel = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi, vercel);

        var call = CallAsync(gateway);
        await gate.Reached;
        gateway.Time.Advance(TimeSpan.FromMinutes(11));

        var reply = (await call).Expect(504);
        gate.Open();
        Assert.Empty(vercel.Seen);
        Assert.Equal("false", reply["x-should-retry"]);
    }

    [Fact]
    public async Task BothRoutes_AtTheirLimit_TellTheLastOnesWait()
    {
        await using var openAi = await Upstream.StartAsync(Say.Error(429, "requests", "rate_limit_exceeded", headers: ("retry-after", "3")));
        await using var vercel = await Upstream.StartAsync(Say.Error(429, "requests", "rate_limit_exceeded", headers: ("retry-after", "90")));
        await using var gateway = await RunningGateway.StartAsync(openAi, vercel);

        var reply = (await CallAsync(gateway)).Expect(429);

        Assert.Equal("60", reply["Retry-After"]);
        Assert.Equal(("requests", "rate_limit_exceeded"), ((string?)reply.Error["type"], (string?)reply.Error["code"]));
    }

    [Theory]
    [InlineData("retry-after", "7", "7")]
    [InlineData("retry-after-ms", "1500", "2")]
    [InlineData("retry-after", "Fri, 20 Nov 2026 12:00:20 GMT", "20")]
    [InlineData("retry-after", "soon", "5")]
    public async Task RetryAfter_OfTheProvider_IsPassedOnWithinReason(string header, string value, string told)
    {
        await using var openAi = await Upstream.StartAsync(Say.Error(429, "requests", "rate_limit_exceeded", headers: (header, value)));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        Assert.Equal(told, (await CallAsync(gateway)).Expect(429)["Retry-After"]);
    }

    [Theory]
    [InlineData("""{"order":["vercel"]}""", 0, 1)]
    [InlineData("""{"order":["openai","vercel"]}""", 1, 0)]
    [InlineData("""{"only":["vercel"]}""", 0, 1)]
    [InlineData("""{"only":["openai"]}""", 1, 0)]
    public async Task RoutingWish_OfTheClient_IsGranted(string wish, int openAiAsked, int vercelAsked)
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var vercel = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi, vercel);

        (await gateway.PostAsync("/v1/images/generations", gateway.LiveKey, """{"model":"gpt-image-2","prompt":"a red balloon","providerOptions":{"gateway":""" + wish + "}}")).Expect(200);

        Assert.Equal((openAiAsked, vercelAsked), (openAi.Seen.Count, vercel.Seen.Count));
        Assert.All([.. openAi.Seen, .. vercel.Seen], seen => Assert.False(seen.Json.ContainsKey("providerOptions")));
    }

    [Fact]
    public async Task RoutingWish_NobodyCanGrant_NamesThoseWhoServeTheModel()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var reply = (await gateway.PostAsync("/v1/images/generations", gateway.LiveKey, """{"model":"gpt-image-2","prompt":"a red balloon","providerOptions":{"gateway":{"only":["azure"]}}}""")).Expect(400);

        Assert.Equal("no_providers_available", (string?)reply.Error["code"]);
        Assert.Contains("openai", (string)reply.Error["message"]!, StringComparison.Ordinal);
        Assert.Empty(openAi.Seen);
    }

    private static Task<Reply> CallAsync(RunningGateway gateway) => gateway.PostAsync("/v1/images/generations", gateway.LiveKey, Call);
}
