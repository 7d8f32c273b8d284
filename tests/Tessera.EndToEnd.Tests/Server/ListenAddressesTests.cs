using Tessera.Server.Serving;

namespace Tessera.EndToEnd.Tests.Server;

public sealed class ListenAddressesTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://0.0.0.0:80")]
    [InlineData("http://*:5000")]
    [InlineData("http://[::]:0")]
    [InlineData("http://localhost:8080/")]
    public void Read_Address_IsTaken(string url) => Assert.Equal([url], ListenAddresses.Read(url).Urls);

    [Fact]
    public void Read_Several_AreSetApart() =>
        Assert.Equal(["http://127.0.0.1:1", "http://127.0.0.1:2"], ListenAddresses.Read("http://127.0.0.1:1 ; http://127.0.0.1:2;").Urls);

    [Theory]
    [InlineData(";")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("https://127.0.0.1")]
    [InlineData("http://127.0.0.1:1;nonsense")]
    [InlineData("http://127.0.0.1:1/v1")]
    public void Read_NoAddress_IsRefusedWithAnExample(string urls) =>
        Assert.Throws<StartFault>(() => ListenAddresses.Read(urls));

    [Theory]
    [InlineData("http://0.0.0.0:80", "http://127.0.0.1:80")]
    [InlineData("http://[::]:8080/", "http://127.0.0.1:8080")]
    [InlineData("http://*:1", "http://127.0.0.1:1")]
    [InlineData("http://10.0.0.7:8080", "http://10.0.0.7:8080")]
    public void ToCall_AnyAddress_CanBeCalledFromHere(string bound, string called) => Assert.Equal(called, ListenAddresses.ToCall([bound]));
}
