using System.ClientModel;
using OpenAI;
using OpenAI.Images;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.EndToEnd.Tests.Npm;

namespace Tessera.EndToEnd.Tests.LocalModels;

/// <summary>The official clients, unchanged but for address and key, with a model of this machine.</summary>
public sealed class ClientTests(LocalGateway local) : IClassFixture<LocalGateway>
{
    private static readonly string Mask = Convert.ToBase64String(Png.Mask(96, 96, (x, _) => x < 40));

    [Theory]
    [InlineData("6")]
    [InlineData("7")]
    public async Task OpenAiForNode_DrawsEditsVariesAndStreams(string version)
    {
        var told = await NodeScript.RunWithAsync(local.Gateway, local.Gateway.LiveKey, "local-openai.mjs", version, TinyModel.Id, Mask);

        Assert.Equal(("96x96", "engine", "0", TinyModel.Tokens), ((string?)told["generated"], (string?)told["provider"], (string?)told["cost"], (int)told["usage"]!));
        Assert.True((bool)told["same"]!);
        Assert.Equal("[2,false]", told["two"]!.ToJsonString());
        Assert.Equal("96x96", (string?)told["edited"]);
        Assert.Equal("""["96x96","96x96"]""", told["varied"]!.ToJsonString());
        Assert.Equal("""[["image_generation.partial_image","64x64"],["image_generation.partial_image","64x64"],["image_generation.completed","64x64"]]""", told["events"]!.ToJsonString());
        Assert.True((bool)told["listed"]!);
    }

    [Theory]
    [InlineData("5", null)]
    [InlineData("6", "96x96")]
    [InlineData("7", "96x96")]
    public async Task AiSdk_DrawsAndEdits(string version, string? edited)
    {
        var told = await NodeScript.RunWithAsync(local.Gateway, local.Gateway.LiveKey, "local-ai.mjs", version, TinyModel.Id, Mask);

        Assert.Equal(("96x96", "0", "engine"), ((string?)told["drawn"], (string?)told["cost"], (string?)told["provider"]));
        Assert.True((bool)told["same"]!);
        Assert.Equal("""["64x64","64x64"]""", told["two"]!.ToJsonString());
        Assert.Equal("1248x832", (string?)told["wide"]);
        Assert.Equal(edited, (string?)told["edited"]);
        Assert.True((bool)told["listed"]!);
    }

    [Fact]
    public async Task OpenAiForDotNet_DrawsEditsAndVaries()
    {
        var images = new OpenAIClient(new ApiKeyCredential(local.Gateway.LiveKey), new OpenAIClientOptions { Endpoint = new Uri(local.Gateway.Address, "v1") }).GetImageClient(TinyModel.Id);

        GeneratedImageCollection drawn = await images.GenerateImagesAsync("a red balloon", 2, new ImageGenerationOptions { Size = GeneratedImageSize.W1024xH1024, Quality = new GeneratedImageQuality("low") });
        GeneratedImage edited = await images.GenerateImageEditAsync(
            new MemoryStream(Png.Plain(96, 96)), "house.png", "a blue sea", new MemoryStream(Convert.FromBase64String(Mask)), "mask.png", new ImageEditOptions());
        GeneratedImage varied = await images.GenerateImageVariationAsync(new MemoryStream(Png.Plain(96, 96)), "house.png", new ImageVariationOptions());

        Assert.Equal((2, 1024), (drawn.Count, Png.Read(drawn[1].ImageBytes.ToArray()).Width));
        Assert.Equal([200, 60, 40, 255], Png.Read(edited.ImageBytes.ToArray())[80, 50].ToArray());
        Assert.Equal(96, Png.Read(varied.ImageBytes.ToArray()).Width);
    }
}
