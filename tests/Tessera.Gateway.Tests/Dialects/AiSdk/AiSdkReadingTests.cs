using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects.AiSdk;
using Tessera.Gateway.Tests.Calls;
using Tessera.Gateway.Tests.Uploads;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Tests.Dialects.AiSdk;

public sealed class AiSdkReadingTests : IDisposable
{
    private readonly TempUploads _uploads = new();

    public void Dispose() => _uploads.Dispose();

    /// <summary>The model of the header, the body, the fields that come of it, and what was adjusted.</summary>
    [Theory]
    [InlineData("openai/gpt-image-1", """{"prompt":"a fox","n":1,"providerOptions":{}}""", "model=openai/gpt-image-1 prompt=a fox n=1", "")]
    [InlineData("m", """{"prompt":"a","n":3,"size":"1024x1024","seed":0}""", "model=m prompt=a n=3 size=1024x1024 seed=0", "")]
    [InlineData("m", """{"prompt":"a","size":null,"mask":null,"files":null}""", "model=m prompt=a", "")]
    [InlineData("m", """{"prompt":"a","stream":true}""", "model=m prompt=a", "stream:Ignored")]
    [InlineData("openai/gpt-image-1", """{"aspectRatio":"16:9"}""", "model=openai/gpt-image-1 size=1536x1024", "aspectRatio:Mapped")]
    [InlineData("openai/gpt-image-1", """{"aspectRatio":"1:1"}""", "model=openai/gpt-image-1 size=1024x1024", "aspectRatio:Mapped")]
    [InlineData("openai/gpt-image-2", """{"aspectRatio":"16:9"}""", "model=openai/gpt-image-2 size=1360x768", "aspectRatio:Mapped")]
    [InlineData("openai/gpt-image-2", """{"aspectRatio":"1:9"}""", "model=openai/gpt-image-2", "aspectRatio:Dropped")]
    [InlineData("openai/gpt-image-2", """{"aspectRatio":"wide"}""", "model=openai/gpt-image-2", "aspectRatio:Dropped")]
    [InlineData("openai/gpt-image-2", """{"aspectRatio":"0:1"}""", "model=openai/gpt-image-2", "aspectRatio:Dropped")]
    [InlineData("openai/gpt-image-2", """{"aspectRatio":"1:1","size":"1536x1024"}""", "model=openai/gpt-image-2 size=1536x1024", "aspectRatio:Dropped")]
    [InlineData("openai/gpt-image-2", """{"aspectRatio":7}""", "model=openai/gpt-image-2", "aspectRatio:Ignored")]
    [InlineData("nope", """{"aspectRatio":"1:1"}""", "model=nope", "aspectRatio:Dropped")]
    [InlineData("openai/gpt-image-1", """{"providerOptions":{"openai":{"outputFormat":"webp","output_compression":80,"quality":"low"}}}""", "model=openai/gpt-image-1 output_format=webp output_compression=80 quality=low", "")]
    [InlineData("bfl/flux-2-pro", """{"providerOptions":{"bfl":{"safetyTolerance":2},"google":{"x":1}}}""", "model=bfl/flux-2-pro safety_tolerance=2", "providerOptions.google:Ignored")]
    [InlineData("m", """{"n":1,"providerOptions":{"openai":{"n":5}}}""", "model=m n=1", "")]
    [InlineData("m", """{"providerOptions":{"gateway":{"only":["openai"],"experimental_streamingImageDecoding":true,"sort":"cost"}}}""", "model=m", "providerOptions.gateway.sort:Ignored")]
    [InlineData("m", """{"providerOptions":7}""", "model=m", "")]
    public async Task Body_BecomesTheseFields(string model, string body, string fields, string adjusted)
    {
        using var request = await ReadAsync(body, model);
        Assert.Equal((fields, adjusted, Strictness.Warn), (request.Fields(), request.Adjusted(), request.Strictness));
    }

    [Theory]
    [InlineData("""{"prompt":"a"}""", "Generate")]
    [InlineData("""{"prompt":"a","files":[]}""", "Generate")]
    [InlineData("""{"prompt":"a","files":[{"type":"file","mediaType":"image/png","data":"#"}]}""", "Edit")]
    [InlineData("""{"files":[{"type":"file","mediaType":"image/png","data":"#"}]}""", "Vary")]
    [InlineData("""{"prompt":null,"files":[{"type":"file","mediaType":"image/png","data":"#"}]}""", "Vary")]
    public async Task Operation_FollowsFromWhatIsThere(string body, string operation)
    {
        using var request = await ReadAsync(body.Replace("\"#\"", $"\"{Reading.SmallBase64}\"", StringComparison.Ordinal));
        Assert.Equal((operation, null), (request.Operation.ToString(), request.PictureError));
    }

    [Fact]
    public async Task FilesAndMask_ByBytesAndByAddress_AreTaken()
    {
        using var request = await ReadAsync($$$"""
            {"prompt":"a","files":[{"type":"file","mediaType":"application/octet-stream","data":"{{{Reading.SmallBase64}}}"},{"type":"url","url":"https://example.com/a.png"},{"type":"file","data":"data:image/png;base64,{{{Reading.SmallBase64}}}"}],
             "mask":{"type":"file","mediaType":"image/png","data":"{{{Reading.SmallBase64}}}"}}
            """);
        Assert.Null(request.PictureError);
        Assert.Equal(["files[0]", "files[1]", "files[2]", "mask"], request.Images.Append(request.Mask!).Select(image => image.Name));
        Assert.Null(((Upload)request.Images[0]).DeclaredType);
        Assert.Equal("example.com", ((RemotePicture)request.Images[1]).Address.Host);
    }

    [Theory]
    [InlineData("""{"files":["x"]}""", "invalid_type", "files[0]")]
    [InlineData("""{"files":[{}]}""", "invalid_type", "files[0]")]
    [InlineData("""{"files":[{"url":"file:///etc/passwd"}]}""", "invalid_image_url", "files[0]")]
    public async Task File_ThatIsNone_IsAnError(string body, string code, string param)
    {
        using var request = await ReadAsync(body);
        Assert.Equal((code, param), (request.PictureError?.Code, request.PictureError?.Param));
    }

    [Fact]
    public async Task Model_IsNamedInTheHeader()
    {
        var error = await Reading.RefusedAsync(Dialect(), new TestHttp("""{"prompt":"a"}"""));
        Assert.Equal((400, "ai-model-id"), (error.Status, error.Param));
    }

    [Theory]
    [InlineData("4", "/v3/ai/image-model", 4)]
    [InlineData("2", "/v4/ai/image-model", 2)]
    [InlineData(null, "/v4/ai/image-model", 4)]
    [InlineData(null, "/v3/ai/image-model", 3)]
    [InlineData(null, "/v1/ai/image-model", 2)]
    [InlineData("9", "/v3/ai/image-model", 3)]
    [InlineData("-4", "/v1/ai/image-model", 2)]
    public void Version_IsTheHeaders_OrThePaths(string? header, string path, int version)
    {
        var http = new TestHttp(path: path);
        http.Context.Request.Headers["ai-image-model-specification-version"] = header;
        Assert.Equal(version, AiSdkVersion.Of(http.Context.Request));
    }

    private AiSdkImages Dialect() => new(_uploads.Room, new LiveCatalogue(Ask.Catalogue), null!);

    private Task<ImageRequest> ReadAsync(string body, string model = "openai/gpt-image-1")
    {
        var http = new TestHttp(body);
        http.Context.Request.Headers["ai-model-id"] = model;
        return Reading.OfAsync(Dialect(), http);
    }
}
