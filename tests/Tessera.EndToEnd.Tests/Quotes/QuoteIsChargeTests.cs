using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.EndToEnd.Tests.Sandbox;

namespace Tessera.EndToEnd.Tests.Quotes;

/// <summary>What was quoted is what is charged, through HTTP: in the sandbox, and at a provider with usage as it was recorded.</summary>
public sealed class QuoteIsChargeTests(SandboxGateway sandbox) : IClassFixture<SandboxGateway>
{
    [Theory]
    [InlineData("gpt-image-1", "\"size\":\"1024x1024\",\"quality\":\"low\"")]
    [InlineData("gpt-image-1", "\"size\":\"1536x1024\",\"quality\":\"medium\",\"n\":3")]
    [InlineData("gpt-image-1-mini", "\"size\":\"1024x1536\",\"quality\":\"high\"")]
    [InlineData("gpt-image-2", "\"size\":\"1024x1024\",\"quality\":\"medium\",\"stream\":true,\"partial_images\":3")]
    [InlineData("gpt-image-2", "\"size\":\"1024x640\",\"quality\":\"low\",\"n\":2,\"stream\":true,\"partial_images\":1")]
    [InlineData("gpt-image-2.5-flare", "\"size\":\"1024x640\",\"quality\":\"xhigh\"")]
    [InlineData("gpt-image-2.5-sunburst", "\"size\":\"1024x1024\",\"quality\":\"max\"")]
    [InlineData("dall-e-2", "\"size\":\"256x256\",\"n\":4")]
    [InlineData("dall-e-3", "\"size\":\"1024x1792\",\"quality\":\"hd\"")]
    [InlineData("tessera/sketch", "\"size\":\"64x64\"")]
    public async Task Sandbox_ModelWithAnExactFormula_ChargesTheQuote(string model, string rest)
    {
        var body = $$"""{"model":"{{model}}","prompt":"Ein roter Ballon über dem Hafen — don't draw text 🎈",{{rest}}}""";
        var price = (await sandbox.Gateway.PostAsync("/v1/images/quote", sandbox.Gateway.TestKey, body)).Expect(200).Json["price"]!;

        var reply = await sandbox.DrawAsync(body);

        Assert.True((bool)price["exact"]!, price.ToJsonString());
        Assert.Equal((string)price["usd"]!, (await sandbox.Gateway.RecordAsync(reply.GenerationId)).Cost.ToString());
    }

    [Theory]
    [InlineData("gpt-image-1", 1, null)]
    [InlineData("gpt-image-1", 3, "high")]
    [InlineData("gpt-image-1-mini", 2, null)]
    [InlineData("gpt-image-2", 2, null)]
    [InlineData("gpt-image-2.6-flare", 1, null)]
    public async Task Sandbox_Edit_ChargesTheLikelyPriceWithinTheRange(string model, int pictures, string? fidelity)
    {
        (string, string)[] fields = [("model", model), ("prompt", "make it blue"), ("size", "1024x1024"), ("quality", "low"), .. fidelity is null ? Array.Empty<(string, string)>() : [("input_fidelity", fidelity)]];
        var price = (await sandbox.Gateway.PostAsync("/v1/images/quote", sandbox.Gateway.TestKey, Pictures(fields, pictures).Content())).Expect(200).Json["price"]!;

        var reply = (await sandbox.Gateway.PostAsync("/v1/images/edits", sandbox.Gateway.TestKey, Pictures(fields, pictures).Content())).Expect(200);

        Assert.Equal((string)price["likely_usd"]!, reply["x-tessera-cost"]);
        Assert.InRange(Usd(reply["x-tessera-cost"]!), Usd((string)price["min_usd"]!), Usd((string)price["max_usd"]!));
        Assert.NotEmpty(price["reasons"]!.AsArray());
    }

    /// <summary>A prompt of five tokens was recorded as eleven; the picture's tokens are those of the published tables.</summary>
    [Theory]
    [InlineData("gpt-image-2", "1024x1024", "low", 1, 11, 196)]
    [InlineData("gpt-image-2", "1536x1024", "high", 2, 22, 10_976)]
    [InlineData("gpt-image-2.5-flare", "3840x2160", "medium", 1, 11, 865)]
    [InlineData("gpt-image-1-mini", "1024x1536", "medium", 1, 11, 1_584)]
    public async Task Provider_ThatReportsTheRecordedUsage_IsChargedTheQuote(string model, string size, string quality, int n, int textTokens, int imageTokens)
    {
        await using var openAi = await Upstream.StartAsync(Answer(size, quality, n, textTokens, imageTokens));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var body = $$"""{"model":"{{model}}","prompt":"Make the sky purple.","size":"{{size}}","quality":"{{quality}}","n":{{n}}}""";
        var price = (await gateway.PostAsync("/v1/images/quote", gateway.LiveKey, body)).Expect(200).Json["price"]!;

        var reply = (await gateway.PostAsync("/v1/images/generations", gateway.LiveKey, body)).Expect(200);

        Assert.Equal((string)price["usd"]!, (await gateway.RecordAsync(reply.GenerationId)).Cost.ToString());
        Assert.Single(openAi.Seen);
    }

    private static RequestDelegate Answer(string size, string quality, int n, int textTokens, int imageTokens)
    {
        var data = string.Join(',', Enumerable.Repeat($$"""{"b64_json":"{{Convert.ToBase64String(Png.Plain(8, 8))}}"}""", n));
        return Say.Body(Encoding.UTF8.GetBytes($$"""
            {"created":1789000000,"background":"opaque","data":[{{data}}],"output_format":"png","quality":"{{quality}}","size":"{{size}}",
             "usage":{"input_tokens":{{textTokens}},"input_tokens_details":{"image_tokens":0,"text_tokens":{{textTokens}}},"output_tokens":{{imageTokens}},"total_tokens":{{textTokens + imageTokens}} } }
            """));
    }

    private static Form Pictures((string, string)[] fields, int count)
    {
        var form = Form.Of(fields);
        for (var i = 0; i < count; i++)
        {
            form.File("image[]", Png.Plain(96 + (200 * i), 128));
        }

        return form;
    }

    private static decimal Usd(string amount) => decimal.Parse(amount, CultureInfo.InvariantCulture);
}
