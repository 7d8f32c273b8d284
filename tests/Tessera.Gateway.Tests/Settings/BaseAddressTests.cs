using Tessera.Gateway.Settings;

namespace Tessera.Gateway.Tests.Settings;

public sealed class BaseAddressTests
{
    [Theory]
    [InlineData("https://api.openai.com/v1")]
    [InlineData("https://10.0.0.7:8443/v1")]
    [InlineData("http://localhost:9000/v1")]
    [InlineData("http://127.0.0.1:9000")]
    [InlineData("http://[::1]:9000/v1")]
    [InlineData("http://192.168.1.7/v1")]
    [InlineData("http://[fd00::7]/v1")]
    [InlineData("http://comfy:8188/v1")]
    [InlineData("http://painter.local/v1")]
    [InlineData("http://host.docker.internal/v1")]
    public void Address_OverHttpsOrTheOwnNetwork_IsTaken(string text) => Assert.Equal(new Uri(text), BaseAddress.Read(text));

    [Theory]
    [InlineData("http://api.openai.com/v1")]
    [InlineData("http://8.8.8.8/v1")]
    [InlineData("http://[2606:4700::1]/v1")]
    [InlineData("http://local.example/v1")]
    [InlineData("http://evillocal.com/v1")]
    [InlineData("https://me@host.example/v1")]
    [InlineData("https://host.example/v1?x=1")]
    [InlineData("https://host.example/v1#x")]
    [InlineData("ftp://localhost/v1")]
    [InlineData("file:///v1")]
    [InlineData("/v1")]
    [InlineData("host.example/v1")]
    [InlineData("")]
    public void Address_OfAnotherKind_IsNot(string text) => Assert.Null(BaseAddress.Read(text));

    [Theory]
    [InlineData("https://me:secret@host.example/v1")]
    [InlineData("https://host.example/v1?key=secret")]
    public void Address_WithASecret_IsNotShown(string text) => Assert.DoesNotContain("secret", BaseAddress.Show(text), StringComparison.Ordinal);
}
