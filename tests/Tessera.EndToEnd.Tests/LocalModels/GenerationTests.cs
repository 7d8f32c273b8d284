using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;

namespace Tessera.EndToEnd.Tests.LocalModels;

public sealed class GenerationTests(LocalGateway local) : IClassFixture<LocalGateway>
{
    [Fact]
    public async Task Generation_IsDrawnHere_AndCostsNothing()
    {
        var reply = (await local.DrawAsync()).Expect(200);

        var picture = Png.Read(reply.Picture());
        Assert.Equal((64, 64), (picture.Width, picture.Height));
        Assert.Equal(("engine", "0"), (reply["x-tessera-provider"], reply["x-tessera-cost"]));
        Assert.Equal(("opaque", "png", "medium", "64x64"), ((string?)reply.Json["background"], (string?)reply.Json["output_format"], (string?)reply.Json["quality"], (string?)reply.Json["size"]));
        var record = await local.Gateway.RecordAsync(reply.GenerationId);
        Assert.Equal((Outcome.Completed, Usd.Zero, false), (record.Outcome, record.Cost, record.IsUnpriced));
        Assert.Equal(("this-machine", "engine"), (record.Price?.Source, record.Attempts.Single().Provider));
    }

    [Theory]
    [InlineData("64x64", "png")]
    [InlineData("1024x1024", "png")]
    [InlineData("1536x1024", "jpeg")]
    [InlineData("1024x1536", "webp")]
    [InlineData("auto", "webp")]
    [InlineData("96x80", "jpeg")]
    public async Task Generation_OfASizeAndAFormat_HasThem(string size, string format)
    {
        var reply = (await local.DrawAsync($"\"size\":\"{size}\",\"output_format\":\"{format}\"")).Expect(200);

        var record = await local.Gateway.RecordAsync(reply.GenerationId);
        var made = record.Pictures.Single();
        Assert.Equal((size == "auto" ? "64x64" : size, $"image/{format}"), ($"{made.Width}x{made.Height}", made.MediaType));
        if (size is "64x64" or "auto")
        {
            Assert.DoesNotContain("size;", reply["x-tessera-adjusted"], StringComparison.Ordinal);
        }
        else
        {
            Assert.Matches($"size;mapped=\"drawn at 64x64, .*scaled to {size}\"", reply["x-tessera-adjusted"]!);
        }
    }

    [Fact]
    public async Task Generation_WithTheSameSeed_IsTheSame()
    {
        var one = (await local.DrawAsync("\"seed\":7")).Expect(200);
        var again = (await local.DrawAsync("\"seed\":7,\"user\":\"somebody else\"")).Expect(200);
        var other = (await local.DrawAsync("\"seed\":8")).Expect(200);

        Assert.NotEqual(one.GenerationId, again.GenerationId);
        Assert.Equal(one.Picture(), again.Picture());
        Assert.NotEqual(one.Picture(), other.Picture());
    }

    [Theory]
    [InlineData("\"user\":\"a\"")]
    [InlineData("\"user\":\"b\",\"stream\":true")]
    public async Task Generation_WithoutASeed_SaysWhichOneItWas(string asked)
    {
        var free = (await local.DrawAsync(asked)).Expect(200);

        var seed = free["x-tessera-adjusted"]!.Split("seed;mapped=\"")[1].Split(',')[0];
        var picture = asked.Contains("stream", StringComparison.Ordinal) ? free.Events[^1].Picture : free.Picture();
        Assert.Equal(picture, (await local.DrawAsync($"\"seed\":{seed}")).Expect(200).Picture());
    }

    [Fact]
    public async Task Generation_OfSeveral_AreDifferent_AndCounted()
    {
        var reply = (await local.DrawAsync("\"n\":3,\"seed\":1,\"quality\":\"high\"")).Expect(200);

        Assert.Equal(3, new[] { reply.Picture(0), reply.Picture(1), reply.Picture(2) }.Select(Convert.ToHexString).Distinct(StringComparer.Ordinal).Count());
        var usage = reply.Json["usage"]!;
        Assert.Equal((3 * TinyModel.Tokens, 3 * TinyModel.Tokens), ((int)usage["output_tokens"]!, (int)usage["output_tokens_details"]!["image_tokens"]!));
        Assert.True((int)usage["input_tokens_details"]!["text_tokens"]! > 0);
        Assert.Contains("quality;mapped=\"the best of 4", reply["x-tessera-adjusted"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generation_InEvents_HasPartialPictures_AndEndsAsWithoutThem()
    {
        var reply = (await local.DrawAsync("\"seed\":3,\"stream\":true,\"partial_images\":3")).Expect(200);

        Assert.Equal(["image_generation.partial_image", "image_generation.partial_image", "image_generation.partial_image", "image_generation.completed"], reply.Events.Select(said => said.Name));
        Assert.Equal([0, 1, 2], reply.Events.SkipLast(1).Select(said => (int)said.Json["partial_image_index"]!));
        Assert.Equal((await local.DrawAsync("\"seed\":3")).Expect(200).Picture(), reply.Events[^1].Picture);
        Assert.Equal(TinyModel.Tokens, (int)reply.Events[^1].Json["usage"]!["output_tokens"]!);
    }

    [Fact]
    public async Task Quote_IsExact_AndNothing()
    {
        var quote = (await local.DrawAsync("\"n\":10,\"quality\":\"auto\"", "/v1/images/quote")).Expect(200).Json;

        Assert.Equal(("engine", true, "0"), ((string?)quote["routes"]![0]!["provider"], (bool)quote["price"]!["exact"]!, (string?)quote["price"]!["usd"]));
    }

    [Fact]
    public async Task Sandbox_WithATestKey_IsDrawnByThePainter()
    {
        var reply = (await local.Gateway.PostAsync("/v1/images/generations", local.Gateway.TestKey, $$"""{"model":"{{TinyModel.Id}}","prompt":"a red balloon"}""")).Expect(200);

        Assert.Equal(("tessera", "0"), (reply["x-tessera-provider"], reply["x-tessera-cost"]));
        Assert.Equal(TinyModel.Tokens, (int)reply.Json["usage"]!["output_tokens"]!);
    }

    [Theory]
    [InlineData("\"background\":\"transparent\"", "background", "invalid_value")]
    [InlineData("\"quality\":\"ultra\"", "quality", "invalid_value")]
    [InlineData("\"size\":\"huge\"", "size", "invalid_value")]
    [InlineData("\"size\":\"4000x64\"", "size", "invalid_value")]
    [InlineData("\"n\":11", "n", "integer_above_max_value")]
    [InlineData("\"output_format\":\"gif\"", "output_format", "invalid_value")]
    [InlineData("\"style\":\"vivid\"", "style", "unknown_parameter")]
    [InlineData("\"stream\":true,\"partial_images\":4", "partial_images", "integer_above_max_value")]
    public async Task Generation_OfWhatTheModelCannot_IsRefused(string asked, string param, string code)
    {
        var reply = (await local.DrawAsync(asked)).Expect(400);

        Assert.Equal((param, code), ((string?)reply.Error["param"], (string?)reply.Error["code"]));
    }

    [Fact]
    public async Task Generation_OfAPromptThatDoesNotFit_IsTheCallersFault()
    {
        var reply = await local.Gateway.PostAsync("/v1/images/generations", local.Gateway.LiveKey, $$"""{"model":"{{TinyModel.Id}}","prompt":"{{string.Concat(Enumerable.Repeat("a red balloon ", 200))}}"}""");

        Assert.Equal(("prompt", "string_above_max_length"), ((string?)reply.Expect(400).Error["param"], (string?)reply.Error["code"]));
    }

    [Fact]
    public async Task Generation_UnderABudget_SpendsNothingOfIt_AndCountsAsARequest()
    {
        var (_, secret) = local.Gateway.Keys.Create("poor", KeyKind.Live, allowance: new([new(new Usd(1), Period.Day)], new RateLimits(Requests: 2)));
        var body = $$"""{"model":"{{TinyModel.Id}}","prompt":"a cup","n":2,"quality":"high"}""";

        (await local.Gateway.PostAsync("/v1/images/generations", secret, body)).Expect(200);
        (await local.Gateway.PostAsync("/v1/images/generations", secret, body.Replace("cup", "hat", StringComparison.Ordinal))).Expect(200);
        var third = (await local.Gateway.PostAsync("/v1/images/generations", secret, body.Replace("cup", "bat", StringComparison.Ordinal))).Expect(429);

        Assert.Equal("rate_limit_exceeded", (string?)third.Error["code"]);
    }
}
