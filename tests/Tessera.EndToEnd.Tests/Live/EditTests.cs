using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.Live;

public sealed class EditTests
{
    private static readonly byte[] First = Png.Plain(16, 16);
    private static readonly byte[] Second = Png.Plain(16, 16, green: 200);
    private static readonly byte[] Mask = Png.Mask(16, 16, (x, _) => x < 8);

    [Fact]
    public async Task Edit_Form_ReachesTheProviderWithTypesAndBytes()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(First));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        using var form = Form.Of(("model", "gpt-image-1-mini"), ("prompt", "make it blue"), ("n", "2"), ("quality", "low"), ("response_format", "b64_json"))
            .File("image[]", First, type: null).File("image[]", Second).File("mask", Mask).Content();

        (await gateway.PostAsync("/v1/images/edits", gateway.LiveKey, form)).Expect(200);

        var seen = Assert.Single(openAi.Seen);
        Assert.Equal("/v1/images/edits", seen.Path);
        Assert.Equal(("gpt-image-1-mini", "make it blue", "2", "low"), (seen.Field("model"), seen.Field("prompt"), seen.Field("n"), seen.Field("quality")));
        Assert.Null(seen.Field("response_format"));
        Assert.Equal([First, Second], seen.Parts.Where(part => part.Name == "image[]").Select(part => part.Bytes));
        Assert.Equal(Mask, seen.Parts.Single(part => part.Name == "mask").Bytes);
        Assert.All(seen.Parts.Where(part => part.FileName is not null), part => Assert.Equal("image/png", part.Type));
    }

    [Fact]
    public async Task Edit_OnePicture_IsCalledImage()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(First));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var json = $$"""{"model":"gpt-image-2","prompt":"make it blue","images":[{"image_url":"data:image/png;base64,{{Convert.ToBase64String(First)}}"}]}""";

        (await gateway.PostAsync("/v1/images/edits", gateway.LiveKey, json)).Expect(200);

        Assert.Equal(First, openAi.Seen.Single().Parts.Single(part => part.Name == "image").Bytes);
    }

    [Fact]
    public async Task Edit_AfterFallback_SendsThePicturesAgain()
    {
        var large = Png.Huge(400_000);
        await using var openAi = await Upstream.StartAsync(Say.Error(503, "server_error", null));
        await using var vercel = await Upstream.StartAsync(Say.Pictures(First));
        await using var gateway = await RunningGateway.StartAsync(openAi, vercel);
        using var form = Form.Of(("model", "gpt-image-2"), ("prompt", "make it blue")).File("image", large).Content();

        (await gateway.PostAsync("/v1/images/edits", gateway.LiveKey, form)).Expect(200);

        Assert.Equal(large, openAi.Seen.Single().Parts.Single(part => part.Name == "image").Bytes);
        Assert.Equal(large, vercel.Seen.Single().Parts.Single(part => part.Name == "image").Bytes);
        Assert.Empty(gateway.UploadsLeft);
    }

    [Fact]
    public async Task Variation_AtAModelThatEdits_IsAnEditWithANeutralPrompt()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(First));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        using var form = Form.Of(("model", "gpt-image-2")).File("image", First).Content();

        var reply = (await gateway.PostAsync("/v1/images/variations", gateway.LiveKey, form)).Expect(200);

        Assert.Equal("/v1/images/edits", openAi.Seen.Single().Path);
        Assert.Contains("variation", openAi.Seen.Single().Field("prompt")!, StringComparison.Ordinal);
        Assert.Contains("variation;mapped=", reply["x-tessera-adjusted"]!, StringComparison.Ordinal);
    }
}
