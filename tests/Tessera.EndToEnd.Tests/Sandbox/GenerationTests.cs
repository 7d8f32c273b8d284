using System.Text.Json.Nodes;
using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.Sandbox;

public sealed class GenerationTests(SandboxGateway sandbox) : IClassFixture<SandboxGateway>
{
    [Fact]
    public async Task Generation_Plain_HasTheKeysInTheRecordedOrder()
    {
        var reply = await sandbox.DrawAsync("""{"model":"gpt-image-1","prompt":"a red balloon","quality":"low","size":"1024x1024"}""");

        Assert.Equal(["created", "background", "data", "output_format", "quality", "size", "usage"], Keys(reply.Json));
        Assert.Equal(sandbox.Gateway.Time.GetUtcNow().ToUnixTimeSeconds(), (long)reply.Json["created"]!);
        Assert.Equal("opaque", (string?)reply.Json["background"]);
        Assert.Equal("png", (string?)reply.Json["output_format"]);
        Assert.Equal("low", (string?)reply.Json["quality"]);
        Assert.Equal("1024x1024", (string?)reply.Json["size"]);
        Assert.Equal("application/json", reply["Content-Type"]);
        Assert.Equal("tessera", reply["x-tessera-provider"]);
        Assert.Equal((1024, 1024), Size(reply.Picture()));
    }

    [Theory]
    [InlineData("gpt-image-1", "1024x1536")]
    [InlineData("gpt-image-1.5", "1536x1024")]
    [InlineData("gpt-image-2", "1024x640")]
    [InlineData("gpt-image-2.5-flare", "816x816")]
    [InlineData("gpt-image-2.6-sunburst", "976x704")]
    [InlineData("dall-e-3", "1792x1024")]
    [InlineData("dall-e-2", "512x512")]
    [InlineData("tessera/sketch", "333x77")]
    public async Task Generation_SizeOfTheModel_IsTheSizeOfThePicture(string model, string size)
    {
        var style = model.StartsWith("gpt", StringComparison.Ordinal) ? ""","quality":"low" """ : ""","response_format":"b64_json" """;

        var reply = await sandbox.DrawAsync($$"""{"model":"{{model}}","prompt":"a cup","size":"{{size}}"{{style}}}""");

        Assert.Equal(size, string.Join('x', reply.Json["size"]!.GetValue<string>().Split('x')));
        var (width, height) = Size(reply.Picture());
        Assert.Equal(size, $"{width}x{height}");
    }

    [Fact]
    public async Task Generation_ThreePictures_AreThreeDifferentOnes()
    {
        var reply = await sandbox.DrawAsync("""{"model":"dall-e-2","prompt":"a tree","n":3,"size":"256x256","response_format":"b64_json"}""");

        Assert.Equal(3, reply.Json["data"]!.AsArray().Count);
        Assert.Equal(3, Enumerable.Range(0, 3).Select(i => Convert.ToHexString(reply.Picture(i))).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Generation_TransparentBackground_HasTransparentCorners()
    {
        var reply = await sandbox.DrawAsync("""{"model":"gpt-image-1-mini","prompt":"a red balloon, icon","quality":"low","size":"1024x1024","background":"transparent"}""");

        Assert.Equal("transparent", (string?)reply.Json["background"]);
        var pixels = Png.Read(reply.Picture());
        Assert.Equal(0, pixels[0, 0][3]);
        Assert.Equal(0, pixels[1023, 0][3]);
        Assert.Contains(Enumerable.Range(0, 1024), at => pixels[at, 512][3] == 255);
    }

    [Theory]
    [InlineData("jpeg", "FFD8FF")]
    [InlineData("webp", "52494646")]
    public async Task Generation_OtherFormat_IsThatFormatAndSmallerWhenCompressed(string format, string magic)
    {
        var fine = await sandbox.DrawAsync($$"""{"model":"tessera/sketch","prompt":"a tree on a hill","size":"256x256","output_format":"{{format}}"}""");
        var coarse = await sandbox.DrawAsync($$"""{"model":"tessera/sketch","prompt":"a tree on a hill","size":"256x256","output_format":"{{format}}","output_compression":20}""");

        Assert.Equal(format, (string?)fine.Json["output_format"]);
        Assert.StartsWith(magic, Convert.ToHexString(fine.Picture()));
        Assert.True(coarse.Picture().Length < fine.Picture().Length);
    }

    [Fact]
    public async Task Generation_SameCallTwice_GivesTheSameBytes()
    {
        const string call = """{"model":"tessera/sketch","prompt":"a blue cup on a wooden table","size":"200x200"}""";

        Assert.Equal((await sandbox.DrawAsync(call)).Picture(), (await sandbox.DrawAsync(call)).Picture());
    }

    [Fact]
    public async Task Generation_Seed_DecidesThePicture()
    {
        var one = await sandbox.DrawAsync(Seeded(1));
        var two = await sandbox.DrawAsync(Seeded(2));

        Assert.Equal(one.Picture(), (await sandbox.DrawAsync(Seeded(1))).Picture());
        Assert.NotEqual(one.Picture(), two.Picture());

        static string Seeded(int seed) => $$"""{"model":"tessera/sketch","prompt":"a forest","size":"200x200","seed":{{seed}}}""";
    }

    [Theory]
    [InlineData("dall-e-2", "256x256")]
    [InlineData("dall-e-3", "1024x1024")]
    public async Task Generation_DallE_AnswersWithAnAddressByDefault(string model, string size)
    {
        var reply = await sandbox.DrawAsync($$"""{"model":"{{model}}","prompt":"a cup","size":"{{size}}"}""");

        var item = reply.Json["data"]![0]!;
        Assert.Null(item["b64_json"]);
        var picture = (await sandbox.Gateway.GetAsync((string)item["url"]!, null)).Expect(200);
        Assert.Equal("image/png", picture["Content-Type"]);
        var (width, height) = Size(picture.Body);
        Assert.Equal(size, $"{width}x{height}");
        Assert.Null(reply["x-tessera-adjusted"]);
    }

    [Fact]
    public async Task Generation_UrlOfAGptModel_IsASignedAddressAndSaysSo()
    {
        var reply = await sandbox.DrawAsync("""{"model":"gpt-image-1","prompt":"a cup","quality":"low","size":"1024x1024","response_format":"url"}""");

        Assert.StartsWith(sandbox.Gateway.Address + "files/", (string?)reply.Json["data"]![0]!["url"]);
        Assert.StartsWith("response_format;mapped=", reply["x-tessera-adjusted"]);
    }

    [Fact]
    public async Task Generation_UnknownWords_AreListedInTheHeader()
    {
        var reply = await sandbox.DrawAsync("""{"model":"tessera/sketch","prompt":"a zorbulated quuxifier","size":"64x64"}""");

        Assert.Contains("quuxifier", reply["x-tessera-adjusted"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("*/*")]
    [InlineData("application/json, text/event-stream")]
    [InlineData("text/event-stream")]
    [InlineData("text/html")]
    public async Task Generation_AnyAcceptHeader_AnswersJson(string accept)
    {
        using var body = new StringContent("""{"model":"tessera/sketch","prompt":"a cup","size":"64x64"}""", System.Text.Encoding.UTF8, "application/json");

        var reply = (await sandbox.Gateway.SendAsync(HttpMethod.Post, "/v1/images/generations", sandbox.Gateway.TestKey, body, ("Accept", accept))).Expect(200);

        Assert.Equal("application/json", reply["Content-Type"]);
    }

    [Fact]
    public async Task Generation_OptionalFieldsNull_CountAsOmitted()
    {
        var reply = await sandbox.DrawAsync("""{"model":"tessera/sketch","prompt":"a cup","size":"64x64","n":null,"quality":null,"output_compression":null,"partial_images":null,"stream":null,"response_format":null,"background":null,"moderation":null,"user":null,"safety_identifier":null,"seed":null,"output_format":null}""");

        Assert.Single(reply.Json["data"]!.AsArray());
    }

    private static IEnumerable<string> Keys(JsonNode json) => json.AsObject().Select(property => property.Key);

    private static (int Width, int Height) Size(byte[] png)
    {
        var pixels = Png.Read(png);
        return (pixels.Width, pixels.Height);
    }
}
