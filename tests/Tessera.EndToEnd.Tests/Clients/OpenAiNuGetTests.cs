using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Images;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.EndToEnd.Tests.Sandbox;

namespace Tessera.EndToEnd.Tests.Clients;

/// <summary>OpenAI's own client for .NET, unchanged but for its address and key.</summary>
public sealed class OpenAiNuGetTests(SandboxGateway sandbox) : IClassFixture<SandboxGateway>
{
    private static readonly byte[] Picture = Png.Plain(256, 256);

    [Fact]
    public async Task GenerateImage_GptModel_GivesBytes()
    {
        GeneratedImage image = await Images("gpt-image-1").GenerateImageAsync(
            "a red balloon", new ImageGenerationOptions { Size = GeneratedImageSize.W1024xH1024, Quality = new GeneratedImageQuality("low"), EndUserId = "u-1" });

        Assert.Equal(1024, Png.Read(image.ImageBytes.ToArray()).Width);
    }

    [Fact]
    public async Task GenerateImage_SizeTheClientDoesNotKnow_Works()
    {
        GeneratedImage image = await Images("tessera/sketch").GenerateImageAsync("a cup", new ImageGenerationOptions { Size = new GeneratedImageSize(96, 64) });

        Assert.Equal(96, Png.Read(image.ImageBytes.ToArray()).Width);
    }

    [Fact]
    public async Task GenerateImages_Two_GivesTwoAndUsage()
    {
        GeneratedImageCollection images = await Images("dall-e-2").GenerateImagesAsync(
            "a cup", 2, new ImageGenerationOptions { Size = GeneratedImageSize.W256xH256, ResponseFormat = GeneratedImageFormat.Bytes });

        Assert.Equal(2, images.Count);
        Assert.NotEqual(images[0].ImageBytes.ToArray(), images[1].ImageBytes.ToArray());
    }

    [Fact]
    public async Task GenerateImage_DallEWithoutFormat_GivesAnAddress()
    {
        GeneratedImage image = await Images("dall-e-2").GenerateImageAsync("a cup", new ImageGenerationOptions { Size = GeneratedImageSize.W256xH256 });

        (await sandbox.Gateway.GetAsync(image.ImageUri.AbsoluteUri, null)).Expect(200);
    }

    [Fact]
    public async Task GenerateImageEdit_StreamAndFileName_Works()
    {
        GeneratedImage image = await Images("tessera/sketch").GenerateImageEditAsync(
            new MemoryStream(Picture), "Assets/house.png", "make it blue", new ImageEditOptions { Size = GeneratedImageSize.W256xH256 });

        Assert.Equal(256, Png.Read(image.ImageBytes.ToArray()).Width);
    }

    [Fact]
    public async Task GenerateImageEdit_WithMask_LeavesTheRestAsItWas()
    {
        GeneratedImage image = await Images("tessera/sketch").GenerateImageEditAsync(
            new MemoryStream(Picture), "house.png", "a blue sea", new MemoryStream(Png.Mask(256, 256, (x, _) => x < 100)), "mask.png",
            new ImageEditOptions { Size = GeneratedImageSize.W256xH256 });

        Assert.Equal([200, 60, 40, 255], Png.Read(image.ImageBytes.ToArray())[200, 200].ToArray());
    }

    [Fact]
    public async Task GenerateImageVariation_Works()
    {
        GeneratedImageCollection images = await Images("dall-e-2").GenerateImageVariationsAsync(
            new MemoryStream(Picture), "house.png", 2, new ImageVariationOptions { Size = GeneratedImageSize.W256xH256, ResponseFormat = GeneratedImageFormat.Bytes });

        Assert.Equal(2, images.Count);
        Assert.Equal(256, Png.Read(images[1].ImageBytes.ToArray()).Width);
    }

    [Fact]
    public async Task Models_Listed_HaveTheImageModels()
    {
        var models = await Client(sandbox.Gateway.TestKey).GetOpenAIModelClient().GetModelsAsync();

        Assert.Contains(models.Value, model => model.Id.EndsWith("gpt-image-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Chat_WithAnImageModel_CarriesThePictureInTheRawAnswer()
    {
        ClientResult<ChatCompletion> completion = await Client(sandbox.Gateway.TestKey).GetChatClient("openai/gpt-image-1")
            .CompleteChatAsync([new UserChatMessage("A red balloon on a wooden table.")]);

        Assert.NotEmpty(completion.Value.Content[0].Text);
        var raw = System.Text.Json.Nodes.JsonNode.Parse(completion.GetRawResponse().Content)!;
        Assert.StartsWith("data:image/png;base64,", (string?)raw["choices"]![0]!["message"]!["images"]![0]!["image_url"]!["url"]);
    }

    [Fact]
    public async Task GenerateImage_WrongKey_ThrowsWithTheGatewaysWords()
    {
        var thrown = await Assert.ThrowsAsync<ClientResultException>(() => Client("sk-wrong-key").GetImageClient("gpt-image-1").GenerateImageAsync("a cup"));

        Assert.Equal(401, thrown.Status);
        Assert.Contains("tsr_live_", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateImage_UnknownModel_ThrowsWithTheCode()
    {
        var thrown = await Assert.ThrowsAsync<ClientResultException>(() => Images("gpt-image-99").GenerateImageAsync("a cup"));

        Assert.Equal(400, thrown.Status);
        Assert.Contains("invalid_value", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateImage_LiveAndRateLimited_WaitsAndGetsThePicture()
    {
        await using var openAi = await Upstream.StartAsync(Say.InTurn(
            Say.Error(429, "requests", "rate_limit_exceeded", headers: ("retry-after-ms", "1")), Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var client = new OpenAIClient(new ApiKeyCredential(gateway.LiveKey), new OpenAIClientOptions { Endpoint = new Uri(gateway.Address, "v1") });

        GeneratedImage image = await client.GetImageClient("gpt-image-2").GenerateImageAsync("a cup");

        Assert.Equal(Picture, image.ImageBytes.ToArray());
        Assert.Equal(2, openAi.Seen.Count);
    }

    private ImageClient Images(string model) => Client(sandbox.Gateway.TestKey).GetImageClient(model);

    private OpenAIClient Client(string key) => new(
        new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = new Uri(sandbox.Gateway.Address, "v1"), RetryPolicy = new ClientRetryPolicy(0) });
}
