using System.Text.Json.Nodes;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.EndToEnd.Tests.Sandbox;

namespace Tessera.EndToEnd.Tests.Dialects;

/// <summary>Image models behind chat completions.</summary>
public sealed class ChatTests(SandboxGateway sandbox) : IClassFixture<SandboxGateway>
{
    private const string Path = "/v1/chat/completions";

    [Fact]
    public async Task Chat_Plain_HasASentenceAndThePicture()
    {
        var reply = await ChatAsync("""{"model":"openai/gpt-image-1","messages":[{"role":"user","content":"A red balloon on a wooden table."}],"size":"1024x1024","quality":"low"}""");

        Assert.Equal("chat.completion", (string?)reply.Json["object"]);
        var message = reply.Json["choices"]![0]!["message"]!;
        Assert.Equal(("assistant", "stop"), ((string?)message["role"], (string?)reply.Json["choices"]![0]!["finish_reason"]));
        Assert.NotEmpty((string)message["content"]!);
        Assert.Equal("image_url", (string?)message["images"]![0]!["type"]);
        Assert.Equal(1024, Png.Read(Picture(message["images"]![0]!)).Width);
        Assert.Equal(272, (int)reply.Json["usage"]!["completion_tokens"]!);
        Assert.Equal(reply["x-tessera-cost"], (string?)message["provider_metadata"]!["gateway"]!["cost"]);
    }

    [Fact]
    public async Task Chat_Stream_BringsRoleSentencePictureAndEnd()
    {
        var reply = await ChatAsync("""{"model":"tessera/sketch","stream":true,"messages":[{"role":"user","content":"a cup"}],"size":"64x64"}""");

        Assert.Equal("[DONE]", reply.Events[^1].Data);
        var chunks = reply.Events.SkipLast(1).Select(e => e.Json).ToList();
        Assert.All(reply.Events, e => Assert.Equal("", e.Name));
        Assert.All(chunks, chunk => Assert.Equal("chat.completion.chunk", (string?)chunk["object"]));
        Assert.Single(chunks.Select(chunk => (string?)chunk["id"]).Distinct(StringComparer.Ordinal));
        Assert.Equal("assistant", (string?)Delta(chunks[0])["role"]);
        Assert.NotEmpty((string)Delta(chunks[1])["content"]!);
        Assert.Equal(64, Png.Read(Picture(Delta(chunks[2])["images"]![0]!)).Width);
        Assert.Equal("stop", (string?)chunks[^1]["choices"]![0]!["finish_reason"]);
        Assert.NotNull(chunks[^1]["usage"]);
    }

    [Fact]
    public async Task Chat_PartsWithAPicture_AreAnEdit()
    {
        var reply = await ChatAsync($$$"""
            {"model":"tessera/sketch","size":"64x64","messages":[{"role":"user","content":[
              {"type":"text","text":"make it blue"},
              {"type":"image_url","image_url":{"url":"{{{DataUrl(Png.Plain(64, 64))}}}","detail":"high"}}]}]}
            """);

        var record = await sandbox.Gateway.RecordAsync(reply.GenerationId);
        Assert.Equal(("edit", "make it blue", "chat"), (record.Operation, record.Prompt, record.Dialect));
    }

    [Fact]
    public async Task Chat_SecondTurn_EditsThePictureOfTheFirst()
    {
        var reply = await ChatAsync($$$"""
            {"model":"tessera/sketch","size":"64x64","messages":[
              {"role":"system","content":"You draw."},
              {"role":"user","content":"a cup"},
              {"role":"assistant","content":"Here.","images":[{"type":"image_url","image_url":{"url":"{{{DataUrl(Png.Plain(64, 64))}}}"}}]},
              {"role":"user","content":"make it blue"}]}
            """);

        var record = await sandbox.Gateway.RecordAsync(reply.GenerationId);
        Assert.Equal(("edit", "make it blue"), (record.Operation, record.Prompt));
    }

    [Fact]
    public async Task Chat_SettingsOfLanguageModels_AreIgnoredAndSaid()
    {
        var reply = await ChatAsync("""{"model":"tessera/sketch","size":"64x64","temperature":0.7,"max_tokens":100,"messages":[{"role":"user","content":"a cup"}]}""");

        Assert.Contains("temperature;ignored=", reply["x-tessera-adjusted"]!, StringComparison.Ordinal);
        Assert.Contains("max_tokens;ignored=", reply["x-tessera-adjusted"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"model":"gpt-9","messages":[{"role":"user","content":"hi"}]}""", 404, "model_not_found", "model")]
    [InlineData("""{"model":"gpt-image-1"}""", 400, "missing_required_parameter", "messages")]
    [InlineData("""{"model":"gpt-image-1","messages":[]}""", 400, "missing_required_parameter", "messages")]
    [InlineData("""{"model":"gpt-image-1","messages":[{"role":"user","content":""}]}""", 400, "empty_string", "prompt")]
    [InlineData("""{"model":"gpt-image-1","messages":["hi", 3, null]}""", 400, "empty_string", "prompt")]
    [InlineData("""{"messages":[{"role":"user","content":"hi"}]}""", 400, "missing_required_parameter", "model")]
    public async Task Chat_BadCall_IsRefusedInOpenAisShape(string body, int status, string code, string param)
    {
        var reply = (await sandbox.Gateway.PostAsync(Path, sandbox.Gateway.TestKey, body)).Expect(status);

        Assert.Equal((code, param), ((string?)reply.Error["code"], (string?)reply.Error["param"]));
    }

    [Fact]
    public async Task Chat_Live_AsksTheImagesApi()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Png.Plain(8, 8)));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var reply = (await gateway.PostAsync(Path, gateway.LiveKey, """{"model":"openai/gpt-image-2","messages":[{"role":"user","content":"a cup"}]}""")).Expect(200);

        Assert.Equal(("/v1/images/generations", "a cup"), (openAi.Seen.Single().Path, (string?)openAi.Seen.Single().Json["prompt"]));
        Assert.Equal(Png.Plain(8, 8), Picture(reply.Json["choices"]![0]!["message"]!["images"]![0]!));
        Assert.Equal("0.008215", reply["x-tessera-cost"]);
    }

    private async Task<Reply> ChatAsync(string body) => (await sandbox.Gateway.PostAsync(Path, sandbox.Gateway.TestKey, body)).Expect(200);

    private static JsonNode Delta(JsonNode chunk) => chunk["choices"]![0]!["delta"]!;

    private static string DataUrl(byte[] png) => "data:image/png;base64," + Convert.ToBase64String(png);

    private static byte[] Picture(JsonNode image) => Convert.FromBase64String(((string)image["image_url"]!["url"]!)["data:image/png;base64,".Length..]);
}
