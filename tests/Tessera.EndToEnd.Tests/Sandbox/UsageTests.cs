using System.Globalization;

namespace Tessera.EndToEnd.Tests.Sandbox;

/// <summary>Tokens and prices of the published tables, as they come out at the other end: specification sections 8.1 to 8.6.</summary>
public sealed class UsageTests(SandboxGateway sandbox) : IClassFixture<SandboxGateway>
{
    /// <summary>"a red balloon" is three tokens of o200k_base, and six are added to each prompt.</summary>
    private const string Prompt = "a red balloon";
    private const int TextTokens = 9;

    [Theory]
    [InlineData("gpt-image-1", "1024x1024", "low", 272, 5, 40)]
    [InlineData("gpt-image-1", "1024x1024", "medium", 1056, 5, 40)]
    [InlineData("gpt-image-1", "1024x1024", "high", 4160, 5, 40)]
    [InlineData("gpt-image-1", "1024x1536", "low", 408, 5, 40)]
    [InlineData("gpt-image-1", "1536x1024", "medium", 1568, 5, 40)]
    [InlineData("gpt-image-1-mini", "1024x1024", "low", 272, 2, 8)]
    [InlineData("gpt-image-1-mini", "1536x1024", "high", 6208, 2, 8)]
    [InlineData("gpt-image-1.5", "1024x1536", "high", 6240, 5, 32)]
    [InlineData("chatgpt-image-latest", "1024x1536", "medium", 1584, 5, 32)]
    [InlineData("gpt-image-2", "1024x1024", "medium", 1756, 5, 30)]
    [InlineData("gpt-image-2", "1024x640", "high", 3824, 5, 30)]
    [InlineData("gpt-image-2.5-flare", "1024x1024", "low", 196, 5, 30)]
    [InlineData("gpt-image-2.5-flare", "1024x640", "medium", 239, 5, 30)]
    [InlineData("gpt-image-2.5-sunburst", "1536x1024", "xhigh", 2459, 5, 30)]
    [InlineData("gpt-image-2.5-sunburst", "1024x640", "max", 3824, 5, 30)]
    [InlineData("gpt-image-2.6-flare", "1024x1024", "high", 1756, 5, 30)]
    [InlineData("gpt-image-2.6-sunburst", "1024x640", "low", 107, 5, 30)]
    public async Task Usage_TokenModel_IsThePublishedCountAndItsExactPrice(string model, string size, string quality, int imageTokens, int textPrice, int imagePrice)
    {
        var reply = await sandbox.DrawAsync($$"""{"model":"{{model}}","prompt":"{{Prompt}}","size":"{{size}}","quality":"{{quality}}"}""");

        var usage = reply.Json["usage"]!;
        Assert.Equal(imageTokens, (int)usage["output_tokens"]!);
        Assert.Equal(imageTokens, (int)usage["output_tokens_details"]!["image_tokens"]!);
        Assert.Equal(TextTokens, (int)usage["input_tokens"]!);
        Assert.Equal(TextTokens, (int)usage["input_tokens_details"]!["text_tokens"]!);
        Assert.Equal(0, (int)usage["input_tokens_details"]!["image_tokens"]!);
        Assert.Equal(TextTokens + imageTokens, (int)usage["total_tokens"]!);
        Assert.Equal(Usd((TextTokens * textPrice) + (imageTokens * imagePrice)), reply["x-tessera-cost"]);
    }

    [Theory]
    [InlineData("dall-e-2", "256x256", "standard", 1, "0.016")]
    [InlineData("dall-e-2", "512x512", "standard", 2, "0.036")]
    [InlineData("dall-e-3", "1024x1024", "standard", 1, "0.04")]
    [InlineData("dall-e-3", "1024x1792", "hd", 1, "0.12")]
    public async Task Usage_ModelPaidByThePicture_HasNoTokensAndTheListedPrice(string model, string size, string quality, int n, string cost)
    {
        var reply = await sandbox.DrawAsync($$"""{"model":"{{model}}","prompt":"{{Prompt}}","size":"{{size}}","quality":"{{quality}}","n":{{n}}}""");

        Assert.Null(reply.Json["usage"]);
        Assert.Equal(cost, reply["x-tessera-cost"]);
    }

    [Fact]
    public async Task Usage_TwoPictures_CountsEverythingTwice()
    {
        var reply = await sandbox.DrawAsync($$"""{"model":"gpt-image-1","prompt":"{{Prompt}}","size":"1024x1024","quality":"low","n":2}""");

        var usage = reply.Json["usage"]!;
        Assert.Equal((18, 544, 562), ((int)usage["input_tokens"]!, (int)usage["output_tokens"]!, (int)usage["total_tokens"]!));
        Assert.Equal(Usd((18 * 5) + (544 * 40)), reply["x-tessera-cost"]);
    }

    [Theory]
    [InlineData("standard", "medium", 1056)]
    [InlineData("hd", "high", 4160)]
    public async Task Usage_QualityOfOlderModels_IsMappedAndSaid(string asked, string made, int tokens)
    {
        var reply = await sandbox.DrawAsync($$"""{"model":"gpt-image-1","prompt":"{{Prompt}}","size":"1024x1024","quality":"{{asked}}"}""");

        Assert.Equal(made, (string?)reply.Json["quality"]);
        Assert.Equal(tokens, (int)reply.Json["usage"]!["output_tokens"]!);
        Assert.Contains($"quality;mapped=\"{asked} is {made}\"", reply["x-tessera-adjusted"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt-image-1", "1024x1024", "high")]
    [InlineData("gpt-image-2", "1024x1024", "low")]
    public async Task Usage_AutoForAll_IsResolvedInTheAnswer(string model, string size, string quality)
    {
        var reply = await sandbox.DrawAsync($$"""{"model":"{{model}}","prompt":"{{Prompt}}","size":"auto","quality":"auto","background":"auto"}""");

        Assert.Equal((size, quality, "opaque"), ((string?)reply.Json["size"], (string?)reply.Json["quality"], (string?)reply.Json["background"]));
    }

    [Fact]
    public async Task Usage_OfACall_IsOnRecordToTheLastDigit()
    {
        var reply = await sandbox.DrawAsync($$"""{"model":"gpt-image-1","prompt":"{{Prompt}}","size":"1024x1024","quality":"medium"}""");

        var record = await sandbox.Gateway.RecordAsync(reply.GenerationId);
        Assert.Equal(reply["x-tessera-cost"], record.Cost.ToString());
        Assert.Equal((TextTokens, 1056), (record.Usage.TextIn, record.Usage.ImageOut));
        Assert.Equal(("openai/gpt-image-1", Prompt, "generate", "openai"), (record.Model, record.Prompt, record.Operation, record.Dialect));
        Assert.Equal(reply.Picture(), sandbox.Gateway.Stored(record.Pictures.Single().Hash));
    }

    /// <summary>Millionths of a dollar as a plain decimal without zeros at its end.</summary>
    private static string Usd(long millionths) => (millionths / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture);
}
