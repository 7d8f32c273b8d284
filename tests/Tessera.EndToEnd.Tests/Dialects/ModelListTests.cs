using Tessera.EndToEnd.Tests.Sandbox;

namespace Tessera.EndToEnd.Tests.Dialects;

public sealed class ModelListTests(SandboxGateway sandbox) : IClassFixture<SandboxGateway>
{
    [Fact]
    public async Task Models_List_HasOpenAisKeysAndTheShutdownDate()
    {
        var list = (await sandbox.Gateway.GetAsync("/v1/models", null)).Expect(200).Json;

        Assert.Equal("list", (string?)list["object"]);
        var mini = list["data"]!.AsArray().Single(model => (string?)model!["id"] == "openai/gpt-image-1-mini")!;
        Assert.Equal(("model", "2026-12-01"), ((string?)mini["object"], (string?)mini["shutdown_date"]));
    }

    [Theory]
    [InlineData("gpt-image-2")]
    [InlineData("openai/gpt-image-2")]
    [InlineData("openai%2Fgpt-image-2")]
    [InlineData("gpt-image-2-2026-04-21")]
    public async Task Model_ByAnyOfItsNames_IsFound(string id) =>
        Assert.Equal("openai/gpt-image-2", (string?)(await sandbox.Gateway.GetAsync($"/v1/models/{id}", sandbox.Gateway.TestKey)).Expect(200).Json["id"]);

    [Fact]
    public async Task Model_Unknown_Is404()
    {
        var reply = (await sandbox.Gateway.GetAsync("/v1/models/gpt-9", null)).Expect(404);

        Assert.Equal(("model_not_found", "model"), ((string?)reply.Error["code"], (string?)reply.Error["param"]));
    }

    [Fact]
    public async Task Models_WithAWrongKey_TellIt() => (await sandbox.Gateway.GetAsync("/v1/models", "sk-wrong")).Expect(401);

    [Fact]
    public async Task Model_Endpoints_ListItsRoutes()
    {
        var data = (await sandbox.Gateway.GetAsync("/v1/models/openai/gpt-image-2/endpoints", null)).Expect(200).Json["data"]!;

        Assert.Equal(["openai", "vercel"], data["endpoints"]!.AsArray().Select(route => (string)route!["provider_name"]!));
    }
}
