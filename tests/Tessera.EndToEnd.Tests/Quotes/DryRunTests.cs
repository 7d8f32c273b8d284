using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger.Records;

namespace Tessera.EndToEnd.Tests.Quotes;

/// <summary>A dry run is a quote, on every address and in every way to ask for it; nothing is drawn, recorded or asked for.</summary>
public sealed class DryRunTests
{
    private const string Plain = """{"model":"gpt-image-2","prompt":"a red balloon","size":"1024x1024","quality":"low"}""";
    private const string Chat = """{"model":"gpt-image-2","size":"1024x1024","quality":"low","messages":[{"role":"user","content":"a red balloon"}]""";
    private const string AiSdk = """{"prompt":"a red balloon","n":1,"size":"1024x1024","providerOptions":{"openai":{"quality":"low"}""";

    [Theory]
    [InlineData("/v1/images/generations?dry_run=true", Plain, null)]
    [InlineData("/v1/images/generations", Plain, "true")]
    [InlineData("/v1/images/generations", """{"model":"gpt-image-2","prompt":"a red balloon","size":"1024x1024","quality":"low","dry_run":true}""", null)]
    [InlineData("/v1/images/generations", """{"model":"gpt-image-2","prompt":"a red balloon","size":"1024x1024","quality":"low","dry_run":false}""", "TRUE")]
    [InlineData("/v1/images/generations", """{"model":"gpt-image-2","prompt":"a red balloon","size":"1024x1024","quality":"low","stream":true,"dry_run":true}""", null)]
    [InlineData("/v1/images/generations", """{"model":"gpt-image-2","prompt":"a red balloon","size":"1024x1024","quality":"low","providerOptions":{"gateway":{"dryRun":true}}}""", null)]
    [InlineData("/v1/images/quote", Plain, null)]
    [InlineData("/v1/images/quote?dry_run=false", Plain, "false")]
    [InlineData("/v1/images/quote", """{"model":"gpt-image-2","prompt":"a red balloon","size":"1024x1024","quality":"low","dry_run":false}""", null)]
    [InlineData("/v1/chat/completions", Chat + ",\"dry_run\":true}", null)]
    [InlineData("/v1/chat/completions?dry_run=true", Chat + ",\"stream\":true}", null)]
    [InlineData("/v1/chat/completions", Chat + "}", "true")]
    [InlineData("/v4/ai/image-model", AiSdk + ",\"gateway\":{\"dryRun\":true}}}", null)]
    [InlineData("/v4/ai/image-model", AiSdk + "}}", "true")]
    public async Task DryRun_InEveryWay_IsThePriceAndNothingElse(string path, string body, string? header)
    {
        await using var openAi = await Upstream.StartAsync(Say.Nothing);
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var reply = await SendAsync(gateway, path, body, header);

        var quote = reply.Expect(200).Json;
        Assert.Equal(("image.quote", "0.005925"), ((string)quote["object"]!, (string)quote["price"]!["usd"]!));
        Assert.Null(reply["x-tessera-generation-id"]);
        Assert.Empty(openAi.Seen);
        Assert.Empty(await gateway.RecordsAsync(new RecordQuery()));
    }

    [Theory]
    [InlineData("/v1/images/edits", "edit")]
    [InlineData("/v1/images/variations", "vary")]
    public async Task DryRun_OfAForm_IsThePrice(string path, string operation)
    {
        await using var openAi = await Upstream.StartAsync(Say.Nothing);
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var form = Form.Of(("model", "gpt-image-2"), ("prompt", "a red balloon"), ("size", "1024x1024"), ("quality", "low"), ("dry_run", "true")).File("image", Png.Plain(64, 64));
        var quote = (await gateway.PostAsync(path, gateway.LiveKey, form.Content())).Expect(200).Json;

        Assert.Equal(operation, (string)quote["operation"]!);
        Assert.Empty(openAi.Seen);
        Assert.Empty(gateway.UploadsLeft);
    }

    [Theory]
    [InlineData("/v1/images/generations?dry_run=yes", Plain, null)]
    [InlineData("/v1/images/generations?dry_run=", Plain, null)]
    [InlineData("/v1/images/generations?dry_run=true&dry_run=false", Plain, null)]
    [InlineData("/v1/images/generations", Plain, "1")]
    [InlineData("/v1/images/generations", """{"model":"gpt-image-2","prompt":"a","dry_run":"true"}""", null)]
    [InlineData("/v1/chat/completions", Chat + ",\"dry_run\":\"yes\"}", null)]
    [InlineData("/v4/ai/image-model", AiSdk + ",\"gateway\":{\"dryRun\":1}}}", null)]
    public async Task DryRun_NeitherYesNorNo_IsRefusedAndNothingIsPaid(string path, string body, string? header)
    {
        await using var openAi = await Upstream.StartAsync(Say.Nothing);
        await using var gateway = await RunningGateway.StartAsync(openAi);

        (await SendAsync(gateway, path, body, header)).Expect(400);

        Assert.Empty(openAi.Seen);
    }

    [Fact]
    public async Task DryRun_False_Draws()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Png.Plain(8, 8)));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        (await SendAsync(gateway, "/v1/images/generations?dry_run=false", """{"model":"gpt-image-2","prompt":"a","dry_run":false}""", "false")).Expect(200);

        Assert.DoesNotContain("dry_run", Assert.Single(openAi.Seen).Json.ToJsonString(), StringComparison.Ordinal);
    }

    private static Task<Reply> SendAsync(RunningGateway gateway, string path, string body, string? header) => gateway.SendAsync(
        HttpMethod.Post, path, gateway.LiveKey, new StringContent(body, System.Text.Encoding.UTF8, "application/json"),
        [("ai-model-id", "openai/gpt-image-2"), .. header is null ? Array.Empty<(string, string)>() : [("x-tessera-dry-run", header)]]);
}
