using System.Globalization;
using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.Quotes;

/// <summary>A call that redeems a quote is held to it, or refused before anybody is asked.</summary>
public sealed class RedemptionTests
{
    private const string Generations = "/v1/images/generations";
    private const string Body = """{"model":"gpt-image-2","prompt":"a red balloon","size":"1024x1024","quality":"low"}""";

    [Fact]
    public async Task Redeem_TheQuotedCall_CostsWhatWasQuoted()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var quote = (await gateway.PostAsync("/v1/images/quote", gateway.TestKey, Body)).Json;

        var byHeader = (await RedeemAsync(gateway, gateway.TestKey, Body, (string)quote["id"]!)).Expect(200);
        var byMember = (await gateway.PostAsync(Generations, gateway.TestKey, Body[..^1] + $$""","quote_id":"{{quote["id"]}}"}""")).Expect(200);

        Assert.Equal((string)quote["price"]!["usd"]!, byHeader["x-tessera-cost"]);
        Assert.Equal(byHeader["x-tessera-cost"], byMember["x-tessera-cost"]);
    }

    [Fact]
    public async Task Redeem_InAnotherDialect_IsTheSameCall()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var id = await QuoteAsync(gateway, gateway.TestKey, Body);

        (await RedeemAsync(gateway, gateway.TestKey, """{"model":"openai/gpt-image-2","size":"1024x1024","quality":"low","messages":[{"role":"user","content":"a red balloon"}]}""", id, "/v1/chat/completions")).Expect(200);
    }

    [Theory]
    [InlineData(59, 200)]
    [InlineData(60, 409)]
    [InlineData(3600, 409)]
    public async Task Redeem_AfterSomeTime_HoldsForAMinute(int seconds, int status)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var id = await QuoteAsync(gateway, gateway.TestKey, Body);
        gateway.Time.Advance(TimeSpan.FromSeconds(seconds));

        var reply = (await RedeemAsync(gateway, gateway.TestKey, Body, id)).Expect(status);

        if (status == 409)
        {
            Assert.Equal("quote_expired", (string)reply.Error["code"]!);
            Assert.Equal("false", reply["x-should-retry"]);
        }
    }

    [Theory]
    [InlineData("""{"model":"gpt-image-2","prompt":"a red balloon","size":"2048x2048","quality":"high"}""", "size, quality")]
    [InlineData("""{"model":"gpt-image-2","prompt":"a blue balloon","size":"1024x1024","quality":"low","n":2}""", "prompt, n")]
    [InlineData("""{"model":"gpt-image-2.5-flare","prompt":"a red balloon","size":"1024x1024","quality":"low"}""", "model")]
    public async Task Redeem_WithAnotherCall_IsRefusedAndNamesTheDifference(string other, string differs)
    {
        await using var openAi = await Upstream.StartAsync(Say.Nothing);
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var id = await QuoteAsync(gateway, gateway.LiveKey, Body);

        var reply = (await RedeemAsync(gateway, gateway.LiveKey, other, id)).Expect(409);

        Assert.Equal("quote_mismatch", (string)reply.Error["code"]!);
        Assert.Contains($"differs in {differs}.", (string)reply.Error["message"]!, StringComparison.Ordinal);
        Assert.Equal("false", reply["x-should-retry"]);
        Assert.Empty(openAi.Seen);
    }

    [Fact]
    public async Task Redeem_WithAnotherKeyOrATypingError_IsUnknown()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var id = await QuoteAsync(gateway, gateway.TestKey, Body);
        var otherKey = gateway.Keys.Create("other", Ledger.Keys.KeyKind.Test).Secret;

        foreach (var (key, written) in new[] { (otherKey, id), (gateway.TestKey, id[..^4] + "AAAA"), (gateway.TestKey, "quo_nothing"), (gateway.TestKey, "7") })
        {
            var reply = (await RedeemAsync(gateway, key, Body, written)).Expect(400);
            Assert.Equal(("quote_unknown", "x-tessera-quote"), ((string)reply.Error["code"]!, (string)reply.Error["param"]!));
        }
    }

    [Fact]
    public async Task Redeem_WhereTheQuotedRouteIsGone_IsRefusedAndNobodyElseIsAsked()
    {
        await using var vercel = await Upstream.StartAsync(Say.Nothing);
        await using var openAi = await Upstream.StartAsync(Say.Nothing);
        await using var gateway = await RunningGateway.StartAsync(openAi, vercel);
        var id = await QuoteAsync(gateway, gateway.LiveKey, Body[..^1] + ""","providerOptions":{"gateway":{"only":["openai"]}}}""");

        var reply = (await RedeemAsync(gateway, gateway.LiveKey, Body[..^1] + ""","providerOptions":{"gateway":{"only":["vercel"]}}}""", id)).Expect(409);

        Assert.Equal("quote_exceeded", (string)reply.Error["code"]!);
        Assert.Empty(openAi.Seen);
        Assert.Empty(vercel.Seen);
    }

    [Fact]
    public async Task Redeem_WhereTheFirstRouteFails_FallsOverToQuotedRoutesOnly()
    {
        await using var vercel = await Upstream.StartAsync(Say.Pictures(Png.Plain(8, 8)));
        await using var openAi = await Upstream.StartAsync(Say.Error(503, "server_error", null));
        await using var gateway = await RunningGateway.StartAsync(openAi, vercel);
        var both = await QuoteAsync(gateway, gateway.LiveKey, Body);
        var one = await QuoteAsync(gateway, gateway.LiveKey, Body[..^1] + ""","providerOptions":{"gateway":{"only":["openai"]}}}""");

        Assert.Equal("vercel", (await RedeemAsync(gateway, gateway.LiveKey, Body, both)).Expect(200)["x-tessera-provider"]);
        (await RedeemAsync(gateway, gateway.LiveKey, Body, one)).Expect(503);
        Assert.Single(vercel.Seen);
    }

    [Fact]
    public async Task Redeem_ALiveCall_IsChargedNoMoreThanQuoted()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Png.Plain(8, 8)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        const string Asked = """{"model":"gpt-image-2","prompt":"a red balloon","quality":"low"}""";
        var quote = (await gateway.PostAsync("/v1/images/quote", gateway.LiveKey, Asked)).Expect(200).Json;

        var reply = (await RedeemAsync(gateway, gateway.LiveKey, Asked, (string)quote["id"]!)).Expect(200);

        Assert.True(Usd(reply["x-tessera-cost"] ?? (await gateway.RecordAsync(reply.GenerationId)).Cost.ToString()!) <= Usd((string)quote["price"]!["max_usd"]!));
        Assert.DoesNotContain("quo_", Assert.Single(openAi.Seen).Json.ToJsonString(), StringComparison.Ordinal);
    }

    private static decimal Usd(string amount) => decimal.Parse(amount, CultureInfo.InvariantCulture);

    private static async Task<string> QuoteAsync(RunningGateway gateway, string key, string body) => (string)(await gateway.PostAsync("/v1/images/quote", key, body)).Expect(200).Json["id"]!;

    private static Task<Reply> RedeemAsync(RunningGateway gateway, string key, string body, string id, string path = Generations) =>
        gateway.SendAsync(HttpMethod.Post, path, key, new StringContent(body, System.Text.Encoding.UTF8, "application/json"), ("x-tessera-quote", id));
}
