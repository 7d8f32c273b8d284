using System.Text.Json.Nodes;
using Tessera.Server.CommandLine;
using Tessera.Server.Generating;

namespace Tessera.EndToEnd.Tests.Server;

public sealed class OrderBodyTests
{
    private static readonly GenerateOrder Order = new("a \"red\" balloon", "gpt-image-2") { Streams = true };

    [Theory]
    [InlineData(true, true, true, 3)]
    [InlineData(true, false, true, 0)]
    [InlineData(true, true, false, 0)]
    [InlineData(false, true, true, 0)]
    public void Partials_OnlyWhereTheyAreFreeAndSeen(bool streams, bool isTest, bool isWatched, int partials) =>
        Assert.Equal(partials, GenerateCommand.WithPartials(Order with { Streams = streams }, isTest, isWatched).Partials);

    [Fact]
    public async Task Write_Generation_SaysOnlyWhatWasAsked()
    {
        Assert.Equal("""{"model":"gpt-image-2","prompt":"a \u0022red\u0022 balloon","stream":true}""", await TextAsync(Order));
        Assert.Equal(
            """{"model":"dall-e-3","prompt":"x","n":2,"size":"1024x1024","quality":"hd","background":"opaque","output_format":"webp","seed":9,"response_format":"b64_json"}""",
            await TextAsync(new("x", "dall-e-3") { N = 2, Size = "1024x1024", Quality = "hd", Background = "opaque", Format = "webp", Seed = 9 }));
        Assert.Equal(3, (int)JsonNode.Parse(await TextAsync(Order with { Partials = 3 }))!["partial_images"]!);
    }

    [Theory]
    [InlineData("http://g:8080", "http://g:8080")]
    [InlineData("http://g:8080/", "http://g:8080")]
    [InlineData("https://g/v1/", "https://g")]
    [InlineData("https://g/tessera/v1", "https://g/tessera")]
    public void Root_AnyForm_IsWithoutVersion(string url, string root) => Assert.Equal(root, GenerateCommand.Root(url));

    private static async Task<string> TextAsync(GenerateOrder order)
    {
        using var body = OrderBody.Write(order);
        return await body.ReadAsStringAsync();
    }
}
