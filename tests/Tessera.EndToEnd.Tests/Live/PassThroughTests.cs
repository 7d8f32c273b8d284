using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.Live;

/// <summary>A call with a live key: what the provider is sent, and that its answer reaches the client as it was.</summary>
public sealed class PassThroughTests
{
    private const string Generations = "/v1/images/generations";
    private static readonly byte[] Picture = Png.Plain(8, 8);

    [Fact]
    public async Task Generation_ToOpenAi_CarriesTheCallAndTheProvidersKeyOnly()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        using var body = new StringContent(
            """{"response_format":"b64_json","model":"openai/gpt-image-2","prompt":"a \"red\" balloon ☂","n":1,"size":"1024x1024","quality":"low","user":"u-7","output_format":"jpeg","output_compression":70,"moderation":"low","seed":5}""", Encoding.UTF8, "application/json");

        var reply = (await gateway.SendAsync(HttpMethod.Post, Generations, gateway.LiveKey, body, ("x-api-key", gateway.LiveKey), ("OpenAI-Organization", "org-client"), ("Cookie", "a=b"))).Expect(200);

        var seen = Assert.Single(openAi.Seen);
        Assert.Equal(("POST", "/v1/images/generations", "application/json"), (seen.Method, seen.Path, seen["Content-Type"]));
        var expected = JsonNode.Parse("""{"model":"gpt-image-2","prompt":"a \"red\" balloon ☂","size":"1024x1024","quality":"low","output_format":"jpeg","moderation":"low","user":"u-7","n":1,"output_compression":70}""");
        Assert.True(JsonNode.DeepEquals(expected, seen.Json), seen.Json.ToJsonString());
        Assert.Equal("Bearer " + Upstream.OpenAiKey, seen["Authorization"]);
        Assert.Equal(reply.GenerationId, seen["X-Client-Request-Id"]);
        Assert.DoesNotContain(seen.Headers, header => header.Value.Contains("tsr_", StringComparison.Ordinal) || header.Key is "x-api-key" or "OpenAI-Organization" or "Cookie");
        Assert.Contains("seed;dropped=", reply["x-tessera-adjusted"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("openai", "gpt-image-1-mini")]
    [InlineData("vercel", "openai/gpt-image-1-mini")]
    public async Task Generation_ModelName_IsTheProvidersOwn(string provider, string name)
    {
        await using var upstream = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = provider == "openai" ? await RunningGateway.StartAsync(upstream) : await RunningGateway.StartAsync(vercel: upstream);

        var reply = await DrawAsync(gateway, "gpt-image-1-mini");

        Assert.Equal(name, (string?)Assert.Single(upstream.Seen).Json["model"]);
        Assert.Equal("Bearer " + (provider == "openai" ? Upstream.OpenAiKey : Upstream.VercelKey), upstream.Seen[0]["Authorization"]);
        Assert.Equal(provider, reply["x-tessera-provider"]);
    }

    [Fact]
    public async Task Generation_Answer_IsTheProvidersByteForByte()
    {
        var document = Document.Of("ünïque", Picture, Png.Plain(9, 9));
        await using var openAi = await Upstream.StartAsync(Say.Body(document));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var reply = await DrawAsync(gateway, "gpt-image-2", ""","n":2""");

        Assert.Equal(document, reply.Body);
        Assert.Equal(document.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), reply["Content-Length"]);
        Assert.Null(reply["openai-processing-ms"]);
    }

    [Fact]
    public async Task Generation_Pictures_AreStoredUnderTheirHashWithTheExactCost()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture, Png.Plain(9, 9)));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var reply = await DrawAsync(gateway, "gpt-image-2", ""","n":2""");

        var record = await gateway.RecordAsync(reply.GenerationId);
        Assert.Equal([Convert.ToHexStringLower(SHA256.HashData(Picture)), Convert.ToHexStringLower(SHA256.HashData(Png.Plain(9, 9)))], record.Pictures.Select(picture => picture.Hash));
        Assert.Equal(Picture, gateway.Stored(record.Pictures[0].Hash));
        Assert.Equal((22, 544), (record.Usage.TextIn, record.Usage.ImageOut));
        Assert.Equal("0.01643", record.Cost.ToString());
        var attempt = Assert.Single(record.Attempts);
        Assert.Equal(("openai", "gpt-image-2", 200, "req_upstream"), (attempt.Provider, attempt.ProviderModel, attempt.Status, attempt.ProviderRequestId));
    }

    [Fact]
    public async Task Generation_WithoutPriceAtTheProvider_HasNoCostAndNotZero()
    {
        await using var vercel = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(vercel: vercel);

        var reply = await DrawAsync(gateway, "gpt-image-2.5-flare");

        Assert.Null((await gateway.RecordAsync(reply.GenerationId)).Cost);
        Assert.Null(reply["x-tessera-cost"]);
    }

    [Theory]
    [InlineData("\n", "")]
    [InlineData("\r\n", "")]
    [InlineData("\n", "data: [DONE]\n\n")]
    public async Task Stream_Answer_IsTheProvidersByteForByte(string end, string after)
    {
        var events = Document.Events(Picture, partials: 2, end, after);
        await using var openAi = await Upstream.StartAsync(Say.Body(events, Say.EventStream));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var reply = await DrawAsync(gateway, "gpt-image-2", ""","stream":true,"partial_images":2""");

        Assert.Equal(events, reply.Body);
        Assert.Equal(Say.EventStream, reply["Content-Type"]);
        Assert.Equal((true, 2), ((bool)openAi.Seen[0].Json["stream"]!, (int)openAi.Seen[0].Json["partial_images"]!));
        Assert.Equal("text/event-stream", openAi.Seen[0]["Accept"]);
        var record = await gateway.RecordAsync(reply.GenerationId);
        Assert.Equal(Picture, gateway.Stored(Assert.Single(record.Pictures).Hash));
        Assert.Equal(272, record.Usage.ImageOut);
    }

    [Fact]
    public async Task Stream_FromAProviderWithoutStreams_IsMadeHere()
    {
        await using var vercel = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(vercel: vercel);

        var reply = await DrawAsync(gateway, "gpt-image-1", ""","stream":true,"partial_images":1""");

        Assert.False(vercel.Seen[0].Json.ContainsKey("stream"));
        var completed = Assert.Single(reply.Events);
        Assert.Equal("image_generation.completed", completed.Name);
        Assert.Equal(Convert.ToBase64String(Picture), (string?)completed.Json["b64_json"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answer_ByteByByte_ArrivesWhole(bool stream)
    {
        var body = stream ? Document.Events(Picture) : Document.Of(Picture);
        await using var openAi = await Upstream.StartAsync(Say.Trickle(body, stream ? Say.EventStream : Say.Json));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var reply = await DrawAsync(gateway, "gpt-image-2", stream ? ""","stream":true""" : "");

        Assert.Equal(body, reply.Body);
        Assert.Equal(Picture, gateway.Stored(Assert.Single((await gateway.RecordAsync(reply.GenerationId)).Pictures).Hash));
    }

    [Fact]
    public async Task Answer_WithAHugePicture_ArrivesWholeAndIsStored()
    {
        var huge = Png.Huge(20_000_000);
        var document = Document.Of(huge);
        await using var openAi = await Upstream.StartAsync(Say.Body(document));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var reply = await DrawAsync(gateway, "gpt-image-2");

        var stored = gateway.Stored((await gateway.RecordAsync(reply.GenerationId)).Pictures.Single().Hash);
        Assert.True(document.AsSpan().SequenceEqual(reply.Body));
        Assert.True(huge.AsSpan().SequenceEqual(stored));
    }

    [Fact]
    public async Task Generation_AsUrl_IsServedFromOurStore()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var reply = await DrawAsync(gateway, "gpt-image-2", ""","response_format":"url" """);

        Assert.False(openAi.Seen[0].Json.ContainsKey("response_format"));
        Assert.Equal(Picture, (await gateway.GetAsync((string)reply.Json["data"]![0]!["url"]!, null)).Expect(200).Body);
        Assert.Equal("0.008215", reply["x-tessera-cost"]);
    }

    [Fact]
    public async Task TestKey_WithProvidersOn_NeverReachesOne()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi, openAi);

        (await gateway.PostAsync(Generations, gateway.TestKey, """{"model":"tessera/sketch","prompt":"a cup","size":"64x64"}""")).Expect(200);
        (await gateway.PostAsync(Generations, gateway.TestKey, """{"model":"dall-e-2","prompt":"a cup","size":"256x256"}""")).Expect(200);

        Assert.Empty(openAi.Seen);
    }

    private static async Task<Reply> DrawAsync(RunningGateway gateway, string model, string more = "") =>
        (await gateway.PostAsync(Generations, gateway.LiveKey, $$"""{"model":"{{model}}","prompt":"a red balloon"{{more}}}""")).Expect(200);
}
