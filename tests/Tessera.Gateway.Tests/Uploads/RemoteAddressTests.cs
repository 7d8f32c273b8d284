using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Tests.Uploads;

public sealed class RemoteAddressTests
{
    [Theory]
    [InlineData("https://pictures.example/a.png")]
    [InlineData("https://pictures.example:8443/a.png?signed=1#there")]
    [InlineData("https://8.8.8.8/a.png")]
    [InlineData("https://[2606:4700::1]/a.png")]
    [InlineData("https://bücher.example/a.png")]
    [InlineData("HTTPS://PICTURES.EXAMPLE/a.png")]
    public void Address_OverHttps_IsTaken(string address) => Assert.Null(RemoteAddress.Check(new Uri(address), "image"));

    [Theory]
    [InlineData("http://pictures.example/a.png", "does not begin with https://")]
    [InlineData("ftp://pictures.example/a.png", "does not begin with https://")]
    [InlineData("file:///etc/passwd", "does not begin with https://")]
    [InlineData("https://me:secret@pictures.example/a.png", "user name or password")]
    [InlineData("https://me@pictures.example/a.png", "user name or password")]
    [InlineData("https://pictures.example:0/a.png", "no host")]
    [InlineData("https://-/a.png", "no host")]
    public void Address_OfAnotherKind_IsRefused(string address, string why)
    {
        var error = RemoteAddress.Check(new Uri(address), "image[1]")!;

        Assert.Equal((400, "invalid_image_url", "image[1]"), (error.Status, error.Code, error.Param));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(253, true)]
    [InlineData(254, false)]
    public void Host_LongerThanDnsAllows_IsRefused(int length, bool isTaken)
    {
        var labels = string.Concat(Enumerable.Repeat(new string('a', 49) + ".", 5));
        var host = (labels + "example")[..Math.Min(length, labels.Length)] + new string('b', Math.Max(0, length - labels.Length));

        Assert.Equal(isTaken, RemoteAddress.Check(new Uri($"https://{host}/a.png"), "image") is null);
    }
}
