using System.Net;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Tests.Uploads;

public sealed class RemotePicturesTests : IAsyncLifetime
{
    private FarEnd far = null!;

    public async Task InitializeAsync() => far = await FarEnd.StartAsync();

    public async Task DisposeAsync() => await far.DisposeAsync();

    [Fact]
    public async Task Call_WithNothingToFetch_IsTheSameAtNoCost()
    {
        using var upload = new Upload(Path.GetTempPath(), UploadLimits.Default) { Name = "image" };
        var call = RemoteCall.Of() with { Images = [upload] };
        var pictures = far.Open();
        await pictures.FetchAsync(call, default);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var fetching = pictures.FetchAsync(call, default);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.True(fetching.IsCompletedSuccessfully);
        Assert.Same(call, (await fetching).Value);
        Assert.Equal(0, allocated);
    }

    [Fact]
    public async Task Picture_OfAPublicServer_IsHere()
    {
        var png = RemoteCall.Png(40, 30);
        far.Serve("/a.png", png);

        var call = await FetchAsync(RemoteCall.Of("https://pictures.example/a.png"));

        var upload = Assert.IsType<Upload>(Assert.Single(call.Images));
        Assert.Equal(png, upload.ReadAll());
        Assert.Equal(("image[0]", 40, 30), (upload.Name, upload.Info!.Value.Width, upload.Info.Value.Height));
        Assert.Equal(new IPEndPoint(FarEnd.Public, 443), Assert.Single(far.Dialled));
    }

    [Fact]
    public async Task Request_ToTheServer_CarriesNothingOfOurs()
    {
        var headers = new List<string>();
        far.Pages["/a.png"] = async http =>
        {
            headers.AddRange(http.Request.Headers.Keys);
            http.Response.Headers.SetCookie = "seen=1";
            await http.Response.Body.WriteAsync(RemoteCall.Png(8, 8), http.RequestAborted);
        };

        await FetchAsync(RemoteCall.Of("https://pictures.example/a.png"));
        headers.Clear();
        await FetchAsync(RemoteCall.Of("https://pictures.example/a.png"));

        Assert.Equal(["Accept", "Host", "User-Agent"], headers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pictures_OfManyAddresses_KeepTheirPlaces()
    {
        for (var i = 1; i <= 16; i++)
        {
            far.Serve($"/{i}", RemoteCall.Png(i, 1));
        }

        var call = await FetchAsync(RemoteCall.Of([.. Enumerable.Range(1, 16).Select(i => $"https://pictures.example/{i}")]));

        Assert.Equal(Enumerable.Range(1, 16), call.Images.Cast<Upload>().Select(upload => upload.Info!.Value.Width));
    }

    [Fact]
    public async Task Mask_OfTheSameSize_IsHere()
    {
        far.Serve("/a.png", RemoteCall.Png(40, 30));
        far.Serve("/mask.png", RemoteCall.Png(40, 30, withAlpha: true));

        var call = await FetchAsync(RemoteCall.Of("https://pictures.example/a.png").WithMask("https://pictures.example/mask.png"));

        Assert.True(Assert.IsType<Upload>(call.Mask).Info!.Value.HasAlpha);
    }

    [Fact]
    public async Task Mask_OfAnotherSize_IsRefused()
    {
        far.Serve("/a.png", RemoteCall.Png(40, 30));
        far.Serve("/mask.png", RemoteCall.Png(41, 30, withAlpha: true));

        var error = await FailAsync(RemoteCall.Of("https://pictures.example/a.png").WithMask("https://pictures.example/mask.png"));

        Assert.Equal("invalid_mask_image_format", error.Code);
        Assert.Contains("41x30", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/page.html", "invalid_image_file")]
    [InlineData("/empty", "invalid_image_file")]
    [InlineData("/missing", "failed_to_download_image")]
    [InlineData("/server-error", "failed_to_download_image")]
    [InlineData("/cut", "failed_to_download_image")]
    [InlineData("/cut-at-once", "failed_to_download_image")]
    [InlineData("/promises-more", "failed_to_download_image")]
    [InlineData("/moved-nowhere", "failed_to_download_image")]
    public async Task Answer_ThatIsNoPicture_IsRefused(string path, string code)
    {
        far.Pages["/page.html"] = http => http.Response.WriteAsync("<html>Please log in</html>", http.RequestAborted);
        far.Pages["/empty"] = _ => Task.CompletedTask;
        far.Pages["/server-error"] = http =>
        {
            http.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        far.Pages["/cut-at-once"] = http =>
        {
            http.Abort();
            return Task.CompletedTask;
        };
        far.Pages["/cut"] = async http =>
        {
            await http.Response.Body.WriteAsync(RemoteCall.Png(40, 30).AsMemory(0, 60), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            http.Abort();
        };
        far.Pages["/promises-more"] = async http =>
        {
            var png = RemoteCall.Png(40, 30);
            http.Response.ContentLength = png.Length + 1;
            await http.Response.Body.WriteAsync(png, http.RequestAborted);
        };
        far.Redirect("/moved-nowhere", "https://:x");

        var error = await FailAsync(RemoteCall.Of("https://pictures.example" + path));

        Assert.Equal((400, code), (error.Status, error.Code));
        Assert.Contains("image[0]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_WithoutATrustedCertificate_IsNotBelieved()
    {
        far.Serve("/a.png", RemoteCall.Png(8, 8));

        var fetched = await far.Open(trustsCertificate: false).FetchAsync(RemoteCall.Of("https://pictures.example/a.png"), default);

        Assert.Equal("failed_to_download_image", fetched.Error!.Code);
    }

    [Fact]
    public async Task Failure_OfOnePicture_RemovesTheOthers()
    {
        far.Serve("/large", RemoteCall.LargePng());
        far.Serve("/page", "no picture"u8.ToArray());
        var call = RemoteCall.Of("https://pictures.example/large", "https://pictures.example/page");

        await FailAsync(call);

        Assert.Equal(0, far.Uploads.Waiting);
        Assert.All(call.Images, picture => Assert.Null(((RemotePicture)picture).Fetched));
    }

    [Fact]
    public async Task Picture_OfADisposedRequest_IsGone()
    {
        far.Serve("/large", RemoteCall.LargePng());
        var call = RemoteCall.Of("https://pictures.example/large");
        await FetchAsync(call);
        Assert.Equal(1, far.Uploads.Waiting);

        call.Images[0].Dispose();

        Assert.Equal(0, far.Uploads.Waiting);
    }

    private async Task<ImageCall> FetchAsync(ImageCall call) => (await far.Open().FetchAsync(call, default)).Value!;

    private async Task<CallerError> FailAsync(ImageCall call) => (await far.Open().FetchAsync(call, default)).Error!;
}
