using System.Net;
using System.Net.Sockets;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Tests.Uploads;

/// <summary>Where a fetch may lead.</summary>
public sealed class RemotePicturesRouteTests : IAsyncLifetime
{
    private FarEnd far = null!;

    public async Task InitializeAsync()
    {
        far = await FarEnd.StartAsync();
        far.Serve("/a.png", RemoteCall.Png(8, 8));
    }

    public async Task DisposeAsync() => await far.DisposeAsync();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.7")]
    [InlineData("93.184.215.14", "169.254.169.254")]
    [InlineData("::1")]
    [InlineData("2606:4700::1", "fd00::1")]
    [InlineData("::ffff:192.168.1.1")]
    public async Task Host_ThatLeadsInside_IsNotConnectedTo(params string[] addresses)
    {
        far.Hosts["inside.example"] = [.. addresses.Select(IPAddress.Parse)];

        var error = await FailAsync("https://inside.example/a.png");

        Assert.Equal("invalid_image_url", error.Code);
        Assert.All(addresses, address => Assert.DoesNotContain(address, error.Message, StringComparison.Ordinal));
        Assert.Empty(far.Dialled);
    }

    [Fact]
    public async Task Host_ThatLeadsInside_SoundsLikeOneThatDoesNotExist()
    {
        far.Hosts["inside.example"] = [IPAddress.Parse("10.0.0.7")];
        far.Hosts["empty.example"] = [];

        var missing = await FailAsync("https://missing.example/a.png");

        Assert.Equal(missing, await FailAsync("https://inside.example/a.png"));
        Assert.Equal(missing, await FailAsync("https://empty.example/a.png"));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("2130706433")]
    [InlineData("0.0.0.0")]
    [InlineData("[::]")]
    [InlineData("[::ffff:7f00:1]")]
    [InlineData("[fe80::1%25eth0]")]
    public async Task Host_OfThisMachine_IsRefusedByTheRealResolver(string host)
    {
        using var uploads = new TempUploads();
        using var pictures = new RemotePictures(uploads.Room, TimeProvider.System);

        var fetched = await pictures.FetchAsync(RemoteCall.Of($"https://{host}/a.png"), default);

        Assert.Equal("invalid_image_url", fetched.Error!.Code);
    }

    [Fact]
    public async Task Host_ThatChangesItsAddress_IsAskedOnce()
    {
        var asked = 0;
        far.Resolve = (_, _) => Task.FromResult<IPAddress[]>([asked++ == 0 ? FarEnd.Public : IPAddress.Loopback]);

        await FetchAsync("https://pictures.example/a.png");

        Assert.Equal(1, asked);
        Assert.Equal(FarEnd.Public, Assert.Single(far.Dialled).Address);
    }

    [Fact]
    public async Task Host_OfASecondFetch_IsCheckedAgain()
    {
        var pictures = far.Open();
        Assert.Null((await pictures.FetchAsync(RemoteCall.Of("https://pictures.example/a.png"), default)).Error);
        far.Hosts["pictures.example"] = [IPAddress.Loopback];

        var second = await pictures.FetchAsync(RemoteCall.Of("https://pictures.example/a.png"), default);

        Assert.Equal("invalid_image_url", second.Error!.Code);
    }

    [Fact]
    public async Task Host_WithADeadAddress_IsReachedAtTheNext()
    {
        var (dead, alive) = (IPAddress.Parse("93.184.215.1"), far.Connect);
        far.Hosts["pictures.example"] = [dead, FarEnd.Public];
        far.Connect = (end, cancellation) => end.Address.Equals(dead)
            ? Task.FromException<Stream>(new SocketException((int)SocketError.ConnectionRefused))
            : alive(end, cancellation);

        await FetchAsync("https://pictures.example/a.png");
    }

    [Fact]
    public async Task Host_ThatRefusesConnections_IsToldWithoutItsAddress()
    {
        far.Connect = (_, _) => Task.FromException<Stream>(new SocketException((int)SocketError.ConnectionRefused));

        var error = await FailAsync("https://pictures.example/a.png");

        Assert.Equal("failed_to_download_image", error.Code);
        Assert.DoesNotContain("93.184", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Port_OfTheAddress_IsDialled()
    {
        await FetchAsync("https://pictures.example:8443/a.png");

        Assert.Equal(new IPEndPoint(FarEnd.Public, 8443), Assert.Single(far.Dialled));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_ToAPublicHost_IsFollowed(int status)
    {
        far.Hosts["cdn.example"] = [IPAddress.Parse("93.184.215.99")];
        far.Redirect("/moved", "https://cdn.example/here", status);
        far.Redirect("/here", "/a.png", status);

        await FetchAsync("https://pictures.example/moved");

        Assert.Equal(["93.184.215.14", "93.184.215.99", "93.184.215.99"], far.Dialled.Select(end => end.Address.ToString()));
    }

    [Theory]
    [InlineData("https://inside.example/a.png", "invalid_image_url")]
    [InlineData("https://127.0.0.1/a.png", "invalid_image_url")]
    [InlineData("http://pictures.example/a.png", "invalid_image_url")]
    [InlineData("https://me:pw@pictures.example/a.png", "invalid_image_url")]
    [InlineData("file:///etc/passwd", "invalid_image_url")]
    [InlineData("/loop", "failed_to_download_image")]
    public async Task Redirect_ThatLeadsAstray_IsNotFollowed(string to, string code)
    {
        far.Hosts["inside.example"] = [IPAddress.Parse("192.168.0.1")];
        far.Redirect("/moved", to);
        far.Redirect("/loop", "/loop");

        var error = await FailAsync("https://pictures.example/moved");

        Assert.Equal((400, code), (error.Status, error.Code));
        Assert.All(far.Dialled, end => Assert.Equal(FarEnd.Public, end.Address));
    }

    [Theory]
    [InlineData(3, null)]
    [InlineData(4, "failed_to_download_image")]
    public async Task Redirects_UpToThree_AreFollowed(int count, string? code)
    {
        for (var i = count; i > 1; i--)
        {
            far.Redirect($"/{i}", $"/{i - 1}");
        }

        far.Redirect("/1", "/a.png");

        var fetched = await far.Open().FetchAsync(RemoteCall.Of($"https://pictures.example/{count}"), default);

        Assert.Equal(code, fetched.Error?.Code);
    }

    private async Task FetchAsync(string address) => Assert.Null((await far.Open().FetchAsync(RemoteCall.Of(address), default)).Error);

    private async Task<CallerError> FailAsync(string address) => (await far.Open().FetchAsync(RemoteCall.Of(address), default)).Error!;
}
