using Tessera.EndToEnd.Tests.Harness;
using Tessera.EndToEnd.Tests.Sandbox;

namespace Tessera.EndToEnd.Tests.Refusals;

/// <summary>Several faults at once: the one is told that OpenAI tells. Measured: model, unknown keys, prompt, images, n, the rest.</summary>
public sealed class OrderOfChecksTests(SandboxGateway sandbox) : IClassFixture<SandboxGateway>
{
    [Theory]
    [InlineData("size: 'bogus', n: 0, prompt: '', banana: 1", "model")]
    [InlineData("size: 'bogus', n: 0, prompt: '', banana: 1, model: 'nope'", "model")]
    [InlineData("size: 'bogus', n: 0, prompt: '', banana: 1, model: 'gpt-image-2'", "banana")]
    [InlineData("size: 'bogus', n: 0, prompt: '', model: 'gpt-image-2'", "prompt")]
    [InlineData("size: 'bogus', n: 0, model: 'gpt-image-2'", "prompt")]
    [InlineData("size: 'bogus', quality: 'x', n: 0, prompt: 'a', model: 'gpt-image-2'", "n")]
    [InlineData("size: 'bogus', output_compression: 500, quality: 'x', prompt: 'a', model: 'gpt-image-2'", "quality")]
    [InlineData("size: 'bogus', output_compression: 500, prompt: 'a', model: 'gpt-image-2'", "output_compression")]
    [InlineData("background: 'blue', size: 'bogus', prompt: 'a', model: 'gpt-image-2'", "size")]
    [InlineData("zebra: 1, apple: 2, prompt: 'a', model: 'gpt-image-2'", "zebra")]
    public Task Generation_WithSeveralFaults_TellsTheFirstInOrder(string body, string param) => ToldAsync("generations", body, param);

    [Theory]
    [InlineData("n: 0, images: [], prompt: '', banana: 1", "model")]
    [InlineData("n: 0, images: [], prompt: '', banana: 1, model: 'gpt-image-2'", "banana")]
    [InlineData("n: 0, images: [], prompt: '', model: 'gpt-image-2'", "prompt")]
    [InlineData("n: 0, images: [], prompt: 'a', model: 'gpt-image-2'", "images")]
    [InlineData("n: 0, prompt: 'a', model: 'gpt-image-2'", "images")]
    public Task Edit_WithSeveralFaults_TellsTheFirstInOrder(string body, string param) => ToldAsync("edits", body, param);

    [Fact]
    public async Task WrongKey_WithABadBody_IsToldFirst()
    {
        var reply = (await sandbox.Gateway.PostAsync("/v1/images/generations", "sk-wrong", "{ not json")).Expect(401);

        Assert.Equal("invalid_api_key", (string?)reply.Error["code"]);
    }

    [Fact]
    public async Task BadCall_WithALiveKeyAndNoRoute_IsToldBeforeTheRoute()
    {
        var reply = (await sandbox.Gateway.PostAsync("/v1/images/generations", sandbox.Gateway.LiveKey, Loose.Json("model: 'gpt-image-2', prompt: 'a', n: 0"))).Expect(400);

        Assert.Equal("n", (string?)reply.Error["param"]);
    }

    private async Task ToldAsync(string endpoint, string body, string param)
    {
        var reply = (await sandbox.Gateway.PostAsync($"/v1/images/{endpoint}", sandbox.Gateway.TestKey, Loose.Json(body))).Expect(400);

        Assert.Equal(param, (string?)reply.Error["param"]);
    }
}
