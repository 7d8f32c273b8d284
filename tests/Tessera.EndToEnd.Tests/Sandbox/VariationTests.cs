using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.Sandbox;

public sealed class VariationTests(SandboxGateway sandbox) : IClassFixture<SandboxGateway>
{
    [Fact]
    public async Task Variation_OfASquarePicture_WorksAgain()
    {
        using var form = Form.Of(("model", "dall-e-2"), ("n", "2"), ("size", "256x256"), ("response_format", "b64_json"), ("user", "u-1")).File("image", Png.Plain(256, 256)).Content();

        var reply = (await sandbox.Gateway.PostAsync("/v1/images/variations", sandbox.Gateway.TestKey, form)).Expect(200);

        Assert.Equal(2, reply.Json["data"]!.AsArray().Count);
        Assert.NotEqual(reply.Picture(0), reply.Picture(1));
        Assert.Equal("0.032", reply["x-tessera-cost"]);
        Assert.Equal("vary", (await sandbox.Gateway.RecordAsync(reply.GenerationId)).Operation);
    }

    [Fact]
    public async Task Variation_WithoutResponseFormat_IsAnAddress()
    {
        using var form = Form.Of(("model", "dall-e-2"), ("size", "256x256")).File("image", Png.Plain(256, 256)).Content();

        var reply = (await sandbox.Gateway.PostAsync("/v1/images/variations", sandbox.Gateway.TestKey, form)).Expect(200);

        Assert.NotNull((string?)reply.Json["data"]![0]!["url"]);
    }

    [Fact]
    public async Task Variation_ByAModelThatEdits_IsAnEditOfNoPrompt()
    {
        using var form = Form.Of(("model", "gpt-image-1"), ("size", "1024x1024"), ("quality", "low")).File("image", Png.Plain(64, 64)).Content();

        var reply = (await sandbox.Gateway.PostAsync("/v1/images/variations", sandbox.Gateway.TestKey, form)).Expect(200);

        Assert.Equal(272, (int)reply.Json["usage"]!["output_tokens"]!);
    }
}
