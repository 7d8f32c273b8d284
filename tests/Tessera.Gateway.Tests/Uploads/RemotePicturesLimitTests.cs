using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Tests.Uploads;

/// <summary>How long and how much a fetch may take.</summary>
public sealed class RemotePicturesLimitTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private FarEnd far = null!;

    public async Task InitializeAsync() => far = await FarEnd.StartAsync();

    public async Task DisposeAsync() => await far.DisposeAsync();

    [Fact]
    public async Task Body_ThatTrickles_IsGivenUpAfterTwentySeconds()
    {
        far.Pages["/slow"] = async http =>
        {
            await http.Response.Body.WriteAsync(RemoteCall.Png(40, 30).AsMemory(0, 60), http.RequestAborted);
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await StallAsync(http.RequestAborted);
        };

        Assert.Equal("failed_to_download_image", (await GiveUpAsync(PictureDownload.WholeMax)).Code);
    }

    [Fact]
    public async Task Headers_ThatDoNotCome_AreGivenUpAfterTwentySeconds()
    {
        far.Pages["/slow"] = http => StallAsync(http.RequestAborted);

        Assert.Equal("failed_to_download_image", (await GiveUpAsync(PictureDownload.WholeMax)).Code);
    }

    [Fact]
    public async Task Name_ThatIsNotAnswered_IsGivenUpAfterTwentySeconds()
    {
        far.Resolve = async (_, cancellation) =>
        {
            await StallAsync(cancellation);
            return [];
        };

        Assert.Equal("failed_to_download_image", (await GiveUpAsync(PictureDownload.WholeMax)).Code);
    }

    [Fact]
    public async Task Connection_ThatIsNotAnswered_IsGivenUpAfterFiveSeconds()
    {
        far.Connect = async (_, cancellation) =>
        {
            await StallAsync(cancellation);
            return Stream.Null;
        };

        Assert.Equal("failed_to_download_image", (await GiveUpAsync(PublicDialer.ConnectMax)).Code);
    }

    [Fact]
    public async Task Caller_WhoLeaves_EndsTheFetch()
    {
        far.Pages["/slow"] = http => StallAsync(http.RequestAborted);
        using var caller = new CancellationTokenSource();
        var fetching = far.Open().FetchAsync(RemoteCall.Of("https://pictures.example/slow"), caller.Token).AsTask();
        await reached.Task.WaitAsync(Patience, CancellationToken.None);

        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching.WaitAsync(Patience, CancellationToken.None));
    }

    [Fact]
    public async Task Failure_OfOnePicture_EndsTheSlowOnes()
    {
        far.Pages["/slow"] = http => StallAsync(http.RequestAborted);
        far.Pages["/gone"] = async http =>
        {
            await reached.Task;
            http.Response.StatusCode = 410;
        };

        var fetching = far.Open().FetchAsync(RemoteCall.Of("https://pictures.example/slow", "https://pictures.example/gone"), default).AsTask();
        var error = (await fetching.WaitAsync(Patience)).Error!;

        Assert.Contains("'image[1]'", error.Message, StringComparison.Ordinal);
        Assert.Contains("410", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_WithoutEnd_IsCutAtTheLimit()
    {
        far.Uploads.Limits = new UploadLimits { PictureBytesMax = 300_000 };
        var cut = new TaskCompletionSource();
        far.Pages["/endless"] = async http =>
        {
            await using var told = http.RequestAborted.Register(cut.SetResult);
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync(new byte[16 << 10], http.RequestAborted);
            }
        };

        var error = await FailAsync("https://pictures.example/endless");

        Assert.Equal("image_file_too_large", error.Code);
        await cut.Task.WaitAsync(Patience);
        Assert.Equal(0, far.Uploads.Waiting);
    }

    [Fact]
    public async Task Length_AboveTheLimit_IsRefusedUnread()
    {
        far.Pages["/huge"] = async http =>
        {
            http.Response.ContentLength = UploadLimits.Default.PictureBytesMax + 1;
            await http.Response.Body.FlushAsync(http.RequestAborted);
            await StallAsync(http.RequestAborted);
        };

        Assert.Equal("image_file_too_large", (await FailAsync("https://pictures.example/huge").WaitAsync(Patience)).Code);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "image_file_too_large")]
    public async Task Picture_AtTheLimit_IsStillTaken(int beyond, string? code)
    {
        var png = RemoteCall.LargePng();
        far.Uploads.Limits = new UploadLimits { PictureBytesMax = png.Length - beyond };
        far.Serve("/a.png", png);

        var fetched = await far.Open().FetchAsync(RemoteCall.Of("https://pictures.example/a.png"), default);

        Assert.Equal(code, fetched.Error?.Code);
    }

    [Fact]
    public async Task Picture_ThatClaimsToBeCompressed_IsNotUnpacked()
    {
        far.Pages["/bomb"] = async http =>
        {
            http.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new System.IO.Compression.GZipStream(http.Response.Body, System.IO.Compression.CompressionLevel.Fastest);
            await gzip.WriteAsync(RemoteCall.Png(40, 30), http.RequestAborted);
        };

        Assert.Equal("invalid_image_file", (await FailAsync("https://pictures.example/bomb")).Code);
    }

    private async Task<CallerError> GiveUpAsync(TimeSpan limit)
    {
        var fetching = FailAsync("https://pictures.example/slow");
        await reached.Task.WaitAsync(Patience);
        far.Time.Advance(limit - TimeSpan.FromMilliseconds(1));
        Assert.False(fetching.IsCompleted);
        far.Time.Advance(TimeSpan.FromMilliseconds(1));
        return await fetching.WaitAsync(Patience);
    }

    private async Task StallAsync(CancellationToken cancellation)
    {
        reached.TrySetResult();
        await Task.Delay(Timeout.Infinite, cancellation);
    }

    private async Task<CallerError> FailAsync(string address) => (await far.Open().FetchAsync(RemoteCall.Of(address), default)).Error!;
}
