using System.Text.Json.Nodes;
using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.Sandbox;

/// <summary>Order and fields of events: specification section 6.</summary>
public sealed class StreamTests(SandboxGateway sandbox) : IClassFixture<SandboxGateway>
{
    private static readonly string[] PartialKeys = ["type", "b64_json", "created_at", "size", "quality", "background", "output_format", "partial_image_index"];
    private static readonly string[] CompletedKeys = ["type", "b64_json", "created_at", "size", "quality", "background", "output_format", "usage"];

    [Fact]
    public async Task Stream_ThreePartials_ComeInOrderAndBeforeTheFinishedPicture()
    {
        var reply = await sandbox.DrawAsync("""{"model":"tessera/sketch","prompt":"a boat","size":"256x256","stream":true,"partial_images":3}""");

        Assert.Equal("text/event-stream; charset=utf-8", reply["Content-Type"]);
        Assert.Equal(
            ["image_generation.partial_image", "image_generation.partial_image", "image_generation.partial_image", "image_generation.completed"],
            reply.Events.Select(e => e.Name));
        Assert.All(reply.Events, e => Assert.Equal(e.Name, (string?)e.Json["type"]));
        Assert.Equal([0, 1, 2], reply.Events.Take(3).Select(e => (int)e.Json["partial_image_index"]!));
        Assert.All(reply.Events.Take(3), e => Assert.Equal(PartialKeys, e.Json.AsObject().Select(property => property.Key)));
        Assert.All(reply.Events, e => Assert.Equal(256, Png.Read(Picture(e.Json)).Width));
        Assert.EndsWith("\n\n", reply.Text);
        Assert.DoesNotContain("[DONE]", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_TokenModel_CompletesWithUsageThatCountsThePartials()
    {
        var reply = await sandbox.DrawAsync("""{"model":"gpt-image-1","prompt":"a red balloon","size":"1024x1024","quality":"low","stream":true,"partial_images":2}""");

        var completed = reply.Events[^1].Json;
        Assert.Equal(CompletedKeys, completed.AsObject().Select(property => property.Key));
        Assert.Equal(272 + 200, (int)completed["usage"]!["output_tokens"]!);
        Assert.Equal(9 + 472, (int)completed["usage"]!["total_tokens"]!);
        Assert.Equal(["input_tokens", "input_tokens_details", "output_tokens", "total_tokens"], completed["usage"]!.AsObject().Select(property => property.Key));
        Assert.Equal("0.018925", (await sandbox.Gateway.RecordAsync(reply.GenerationId)).Cost.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(""","partial_images":0""")]
    public async Task Stream_NoPartials_IsOneEvent(string partials)
    {
        var reply = await sandbox.DrawAsync($$"""{"model":"tessera/sketch","prompt":"a boat","size":"64x64","stream":true{{partials}}}""");

        Assert.Equal(["image_generation.completed"], reply.Events.Select(e => e.Name));
    }

    [Fact]
    public async Task Stream_TwoPictures_CompletesTwice()
    {
        var reply = await sandbox.DrawAsync("""{"model":"tessera/sketch","prompt":"a boat","size":"64x64","stream":true,"n":2}""");

        Assert.Equal(["image_generation.completed", "image_generation.completed"], reply.Events.Select(e => e.Name));
        Assert.NotEqual(Picture(reply.Events[0].Json), Picture(reply.Events[1].Json));
    }

    [Fact]
    public async Task Stream_FinishedPicture_IsTheOneOfTheSameCallWithoutStream()
    {
        const string call = """{"model":"tessera/sketch","prompt":"a boat","size":"128x128" """;

        var streamed = await sandbox.DrawAsync(call + ""","stream":true,"partial_images":1}""");

        Assert.Equal((await sandbox.DrawAsync(call + "}")).Picture(), Picture(streamed.Events[^1].Json));
    }

    [Fact]
    public async Task Stream_OfAnEdit_HasTheNamesOfEdits()
    {
        using var form = Form.Of(("model", "tessera/sketch"), ("prompt", "make it blue"), ("size", "64x64"), ("stream", "true"), ("partial_images", "1"))
            .File("image", Png.Plain(64, 64)).Content();

        var reply = (await sandbox.Gateway.PostAsync("/v1/images/edits", sandbox.Gateway.TestKey, form)).Expect(200);

        Assert.Equal(["image_edit.partial_image", "image_edit.completed"], reply.Events.Select(e => e.Name));
    }

    [Fact]
    public async Task Stream_BadCall_IsAPlainErrorWithItsStatus()
    {
        var reply = await sandbox.Gateway.PostAsync("/v1/images/generations", sandbox.Gateway.TestKey, """{"model":"gpt-image-1","prompt":"","stream":true}""");

        Assert.Equal((400, "application/json"), (reply.Status, reply["Content-Type"]));
        Assert.Equal("empty_string", (string?)reply.Error["code"]);
    }

    [Fact]
    public async Task Stream_GenerationId_IsInTheHead()
    {
        var reply = await sandbox.DrawAsync("""{"model":"tessera/sketch","prompt":"a boat","size":"64x64","stream":true}""");

        Assert.Matches("^gen_[0-9A-Za-z]{26}$", reply.GenerationId);
        Assert.Equal("no-store", reply["Cache-Control"]);
    }

    private static byte[] Picture(JsonNode json) => Convert.FromBase64String((string)json["b64_json"]!);
}
