using System.Net;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Tests.Images;
using Tessera.Gateway.Tests.Uploads;

namespace Tessera.Gateway.Tests.Webhooks;

public sealed class WebhookAddressTests : IAsyncLifetime
{
    private readonly TestStore _store = new();
    private FarEnd _far = null!;
    private Node _node = null!;

    public async Task InitializeAsync()
    {
        _far = await FarEnd.StartAsync();
        _node = Node.Open(_far, _store);
        _far.Hosts["shop.example"] = [FarEnd.Public];
        _far.Hosts["intranet.example"] = [IPAddress.Parse("10.0.0.7")];
        _far.Hosts["both.example"] = [FarEnd.Public, IPAddress.Parse("fd00::1")];
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _far.DisposeAsync();
        _store.Dispose();
    }

    [Theory]
    [InlineData("https://shop.example/hooks?a=b")]
    [InlineData("https://SHOP.example:8443")]
    [InlineData("https://93.184.215.14/")]
    [InlineData("https://[2606:4700::1]/")]
    [InlineData("https://inside.example/hooks")]
    [InlineData("http://inside.EXAMPLE:8080/hooks")]
    public async Task Address_OfAPublicHostOrOneTheOperatorNamed_WillDo(string address) => Assert.Null(await CheckAsync(address));

    [Theory]
    [InlineData("")]
    [InlineData("shop.example/hooks")]
    [InlineData("//shop.example/hooks")]
    [InlineData("http://shop.example/hooks")]
    [InlineData("ftp://shop.example/hooks")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://me:pw@shop.example/")]
    [InlineData("https://me@inside.example/")]
    [InlineData("https:///hooks")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://localhost/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0x7f.1/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::ffff:10.0.0.1]/")]
    [InlineData("https://intranet.example/")]
    [InlineData("https://both.example/")]
    [InlineData("https://nobody.example/")]
    public async Task Address_OfAnythingElse_IsRefusedWithASentence(string address)
    {
        var error = await CheckAsync(address);

        Assert.Equal((400, "invalid_webhook_url", "webhook"), (error!.Status, error.Code, error.Param));
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
        Assert.Empty(_far.Dialled);
    }

    [Fact]
    public async Task Address_InsideAndUnknown_SoundAlike() => Assert.Equal(await CheckAsync("https://nobody.example/"), await CheckAsync("https://intranet.example/"));

    [Fact]
    public async Task Address_ThatIsTooLong_IsRefused()
    {
        Assert.Null(await CheckAsync("https://shop.example/".PadRight(2_048, 'a')));
        Assert.NotNull(await CheckAsync("https://shop.example/".PadRight(2_049, 'a')));
    }

    [Fact]
    public async Task NameServer_ThatIsSilent_IsNotWaitedForLong()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _far.Resolve = async (_, cancellation) =>
        {
            asked.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellation);
            return [];
        };

        var checking = CheckAsync("https://shop.example/").AsTask();
        await asked.Task;
        _far.Time.Advance(TimeSpan.FromSeconds(3));

        Assert.NotNull(await checking.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    private ValueTask<CallerError?> CheckAsync(string address) => _node.Addresses.CheckAsync(address, "webhook", default);
}
