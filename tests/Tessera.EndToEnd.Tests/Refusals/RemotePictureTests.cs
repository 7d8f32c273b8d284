using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.Refusals;

/// <summary>Pictures given by address: nobody makes the gateway ask a server inside the house.</summary>
public sealed class RemotePictureTests
{
    [Theory]
    [InlineData("https://127.0.0.1:PORT/a.png")]
    [InlineData("https://localhost:PORT/a.png")]
    [InlineData("http://127.0.0.1:PORT/a.png")]
    [InlineData("https://[::1]:PORT/a.png")]
    [InlineData("https://[::ffff:127.0.0.1]:PORT/a.png")]
    [InlineData("https://2130706433:PORT/a.png")]
    [InlineData("https://0x7f.1:PORT/a.png")]
    [InlineData("https://0.0.0.0:PORT/a.png")]
    [InlineData("https://10.0.0.1/a.png")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("https://user:pass@127.0.0.1:PORT/a.png")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://127.0.0.1:PORT/a.png")]
    [InlineData("//127.0.0.1:PORT/a.png")]
    public async Task Address_InsideTheHouse_IsRefusedAndNeverAsked(string address)
    {
        await using var inside = await Upstream.StartAsync(Say.Body(Png.Plain(8, 8), "image/png"));
        await using var gateway = await RunningGateway.StartAsync();
        var url = address.Replace("PORT", inside.BaseAddress.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

        var edit = (await gateway.PostAsync("/v1/images/edits", gateway.TestKey, Loose.Json($"model: 'tessera/sketch', prompt: 'a', size: '64x64', images: [{{image_url: '{url}'}}]"))).Expect(400);
        var masked = (await gateway.PostAsync("/v1/images/edits", gateway.TestKey, Loose.Json(
            $"model: 'tessera/sketch', prompt: 'a', size: '64x64', images: [{{image_url: 'data:image/png;base64,{Convert.ToBase64String(Png.Plain(8, 8))}'}}], mask: {{image_url: '{url}'}}"))).Expect(400);
        var chat = (await gateway.PostAsync("/v1/chat/completions", gateway.TestKey, Loose.Json(
            $"model: 'tessera/sketch', messages: [{{role: 'user', content: [{{type: 'text', text: 'a'}}, {{type: 'image_url', image_url: {{url: '{url}'}}}}]}}]"))).Expect(400);

        Assert.All([edit, masked, chat], reply => Assert.Equal("invalid_image_url", (string?)reply.Error["code"]));
        Assert.Empty(inside.Seen);
        Assert.Empty(gateway.UploadsLeft);
    }

    [Fact]
    public async Task Address_WithAKeyThatIsWrong_IsNotEvenRead()
    {
        await using var gateway = await RunningGateway.StartAsync();

        (await gateway.PostAsync("/v1/images/edits", "sk-wrong", Loose.Json("model: 'tessera/sketch', prompt: 'a', images: [{image_url: 'https://127.0.0.1/a.png'}]"))).Expect(401);
    }
}
