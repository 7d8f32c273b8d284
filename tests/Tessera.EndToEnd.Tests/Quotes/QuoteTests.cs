using System.Text.Json.Nodes;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger.Records;

namespace Tessera.EndToEnd.Tests.Quotes;

/// <summary>The price before the call, over HTTP; the upstream must not hear of it.</summary>
public sealed class QuoteTests
{
    private const string Path = "/v1/images/quote";
    private const string Body = """{"model":"gpt-image-2","prompt":"a red balloon","size":"1024x1024","quality":"low","n":2}""";

    [Fact]
    public async Task Quote_OfALiveCall_ListsRoutesInOrderWithTheirLines_AndAsksNobody()
    {
        await using var openAi = await Upstream.StartAsync(Say.Nothing);
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var quote = (await gateway.PostAsync(Path, gateway.LiveKey, Body)).Expect(200).Json;

        Assert.StartsWith("quo_", (string)quote["id"]!, StringComparison.Ordinal);
        Assert.Equal(("image.quote", "openai/gpt-image-2", "generate", false), ((string)quote["object"]!, (string)quote["model"]!, (string)quote["operation"]!, (bool)quote["simulated"]!));
        Assert.Equal(60, (long)quote["expires_at"]! - (long)quote["created"]!);
        // 2 × (9 × 5 + 196 × 30) millionths.
        Assert.Equal(("0.01185", "0.01185"), ((string)quote["price"]!["usd"]!, (string)quote["at_most_usd"]!));
        var routes = (JsonArray)quote["routes"]!;
        Assert.Equal(["openai True", "vercel False"], routes.Select(route => $"{route!["provider"]} {(bool)route["available"]!}"));
        var lines = (JsonArray)routes[0]!["lines"]!;
        Assert.Equal(["text_in 5 1000000 18 openai-docs", "image_out 30 1000000 392 openai-docs"], lines.Select(line => $"{line!["unit"]} {line["usd"]} {line["per"]} {line["quantity"]!["likely"]} {line["source"]}"));
        Assert.Empty(openAi.Seen);
        Assert.Empty(await gateway.RecordsAsync(new RecordQuery()));
    }

    [Theory]
    [InlineData("generation", false, "generate")]
    [InlineData(null, true, "edit")]
    [InlineData("edit", true, "edit")]
    [InlineData("variation", true, "vary")]
    public async Task Quote_OfAForm_IsTheOperationOfItsFields(string? operation, bool withPicture, string word)
    {
        await using var gateway = await RunningGateway.StartAsync();
        (string, string)[] fields = [("model", "gpt-image-1"), ("prompt", "a red balloon"), ("size", "1024x1024"), ("quality", "low"), .. operation is null ? Array.Empty<(string, string)>() : [("operation", operation)]];
        var form = Form.Of(fields);
        if (withPicture)
        {
            form.File("image", Png.Plain(64, 64));
        }

        var quote = (await gateway.PostAsync(Path, gateway.TestKey, form.Content())).Expect(200).Json;

        Assert.Equal(word, (string)quote["operation"]!);
        Assert.Empty(gateway.UploadsLeft);
    }

    [Fact]
    public async Task Quote_OfAPictureByAddress_FetchesNothing_AndSaysSo()
    {
        await using var far = await Upstream.StartAsync(Say.Nothing);
        await using var gateway = await RunningGateway.StartAsync();

        var quote = (await gateway.PostAsync(Path, gateway.TestKey, $$"""
            {"model":"gpt-image-1","prompt":"a red balloon","size":"1024x1024","quality":"low","images":[{"image_url":"{{far.BaseAddress}}/a.png"}]}
            """)).Expect(200).Json;

        Assert.Contains("pictures_not_fetched", quote["price"]!["reasons"]!.AsArray().Select(reason => (string)reason!["code"]!));
        Assert.Null(quote["price"]!["usd"]);
        Assert.Empty(far.Seen);
    }

    [Theory]
    [InlineData("""{"prompt":"a"}""")]
    [InlineData("""{"model":"gpt-image-9","prompt":"a"}""")]
    [InlineData("""{"model":"gpt-image-2","prompt":""}""")]
    [InlineData("""{"model":"gpt-image-2","prompt":"a","colour":1}""")]
    [InlineData("""{"model":"gpt-image-2","prompt":"a","n":11}""")]
    [InlineData("""{"model":"gpt-image-2","prompt":"a","size":"1x1"}""")]
    [InlineData("""{"model":"gpt-image-2","prompt":"a","quality":"best"}""")]
    [InlineData("""{"model":"gpt-image-2","prompt":"a","partial_images":1}""")]
    [InlineData("""{"model":"gpt-image-2.6-flare","prompt":"a","output_format":"gif"}""")]
    [InlineData("""{"model":"gpt-image-2","prompt":"a","quote_id":7}""")]
    [InlineData("""{"model":"topaz/wonder-3.5","prompt":"a"}""")]
    [InlineData("""{"model":"gpt-image-2","prompt":"a" """)]
    [InlineData("[]")]
    public async Task Quote_OfWhatTheRealAddressRefuses_IsRefusedTheSameWay(string body)
    {
        await using var gateway = await RunningGateway.StartAsync();

        var real = await gateway.PostAsync("/v1/images/generations", gateway.TestKey, body);
        var quote = await gateway.PostAsync(Path, gateway.TestKey, body);

        Assert.InRange(real.Status, 400, 499);
        Assert.Equal((real.Status, real.Text), (quote.Status, quote.Text));
    }

    [Theory]
    [InlineData("""{"model":"gpt-image-2","prompt":"a","images":[]}""")]
    [InlineData("""{"model":"gpt-image-2","prompt":"a","images":["x"]}""")]
    [InlineData("""{"model":"gpt-image-2","prompt":"a","image":"x"}""")]
    [InlineData("""{"model":"dall-e-3","prompt":"a","images":[{"image_url":"https://example.com/a.png"}]}""")]
    public async Task Quote_OfAnEditThatIsRefused_IsRefusedTheSameWay(string body)
    {
        await using var gateway = await RunningGateway.StartAsync();

        var real = (await gateway.PostAsync("/v1/images/edits", gateway.TestKey, body)).Expect(400);
        Assert.Equal(real.Text, (await gateway.PostAsync(Path, gateway.TestKey, body)).Expect(400).Text);
    }

    [Fact]
    public async Task Quote_LiveKeyWithoutARoute_IsRefusedAsTheCallIs()
    {
        await using var gateway = await RunningGateway.StartAsync();

        var real = (await gateway.PostAsync("/v1/images/generations", gateway.LiveKey, Body)).Expect(400);
        Assert.Equal(real.Text, (await gateway.PostAsync(Path, gateway.LiveKey, Body)).Expect(400).Text);
        (await gateway.PostAsync(Path, null, Body)).Expect(401);
    }

    [Theory]
    [InlineData("\"operation\":\"paint\"", "invalid_value")]
    [InlineData("\"operation\":7", "invalid_type")]
    public async Task Quote_OfAnUnknownOperation_IsRefused(string rest, string code)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var error = (await gateway.PostAsync(Path, gateway.TestKey, $$"""{"model":"gpt-image-2","prompt":"a",{{rest}}}""")).Expect(400).Error;
        Assert.Equal((code, "operation"), ((string)error["code"]!, (string)error["param"]!));
    }

    [Fact]
    public async Task Quote_OfAModelThatEnds_SaysWhenAndWhatFollows()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var quote = (await gateway.PostAsync(Path, gateway.TestKey, """{"model":"gpt-image-1","prompt":"a"}""")).Expect(200).Json;

        Assert.Equal(("2026-10-23", "openai/gpt-image-2.5-sunburst"), ((string)quote["retirement"]!["date"]!, (string)quote["retirement"]!["successor"]!));
        Assert.Equal(["size_auto", "quality_auto"], quote["price"]!["reasons"]!.AsArray().Select(reason => (string)reason!["code"]!));
    }

    [Fact]
    public async Task Quote_WithParametersThatAreChanged_ListsThem()
    {
        await using var gateway = await RunningGateway.StartAsync(await Upstream.GoneAsync(), null);
        var quote = (await gateway.PostAsync(Path, gateway.LiveKey, """{"model":"gpt-image-2","prompt":"a","quality":"hd","seed":3,"providerOptions":{"fal":{"steps":4}}}""")).Expect(200).Json;

        Assert.Equal(
            ["providerOptions.fal ignored", "quality mapped", "seed dropped"],
            quote["routes"]![0]!["adjustments"]!.AsArray().Select(one => $"{one!["field"]} {one["kind"]}"));
    }
}
