using System.Text;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.EndToEnd.Tests.Sandbox;
using Tessera.Ledger.Keys;

namespace Tessera.EndToEnd.Tests.Refusals;

public sealed class KeyTests(SandboxGateway sandbox) : IClassFixture<SandboxGateway>
{
    private const string Call = """{"model":"tessera/sketch","prompt":"a cup","size":"16x16"}""";

    private RunningGateway Gateway => sandbox.Gateway;

    [Theory]
    [InlineData(null, "did not send an API key")]
    [InlineData("sk-proj-abcdefghijklmnop", "not an API key of this gateway")]
    [InlineData("tsr_test_", "API key")]
    [InlineData("ключ", "API key")]
    public async Task Key_MissingOrWrong_Is401InOpenAisWords(string? key, string says)
    {
        using var body = new StringContent(Call, Encoding.UTF8, "application/json");
        var reply = (await Gateway.SendAsync(HttpMethod.Post, "/v1/images/generations", null, body, key is null ? [] : [("x-api-key", Uri.EscapeDataString(key))])).Expect(401);

        Assert.Equal(("invalid_request_error", "invalid_api_key"), ((string?)reply.Error["type"], (string?)reply.Error["code"]));
        Assert.Contains(says, (string)reply.Error["message"]!, StringComparison.Ordinal);
        Assert.Equal("Bearer realm=\"OpenAI API\"", reply["WWW-Authenticate"]);
    }

    [Fact]
    public async Task Key_WithATypingError_IsToldSo()
    {
        var typo = Gateway.TestKey[..^1] + (Gateway.TestKey[^1] == 'a' ? 'b' : 'a');

        var reply = (await Gateway.PostAsync("/v1/images/generations", typo, Call)).Expect(401);

        Assert.Contains("typing error", (string)reply.Error["message"]!, StringComparison.Ordinal);
        Assert.DoesNotContain(typo, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_OfAnotherGateway_IsUnknown()
    {
        await using var other = await RunningGateway.StartAsync();

        var reply = (await Gateway.PostAsync("/v1/images/generations", other.TestKey, Call)).Expect(401);

        Assert.Contains("does not know", (string)reply.Error["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Key_Revoked_StopsWorkingAtOnce()
    {
        var (key, secret) = Gateway.Keys.Create("leaves soon", KeyKind.Test);
        (await Gateway.PostAsync("/v1/images/generations", secret, Call)).Expect(200);

        (await Gateway.SendAsync(HttpMethod.Delete, $"/v1/admin/keys/{key.Id}", Gateway.AdminKey, null)).Expect(200);

        var reply = (await Gateway.PostAsync("/v1/images/generations", secret, Call)).Expect(401);
        Assert.Contains("revoked", (string)reply.Error["message"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("Authorization", "bearer  ")]
    [InlineData("x-api-key", "")]
    public async Task Key_InTheHeadersOfVariousClients_IsTaken(string header, string scheme)
    {
        using var body = new StringContent(Call, Encoding.UTF8, "application/json");

        (await Gateway.SendAsync(HttpMethod.Post, "/v1/images/generations", null, body, (header, scheme + Gateway.TestKey))).Expect(200);
    }

    [Fact]
    public async Task Key_MadeOverHttp_WorksAndIsShownOnce()
    {
        var made = (await Gateway.PostAsync("/v1/admin/keys", Gateway.AdminKey, """{"name":"studio","kind":"test"}""")).Expect(200);

        (await Gateway.PostAsync("/v1/images/generations", (string)made.Json["key"]!, Call)).Expect(200);
        var shown = (await Gateway.GetAsync($"/v1/admin/keys/{made.Json["id"]}", Gateway.AdminKey)).Expect(200);
        Assert.Equal(("studio", "test"), ((string?)shown.Json["name"], (string?)shown.Json["kind"]));
        Assert.DoesNotContain((string)made.Json["key"]!, shown.Text + (await Gateway.GetAsync("/v1/admin/keys", Gateway.AdminKey)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"x","kind":"root"}""")]
    [InlineData("""{"name":"x","kind":"1"}""")]
    [InlineData("""{"name":"","kind":"test"}""")]
    [InlineData("""{"kind":"test"}""")]
    [InlineData("""[]""")]
    [InlineData("""{""")]
    public async Task NewKey_WithABadOrder_IsRefused(string body) => (await Gateway.PostAsync("/v1/admin/keys", Gateway.AdminKey, body)).Expect(400);

    [Theory]
    [InlineData("GET", "/v1/admin/keys")]
    [InlineData("POST", "/v1/admin/keys")]
    [InlineData("DELETE", "/v1/admin/keys/key_x")]
    public async Task Administration_WithoutAnAdminKey_IsForbidden(string method, string path)
    {
        foreach (var key in new[] { Gateway.TestKey, Gateway.LiveKey })
        {
            using var body = new StringContent("{}");
            var reply = (await Gateway.SendAsync(new HttpMethod(method), path, key, body)).Expect(403);
            Assert.Equal("admin_key_required", (string?)reply.Error["code"]);
        }

        (await Gateway.SendAsync(new HttpMethod(method), path, null, null)).Expect(401);
    }
}
