using System.Text;
using System.Text.Json.Nodes;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.EndToEnd.Tests.Sandbox;

namespace Tessera.EndToEnd.Tests.Http;

/// <summary>What every answer has, whatever was asked, and the addresses beside the APIs.</summary>
public sealed class EveryAnswerTests(SandboxGateway sandbox) : IClassFixture<SandboxGateway>
{
    [Theory]
    [InlineData("GET", "/healthz", 200)]
    [InlineData("GET", "/readyz", 200)]
    [InlineData("GET", "/openapi.json", 200)]
    [InlineData("GET", "/v1/models", 200)]
    [InlineData("GET", "/v1/nonsense", 404)]
    [InlineData("POST", "/v1/images/generations", 401)]
    public async Task Answer_OfAnyAddress_HasARequestIdOfItsOwn(string method, string path, int status)
    {
        var first = (await sandbox.Gateway.SendAsync(new HttpMethod(method), path, null, null)).Expect(status);
        var second = await sandbox.Gateway.SendAsync(new HttpMethod(method), path, null, null);

        Assert.Matches("^req_[0-9A-Z]{26}$", first["x-request-id"]);
        Assert.NotEqual(first["x-request-id"], second["x-request-id"]);
        Assert.Equal("nosniff", first["X-Content-Type-Options"]);
    }

    [Fact]
    public async Task Preflight_OfABrowser_AllowsTheHeadersThatClientsSend()
    {
        var reply = (await sandbox.Gateway.SendAsync(
            HttpMethod.Options, "/v1/images/generations", null, null, ("Origin", "https://app.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "authorization,content-type"))).Expect(204);

        Assert.Equal("*", reply["Access-Control-Allow-Origin"]);
        Assert.Contains("Authorization", reply["Access-Control-Allow-Headers"]!, StringComparison.Ordinal);
        Assert.Contains("POST", reply["Access-Control-Allow-Methods"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_ToABrowser_ExposesOurHeadersAndNoCredentials()
    {
        using var body = new StringContent("""{"model":"tessera/sketch","prompt":"a cup","size":"16x16"}""", Encoding.UTF8, "application/json");

        var reply = (await sandbox.Gateway.SendAsync(HttpMethod.Post, "/v1/images/generations", sandbox.Gateway.TestKey, body, ("Origin", "https://app.example"))).Expect(200);

        Assert.Equal("*", reply["Access-Control-Allow-Origin"]);
        Assert.Contains("x-tessera-generation-id", reply["Access-Control-Expose-Headers"]!, StringComparison.Ordinal);
        Assert.Null(reply["Access-Control-Allow-Credentials"]);
    }

    [Fact]
    public async Task OpenApi_Document_NamesTheAddressesOfTheImagesApi()
    {
        var paths = (JsonObject)(await sandbox.Gateway.GetAsync("/openapi.json", null)).Json["paths"]!;

        Assert.Superset(
            new HashSet<string>(["/v1/images/generations", "/v1/images/edits", "/v1/images/variations", "/v1/chat/completions", "/v1/models"], StringComparer.Ordinal),
            paths.Select(path => path.Key).ToHashSet(StringComparer.Ordinal));
    }
}
