using System.Text.Json;
using Tessera.Gateway.Providers.OpenAiWire;

namespace Tessera.Gateway.Tests.Providers.OpenAiWire;

public sealed class WireCostTests
{
    [Theory]
    [InlineData("""{"usage":{"cost":0.042}}""", 42_000_000L)]
    [InlineData("""{"usage":{"cost":4.2e-05}}""", 42_000L)]
    [InlineData("""{"usage":{"cost":0}}""", 0L)]
    [InlineData("""{"usage":{"cost":0.00000000049}}""", 0L)]
    [InlineData("""{"usage":{},"providerMetadata":{"gateway":{"cost":"0.168555"}}}""", 168_555_000L)]
    [InlineData("""{"provider_metadata":{"gateway":{"cost":"0.1"}}}""", 100_000_000L)]
    [InlineData("""{"usage":{"cost":0.1},"providerMetadata":{"gateway":{"cost":"0.2"}}}""", 100_000_000L)]
    public void Read_Said_IsExact(string json, long nanos) => Assert.Equal(nanos, Read(json));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"usage":null,"providerMetadata":[]}""")]
    [InlineData("""{"usage":{"cost":null}}""")]
    [InlineData("""{"usage":{"cost":-1}}""")]
    [InlineData("""{"usage":{"cost":1e30}}""")]
    [InlineData("""{"usage":{"cost":1e99999}}""")]
    [InlineData("""{"usage":{"cost":"free"}}""")]
    [InlineData("""{"usage":{"cost":{"usd":1}}}""")]
    [InlineData("""{"providerMetadata":{"gateway":"0.1"}}""")]
    public void Read_NothingThatCanBeMeant_IsUnknownAndNotZero(string json) => Assert.Null(Read(json));

    private static long? Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return WireCost.Read(document.RootElement)?.Nanos;
    }
}
