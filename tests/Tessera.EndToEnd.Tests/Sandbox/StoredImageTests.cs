using System.Security.Cryptography;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger.Keys;

namespace Tessera.EndToEnd.Tests.Sandbox;

/// <summary><c>GET /v1/images/{gen_id}</c>.</summary>
public sealed class StoredImageTests(SandboxGateway sandbox) : IClassFixture<SandboxGateway>
{
    private RunningGateway Gateway => sandbox.Gateway;

    [Fact]
    public async Task StoredImage_OwnGeneration_ComesWithItsPicturesAndPrice()
    {
        var made = await sandbox.DrawAsync("""{"model":"dall-e-2","prompt":"a cup","n":2,"size":"256x256","response_format":"b64_json"}""");

        var kept = (await Gateway.GetAsync($"/v1/images/{made.GenerationId}", Gateway.TestKey)).Expect(200);

        Assert.Equal(made.GenerationId, (string?)kept.Json["id"]);
        Assert.Equal(("completed", "openai/dall-e-2", "a cup", "0.032"), ((string?)kept.Json["status"], (string?)kept.Json["model"], (string?)kept.Json["prompt"], (string?)kept.Json["cost_usd"]));
        Assert.Equal([made.Picture(0), made.Picture(1)], [kept.Picture(0), kept.Picture(1)]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(made.Picture(1))), (string?)kept.Json["data"]![1]!["sha256"]);
        Assert.Equal("tessera", (string?)kept.Json["attempts"]![0]!["provider"]);
    }

    [Fact]
    public async Task StoredImage_AsUrls_HasAddressesThatServeTheBytes()
    {
        var made = await sandbox.DrawAsync("""{"model":"tessera/sketch","prompt":"a cup","size":"64x64"}""");

        var kept = (await Gateway.GetAsync($"/v1/images/{made.GenerationId}?response_format=url", Gateway.TestKey)).Expect(200);

        Assert.Null(kept.Json["data"]![0]!["b64_json"]);
        var file = (await Gateway.GetAsync((string)kept.Json["data"]![0]!["url"]!, null)).Expect(200);
        Assert.Equal(made.Picture(), file.Body);
    }

    [Fact]
    public async Task StoredImage_OfAnotherKey_IsNotFound()
    {
        var made = await sandbox.DrawAsync("""{"model":"tessera/sketch","prompt":"a secret plan","size":"64x64"}""");
        var (_, stranger) = Gateway.Keys.Create("another team", KeyKind.Test);

        var reply = (await Gateway.GetAsync($"/v1/images/{made.GenerationId}", stranger)).Expect(404);

        Assert.Equal("generation_not_found", (string?)reply.Error["code"]);
        Assert.DoesNotContain("secret plan", reply.Text, StringComparison.Ordinal);
        (await Gateway.GetAsync($"/v1/images/{made.GenerationId}", Gateway.AdminKey)).Expect(200);
    }

    [Theory]
    [InlineData("gen_01ARZ3NDEKTSV4RRFFQ69G5FAV")]
    [InlineData("x")]
    [InlineData("gen_' OR 1=1 --")]
    [InlineData("..%2F..%2Ftessera.db")]
    public async Task StoredImage_UnknownId_IsNotFound(string id)
    {
        var reply = (await Gateway.GetAsync($"/v1/images/{id}", Gateway.TestKey)).Expect(404);

        Assert.Equal("generation_not_found", (string?)reply.Error["code"]);
    }

    [Fact]
    public async Task StoredImage_WithoutKey_IsRefused() => (await Gateway.GetAsync("/v1/images/gen_01ARZ3NDEKTSV4RRFFQ69G5FAV", null)).Expect(401);

    [Fact]
    public async Task RefusedCall_WasNoGeneration_AndHasNoId()
    {
        var refused = (await Gateway.PostAsync("/v1/images/generations", Gateway.TestKey, """{"model":"gpt-image-1","prompt":""}""")).Expect(400);

        Assert.Null(refused["x-tessera-generation-id"]);
    }

    [Fact]
    public async Task StoredImage_SamePictureTwice_IsOneFile()
    {
        const string call = """{"model":"tessera/sketch","prompt":"an island of its own","size":"64x64"}""";
        var first = await sandbox.DrawAsync(call);
        var second = await sandbox.DrawAsync(call);

        var hashes = new[] { await Gateway.RecordAsync(first.GenerationId), await Gateway.RecordAsync(second.GenerationId) }.Select(record => record.Pictures.Single().Hash).Distinct(StringComparer.Ordinal);

        Assert.Single(Directory.EnumerateFiles(Gateway.DataDirectory, hashes.Single() + ".*", SearchOption.AllDirectories));
    }
}
