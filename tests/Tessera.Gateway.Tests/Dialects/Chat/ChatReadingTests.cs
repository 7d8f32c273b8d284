using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects.Chat;
using Tessera.Gateway.Tests.Uploads;

namespace Tessera.Gateway.Tests.Dialects.Chat;

public sealed class ChatReadingTests : IDisposable
{
    private readonly TempUploads _uploads = new();

    public void Dispose() => _uploads.Dispose();

    /// <summary>The messages; the prompt, and whether it is an edit.</summary>
    [Theory]
    [InlineData("""[{"role":"user","content":"a fox"}]""", "a fox", "Generate")]
    [InlineData("""[{"role":"system","content":"be kind"},{"role":"user","content":"one"},{"role":"assistant","content":"ok"},{"role":"user","content":"two"}]""", "two", "Generate")]
    [InlineData("""[{"role":"user","content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]}]""", "a\nb", "Generate")]
    [InlineData("""[{"role":"user","content":[{"type":"image_url","image_url":{"url":"#"}},{"type":"text","text":"blue"}]}]""", "blue", "Edit")]
    [InlineData("""[{"role":"user","content":[{"type":"image_url","image_url":"#"},{"type":"text","text":"blue"}]}]""", "blue", "Edit")]
    [InlineData("""[{"role":"user","content":"a fox"},{"role":"assistant","content":"ok","images":[{"type":"image_url","image_url":{"url":"#"}}]},{"role":"user","content":"make it blue"}]""", "make it blue", "Edit")]
    [InlineData("""[{"role":"assistant","content":"hello"}]""", "", "Generate")]
    [InlineData("""[7,null,{"role":7},{"content":"x"},{"role":"user","content":7},{"role":"user"}]""", "", "Generate")]
    public async Task LastUserMessage_IsThePrompt(string messages, string prompt, string operation)
    {
        using var request = await ReadAsync("{\"model\":\"m\",\"messages\":" + messages + "}");
        Assert.Equal(($"model=m prompt={prompt}", operation, null), (request.Fields(), request.Operation.ToString(), request.PictureError));
    }

    [Fact]
    public async Task Pictures_OfTheLatestAnswer_AreTheOnesEdited()
    {
        using var request = await ReadAsync("""
            {"messages":[{"role":"assistant","images":[{"image_url":{"url":"https://example.com/old.png"}}]},
                         {"role":"assistant","images":[{"image_url":{"url":"https://example.com/new.png"}}]},{"role":"user","content":"blue"}]}
            """);
        Assert.Equal("/new.png", Assert.IsType<Gateway.Uploads.RemotePicture>(Assert.Single(request.Images)).Address.AbsolutePath);
    }

    [Theory]
    [InlineData("""{"model":"m"}""")]
    [InlineData("""{"messages":[]}""")]
    [InlineData("""{"messages":"a fox"}""")]
    public async Task Messages_Missing_AreNamed(string body) =>
        Assert.Equal(("missing_required_parameter", "messages"), (await Reading.RefusedAsync(Dialect(), new TestHttp(body))) is { } error ? (error.Code, error.Param) : default);

    [Fact]
    public async Task Parameters_OfPictures_ArePassed_AndOthersReported()
    {
        using var request = await ReadAsync("""{"messages":[{"role":"user","content":"a"}],"size":"1024x1024","quality":"low","temperature":1,"modalities":["image"],"stream":true,"max_tokens":7}""");
        Assert.Equal("size=1024x1024 quality=low prompt=a stream=true", request.Fields());
        Assert.Equal("temperature:Ignored max_tokens:Ignored", request.Adjusted());
    }

    private ChatImages Dialect() => new(_uploads.Room, null!);

    private Task<ImageRequest> ReadAsync(string body) =>
        Reading.OfAsync(Dialect(), new TestHttp(body.Replace("\"#\"", $"\"data:image/png;base64,{Reading.SmallBase64}\"", StringComparison.Ordinal)));
}
