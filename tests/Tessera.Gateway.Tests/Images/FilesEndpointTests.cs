using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Images;

namespace Tessera.Gateway.Tests.Images;

/// <summary>Against a real Kestrel on a free port.</summary>
public sealed class FilesEndpointTests : IAsyncLifetime
{
    private readonly TestStore _test = new();
    private readonly byte[] _bytes = TestStore.Png(1, edge: 500);
    private readonly HttpMessageInvoker _client = new(new SocketsHttpHandler());
    private FileUrlSigner _signer = null!;
    private WebApplication _app = null!;
    private StoredImage _image = null!;

    public async Task InitializeAsync()
    {
        _signer = new FileUrlSigner(FileUrlKey.ReadOrCreate(_test.Directory), _test.Time);
        _image = TestStore.Put(_test.Store, _bytes).Image!;
        var builder = WebApplication.CreateSlimBuilder();
        _ = builder.WebHost.UseUrls("http://127.0.0.1:0");
        _ = builder.Logging.ClearProviders();
        _ = builder.Services.AddSingleton(_test.Store).AddSingleton(_signer).AddSingleton<Thumbnails>().AddSingleton<TimeProvider>(_test.Time);
        _app = builder.Build();
        _app.MapFiles();
        await _app.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _app.DisposeAsync();
        _client.Dispose();
        _test.Dispose();
    }

    [Fact]
    public async Task Get_SignedAddress_GivesThePictureLockedDown()
    {
        using var response = await SendAsync(HttpMethod.Get, Url());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(_bytes, await response.Content.ReadAsByteArrayAsync(CancellationToken.None));
        Assert.Equal("image/png", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("nosniff", Header(response, "x-content-type-options"));
        Assert.Equal("default-src 'none'; sandbox", Header(response, "content-security-policy"));
        Assert.Equal($"inline; filename=\"{_image.FileName}\"", response.Content.Headers.GetValues("content-disposition").Single());
        Assert.True(response.Headers.CacheControl!.Private);
        Assert.InRange(response.Headers.CacheControl.MaxAge!.Value.TotalSeconds, 290, 300);
        Assert.Contains("immutable", response.Headers.CacheControl.ToString(), StringComparison.Ordinal);
        Assert.Equal($"\"{_image.Hash}\"", response.Headers.ETag!.Tag);
    }

    [Fact]
    public async Task Head_SignedAddress_GivesHeadersOnly()
    {
        using var response = await SendAsync(HttpMethod.Head, Url());

        Assert.Equal(_bytes.Length, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Get_Range_GivesThatPart()
    {
        using var response = await SendAsync(HttpMethod.Get, Url(), request => request.Headers.Range = new RangeHeaderValue(10, 19));

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(_bytes[10..20], await response.Content.ReadAsByteArrayAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Get_WithTheTag_IsNotModified()
    {
        using var response = await SendAsync(HttpMethod.Get, Url(), request => request.Headers.IfNoneMatch.Add(new EntityTagHeaderValue($"\"{_image.Hash}\"")));

        Assert.Equal(HttpStatusCode.NotModified, response.StatusCode);
    }

    [Fact]
    public async Task Get_Thumb_GivesASmallPictureUnderItsOwnSignature()
    {
        using var response = await SendAsync(HttpMethod.Get, _signer.Sign(_image, TimeSpan.FromMinutes(5), FileView.Thumb));

        var info = ImageSniffer.Sniff(await response.Content.ReadAsByteArrayAsync(CancellationToken.None))!.Value;
        Assert.Equal((Thumbnails.Format, 320, 320), (info.Format, info.Width, info.Height));
        Assert.Equal(Thumbnails.Format.MediaType, response.Content.Headers.ContentType!.ToString());
        using var forged = await SendAsync(HttpMethod.Get, Url().Replace("/files/", "/files/thumbs/", StringComparison.Ordinal));
        Assert.Equal("invalid_signature", await ErrorCodeAsync(forged, HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Get_AfterItsTime_IsExpired()
    {
        var url = Url();
        _test.Time.Advance(TimeSpan.FromMinutes(6));
        using var response = await SendAsync(HttpMethod.Get, url);

        Assert.Equal("url_expired", await ErrorCodeAsync(response, HttpStatusCode.Forbidden));
    }

    [Fact]
    public async Task Get_PictureGone_IsNotFound()
    {
        File.Delete(_test.Files("images").Single());
        using var response = await SendAsync(HttpMethod.Get, Url());

        Assert.Equal("file_not_found", await ErrorCodeAsync(response, HttpStatusCode.NotFound));
    }

    [Theory]
    [InlineData("/files/..%2f..%2ffile-urls.key")]
    [InlineData("/files/%2fetc%2fpasswd")]
    [InlineData("/files/file-urls.key?exp=2000000000&sig=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/files/0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde%00.png?exp=2000000000&sig=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/files/thumbs/..%2f..%2ffile-urls.key")]
    public async Task Get_PathTricks_AreRefused(string path)
    {
        // By hand: an HTTP client would tidy the path before it is sent.
        var address = new Uri(_app.Urls.Single());
        using var connection = new TcpClient();
        await connection.ConnectAsync(address.Host, address.Port, CancellationToken.None);
        await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n"), CancellationToken.None);
        using var reader = new StreamReader(connection.GetStream());

        var response = await reader.ReadToEndAsync(CancellationToken.None);

        Assert.Matches("^HTTP/1.1 (400|403) ", response);
        Assert.DoesNotContain("root:", response, StringComparison.Ordinal);
    }

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();

    private static async Task<string?> ErrorCodeAsync(HttpResponseMessage response, HttpStatusCode expected)
    {
        Assert.Equal(expected, response.StatusCode);
        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(CancellationToken.None));
        var error = body.RootElement.GetProperty("error");
        Assert.Single(body.RootElement.EnumerateObject());
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.Equal(JsonValueKind.Null, error.GetProperty("param").ValueKind);
        Assert.NotEmpty(error.GetProperty("message").GetString()!);
        return error.GetProperty("code").GetString();
    }

    private string Url() => _signer.Sign(_image, TimeSpan.FromMinutes(5));

    private Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, Action<HttpRequestMessage>? prepare = null)
    {
        var request = new HttpRequestMessage(method, _app.Urls.Single() + path);
        prepare?.Invoke(request);
        return _client.SendAsync(request, CancellationToken.None);
    }
}
