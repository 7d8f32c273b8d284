using System.Net.Http.Headers;
using System.Text;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.EndToEnd.Tests.Sandbox;

namespace Tessera.EndToEnd.Tests.Refusals;

/// <summary>Bodies that are no JSON, or too much of it, and addresses that are none.</summary>
public sealed class BodyTests(SandboxGateway sandbox) : IClassFixture<SandboxGateway>
{
    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("42")]
    [InlineData("hello")]
    [InlineData("{\"model\":\"gpt-image-2\",\"prompt\":\"a")]
    [InlineData("{\"model\":\"gpt-image-2\",\"prompt\":\"a\"")]
    [InlineData("{\"model\":\"gpt-image-2\",}")]
    [InlineData("{\"model\":\"gpt-image-2\"} {}")]
    [InlineData("{'model':'gpt-image-2'}")]
    [InlineData("model=gpt-image-2&prompt=a")]
    public async Task Body_ThatIsNoJsonObject_IsRefusedWithAdvice(string body)
    {
        var reply = (await PostAsync(body)).Expect(400);

        Assert.Equal(("invalid_request_error", null), ((string?)reply.Error["type"], (string?)reply.Error["code"]));
        Assert.Contains("JSON", (string)reply.Error["message"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(100_000)]
    public async Task Body_NestedTooDeep_IsRefused(int depth)
    {
        var reply = (await PostAsync("{\"model\":\"gpt-image-2\",\"prompt\":\"a\",\"user\":" + new string('[', depth) + new string(']', depth) + "}")).Expect(400);

        Assert.Equal("invalid_request_error", (string?)reply.Error["type"]);
    }

    [Fact]
    public async Task Body_OfTwoMegabytesOfText_IsTooLarge()
    {
        var reply = (await PostAsync($$"""{"model":"gpt-image-2","prompt":"{{new string('a', 2_000_000)}}"}""")).Expect(413);

        Assert.Equal("request_too_large", (string?)reply.Error["code"]);
    }

    [Fact]
    public async Task Body_ThatClaimsTwoGigabytes_IsRefusedUnread()
    {
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(sandbox.Gateway.Address.Host, sandbox.Gateway.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/images/generations HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {sandbox.Gateway.TestKey}\r\nContent-Type: application/json\r\nContent-Length: 2000000000\r\n\r\n{{"));
        using var reader = new StreamReader(stream, Encoding.ASCII);

        Assert.StartsWith("HTTP/1.1 413", await reader.ReadLineAsync());
    }

    [Fact]
    public async Task Body_PromptAtTheLimit_IsTaken()
    {
        var reply = await PostAsync($$"""{"model":"tessera/sketch","size":"16x16","prompt":"{{new string('a', 32_000)}}"}""");

        reply.Expect(200);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData(null)]
    public async Task Body_OfJsonUnderAnotherType_IsReadAllTheSame(string? type)
    {
        using var content = new ByteArrayContent("""{"model":"tessera/sketch","prompt":"a cup","size":"16x16"}"""u8.ToArray());
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);

        (await sandbox.Gateway.PostAsync("/v1/images/generations", sandbox.Gateway.TestKey, content)).Expect(200);
    }

    [Fact]
    public async Task Prompt_WithEveryKindOfCharacter_IsOnRecordAsItWas()
    {
        const string prompt = "a \"cup\" \\ / \n\t ☂ 漢字 👩‍🎨 \u0001 <script>";
        var body = System.Text.Json.JsonSerializer.Serialize(new Dictionary<string, string>(StringComparer.Ordinal) { ["model"] = "tessera/sketch", ["size"] = "16x16", ["prompt"] = prompt });

        var reply = (await PostAsync(body)).Expect(200);

        Assert.Equal(prompt, (await sandbox.Gateway.RecordAsync(reply.GenerationId)).Prompt);
    }

    [Theory]
    [InlineData("/v1/nonsense")]
    [InlineData("/v1/images/edit")]
    [InlineData("/v3/ai/nonsense")]
    public async Task Address_Unknown_Is404WithAnError(string path)
    {
        var reply = (await sandbox.Gateway.PostAsync(path, sandbox.Gateway.TestKey, "{}")).Expect(404);

        Assert.Equal("unknown_url", (string?)reply.Error["code"]);
    }

    [Fact]
    public async Task Method_Wrong_IsRefused() => Assert.InRange((await sandbox.Gateway.GetAsync("/v1/images/generations", sandbox.Gateway.TestKey)).Status, 404, 405);

    private Task<Reply> PostAsync(string body) => sandbox.Gateway.PostAsync("/v1/images/generations", sandbox.Gateway.TestKey, body);
}
