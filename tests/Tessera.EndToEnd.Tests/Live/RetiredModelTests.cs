using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.Live;

public sealed class RetiredModelTests
{
    private static readonly byte[] Picture = Png.Plain(8, 8);

    [Fact]
    public async Task RetiredModel_WithoutARoute_NamesTheSuccessorAndItsPrice()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var reply = (await CallAsync(gateway, "gpt-image-1", ""","size":"1024x1024","quality":"high" """)).Expect(400);

        Assert.Equal(("image_generation_user_error", "invalid_value", "model"), ((string?)reply.Error["type"], (string?)reply.Error["code"], (string?)reply.Error["param"]));
        var message = (string)reply.Error["message"]!;
        Assert.Contains("2026-10-23", message, StringComparison.Ordinal);
        Assert.Contains("gpt-image-2.5-sunburst makes 1024x1024 high for 0.0527 USD", message, StringComparison.Ordinal);
        Assert.Contains("0.1664 USD", message, StringComparison.Ordinal);
        Assert.Contains("AI_GATEWAY_API_KEY", message, StringComparison.Ordinal);
        Assert.Empty(openAi.Seen);
    }

    [Fact]
    public async Task RetiredModel_WithARouteLeft_GoesThere()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var vercel = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi, vercel);

        var reply = (await CallAsync(gateway, "gpt-image-1")).Expect(200);

        Assert.Equal(("vercel", 0), (reply["x-tessera-provider"], openAi.Seen.Count));
        Assert.Equal("0.010935", (await gateway.RecordAsync(reply.GenerationId)).Cost.ToString());
    }

    [Fact]
    public async Task LivingModel_OnTheDayOfItsEnd_IsNoLongerAskedAtOpenAi()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        (await CallAsync(gateway, "gpt-image-1-mini")).Expect(200);

        gateway.Time.Advance(TimeSpan.FromDays(11));
        var reply = (await CallAsync(gateway, "gpt-image-1-mini")).Expect(400);

        Assert.Contains("gpt-image-2.5-flare", (string)reply.Error["message"]!, StringComparison.Ordinal);
        Assert.Single(openAi.Seen);
    }

    [Fact]
    public async Task LivingModel_WithoutAProviderKey_IsToldWhichKeyToSet()
    {
        await using var gateway = await RunningGateway.StartAsync();

        var reply = (await CallAsync(gateway, "gpt-image-2")).Expect(400);

        Assert.Equal("no_route", (string?)reply.Error["code"]);
        Assert.Contains("OPENAI_API_KEY or AI_GATEWAY_API_KEY", (string)reply.Error["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Painter_WithALiveKey_NeedsNoProvider()
    {
        await using var gateway = await RunningGateway.StartAsync();

        var reply = (await CallAsync(gateway, "tessera/sketch", ""","size":"64x64" """)).Expect(200);

        Assert.Equal(("tessera", "0"), (reply["x-tessera-provider"], reply["x-tessera-cost"]));
    }

    private static Task<Reply> CallAsync(RunningGateway gateway, string model, string more = "") =>
        gateway.PostAsync("/v1/images/generations", gateway.LiveKey, $$"""{"model":"{{model}}","prompt":"a red balloon"{{more}}}""");
}
