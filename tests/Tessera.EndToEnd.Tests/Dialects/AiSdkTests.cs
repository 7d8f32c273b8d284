using System.Text;
using System.Text.Json.Nodes;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.EndToEnd.Tests.Sandbox;

namespace Tessera.EndToEnd.Tests.Dialects;

/// <summary>The AI SDK's gateway protocol in its versions 2 (ai 5), 3 (ai 6) and 4 (ai 7), as bytes.</summary>
public sealed class AiSdkTests(SandboxGateway sandbox) : IClassFixture<SandboxGateway>
{
    private const string Sketch = "tessera/sketch";

    [Theory]
    [InlineData("/v1/ai", "2")]
    [InlineData("/v3/ai", "3")]
    [InlineData("/v4/ai", "4")]
    public async Task ImageModel_EachVersion_AnswersWithBareBase64AndWhatClientsNeed(string path, string version)
    {
        var reply = (await CallAsync(path, version, Sketch, """{"prompt":"a cup","n":2,"size":"64x64","seed":7,"providerOptions":{}}""")).Expect(200);

        Assert.Equal(["images", "warnings", "providerMetadata"], reply.Json.AsObject().Select(property => property.Key));
        Assert.Equal(2, reply.Json["images"]!.AsArray().Count);
        Assert.Equal(64, Png.Read(Convert.FromBase64String((string)reply.Json["images"]![0]!)).Width);
        Assert.Equal(2, reply.Json["providerMetadata"]!["tessera"]!["images"]!.AsArray().Count);
        Assert.Equal(reply.GenerationId, (string?)reply.Json["providerMetadata"]!["gateway"]!["generationId"]);
        Assert.Empty(Nulls(reply.Json, "$"));
    }

    [Fact]
    public async Task ImageModel_TokenModel_HasUsageAndItsCost()
    {
        var reply = (await CallAsync("/v4/ai", "4", "openai/gpt-image-1", """{"prompt":"a red balloon","n":1,"size":"1024x1024","providerOptions":{"openai":{"quality":"low","outputFormat":"jpeg"}}}""")).Expect(200);

        Assert.Equal((9, 272, 281), ((int)reply.Json["usage"]!["inputTokens"]!, (int)reply.Json["usage"]!["outputTokens"]!, (int)reply.Json["usage"]!["totalTokens"]!));
        var picture = reply.Json["providerMetadata"]!["openai"]!["images"]![0]!;
        Assert.Equal(("1024x1024", "low", "jpeg"), ((string?)picture["size"], (string?)picture["quality"], (string?)picture["outputFormat"]));
        Assert.Equal("0.010925", (string?)reply.Json["providerMetadata"]!["gateway"]!["cost"]);
        Assert.StartsWith("/9j/", (string?)reply.Json["images"]![0]);
    }

    [Theory]
    [InlineData("/v1/ai", "2", """{"type":"other"}""")]
    [InlineData("/v3/ai", "3", """{"type":"unsupported","feature":"style"}""")]
    [InlineData("/v4/ai", "4", """{"type":"unsupported","feature":"style"}""")]
    public async Task ImageModel_OptionTheModelDoesNotHave_IsAWarningOfTheVersion(string path, string version, string expected)
    {
        var reply = (await CallAsync(path, version, Sketch, """{"prompt":"a cup","n":1,"size":"64x64","providerOptions":{"openai":{"style":"vivid"}}}""")).Expect(200);

        var warning = Assert.Single(reply.Json["warnings"]!.AsArray())!;
        foreach (var (name, value) in JsonNode.Parse(expected)!.AsObject())
        {
            Assert.Equal((string?)value, (string?)warning[name]);
        }

        Assert.Equal(version == "2" ? ["type", "message"] : ["type", "feature", "details"], warning.AsObject().Select(property => property.Key));
    }

    [Fact]
    public async Task ImageModel_SizeTheModelDoesNotMake_IsAWarningAndNoError()
    {
        var reply = (await CallAsync("/v4/ai", "4", "openai/dall-e-2", """{"prompt":"a cup","n":1,"size":"100x100"}""")).Expect(200);

        Assert.Equal("size", (string?)Assert.Single(reply.Json["warnings"]!.AsArray())!["feature"]);
    }

    [Theory]
    [InlineData("16:9", 1.78)]
    [InlineData("1:1", 1)]
    [InlineData("2:3", 0.667)]
    public async Task ImageModel_AspectRatio_BecomesASize(string ratio, double expected)
    {
        var reply = (await CallAsync("/v4/ai", "4", "openai/gpt-image-2", $$"""{"prompt":"a cup","n":1,"aspectRatio":"{{ratio}}"}""")).Expect(200);

        var picture = Png.Read(Convert.FromBase64String((string)reply.Json["images"]![0]!));
        Assert.Equal(expected, (double)picture.Width / picture.Height, 0.04);
    }

    [Fact]
    public async Task ImageModel_FilesAndMask_AreAnEdit()
    {
        var file = $$"""{"type":"file","mediaType":"image/png","data":"{{Convert.ToBase64String(Png.Plain(64, 64))}}"}""";
        var mask = $$"""{"type":"file","mediaType":"image/png","data":"{{Convert.ToBase64String(Png.Mask(64, 64, (x, _) => x < 20))}}"}""";

        var reply = (await CallAsync("/v4/ai", "4", Sketch, $$"""{"prompt":"a sea","n":1,"size":"64x64","files":[{{file}}],"mask":{{mask}}}""")).Expect(200);

        Assert.Equal([200, 60, 40, 255], Png.Read(Convert.FromBase64String((string)reply.Json["images"]![0]!))[50, 50].ToArray());
        Assert.Equal("edit", (await sandbox.Gateway.RecordAsync(reply.GenerationId)).Operation);
    }

    [Fact]
    public async Task ImageModel_DataUrlAmongFiles_IsTaken()
    {
        var file = $$"""{"type":"url","url":"data:image/png;base64,{{Convert.ToBase64String(Png.Plain(64, 64))}}"}""";

        (await CallAsync("/v4/ai", "4", Sketch, $$"""{"prompt":"a sea","n":1,"size":"64x64","files":[{{file}}]}""")).Expect(200);
    }

    [Fact]
    public async Task ImageModel_UnknownKeysAndOptions_AreNoErrors()
    {
        var reply = (await CallAsync("/v1/ai", "2", Sketch, """{"prompt":"a cup","n":1,"size":"64x64","novelty":3,"providerOptions":{"gateway":{"experimental_streamingImageDecoding":true,"tags":["a"],"novel":1},"bfl":{"steps":4}}}""")).Expect(200);

        Assert.All(reply.Json["warnings"]!.AsArray(), warning => Assert.Equal("other", (string?)warning!["type"]));
        Assert.Equal(3, reply.Json["warnings"]!.AsArray().Count);
    }

    [Fact]
    public async Task ImageModel_Unknown_Is404WithItsName()
    {
        var reply = (await CallAsync("/v4/ai", "4", "openai/gpt-image-99", """{"prompt":"a cup","n":1}""")).Expect(404);

        Assert.Equal("model_not_found", (string?)reply.Error["type"]);
        Assert.Equal("openai/gpt-image-99", (string?)reply.Error["param"]!["modelId"]);
        Assert.Empty(Nulls(reply.Json, "$"));
    }

    [Theory]
    [InlineData("""{"n":1}""", 400, "invalid_request_error")]
    [InlineData("""{"prompt":"","n":1}""", 400, "invalid_request_error")]
    [InlineData("""{"prompt":5,"n":1}""", 400, "invalid_request_error")]
    [InlineData("""{""", 400, "invalid_request_error")]
    [InlineData("""{"prompt":"a","n":1,"files":[{"type":"file","data":"bm8gcGljdHVyZQ=="}]}""", 400, "invalid_request_error")]
    public async Task ImageModel_BadCall_HasTheTypeThatClientsMap(string body, int status, string type)
    {
        var reply = (await CallAsync("/v4/ai", "4", Sketch, body)).Expect(status);

        Assert.Equal(type, (string?)reply.Error["type"]);
        Assert.Empty(Nulls(reply.Json, "$"));
    }

    [Fact]
    public async Task ImageModel_WithoutKey_IsAnAuthenticationError()
    {
        using var body = new StringContent("""{"prompt":"a","n":1}""", Encoding.UTF8, "application/json");

        var reply = (await sandbox.Gateway.SendAsync(HttpMethod.Post, "/v4/ai/image-model", null, body, ("ai-model-id", Sketch))).Expect(401);

        Assert.Equal("authentication_error", (string?)reply.Error["type"]);
    }

    [Fact]
    public async Task ImageModel_WithoutModelHeader_IsToldSo()
    {
        var reply = (await sandbox.Gateway.PostAsync("/v4/ai/image-model", sandbox.Gateway.TestKey, """{"prompt":"a","n":1}""")).Expect(400);

        Assert.Contains("ai-model-id", (string)reply.Error["message"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/ai", "v2")]
    [InlineData("/v2/ai", "v2")]
    [InlineData("/v3/ai", "v3")]
    [InlineData("/v4/ai", "v4")]
    public async Task Config_OfAPath_HasItsVersionOnEveryModel(string path, string version)
    {
        var models = (await sandbox.Gateway.GetAsync(path + "/config", sandbox.Gateway.TestKey)).Expect(200).Json["models"]!.AsArray();

        Assert.Contains(models, model => (string?)model!["id"] == "openai/gpt-image-1");
        Assert.All(models, model =>
        {
            Assert.Equal((version, (string?)model!["id"], "image"), ((string?)model["specification"]!["specificationVersion"], (string?)model["specification"]!["modelId"], (string?)model["modelType"]));
            Assert.True(model.AsObject().TryGetPropertyValue("pricing", out var pricing) && pricing is null);
        });
    }

    [Fact]
    public async Task Config_WithoutKey_IsRefused() => (await sandbox.Gateway.GetAsync("/v4/ai/config", null)).Expect(401);

    [Fact]
    public async Task LanguageModel_AskedForAnImageModel_NamesTheRightFactory()
    {
        using var body = new StringContent("""{"prompt":"a cup","n":1}""", Encoding.UTF8, "application/json");

        var reply = (await sandbox.Gateway.SendAsync(HttpMethod.Post, "/v4/ai/language-model", sandbox.Gateway.TestKey, body, ("ai-language-model-id", "openai/gpt-image-1"))).Expect(400);

        Assert.Equal("invalid_request_error", (string?)reply.Error["type"]);
        Assert.Contains("gateway.imageModel('openai/gpt-image-1')", (string)reply.Error["message"]!, StringComparison.Ordinal);
    }

    private async Task<Reply> CallAsync(string path, string version, string model, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await sandbox.Gateway.SendAsync(
            HttpMethod.Post, path + "/image-model", sandbox.Gateway.TestKey, content, ("ai-model-id", model), ("ai-image-model-specification-version", version), ("ai-gateway-protocol-version", "0.0.1"));
    }

    /// <summary>Where a null stands: one makes clients throw away pictures that were paid for.</summary>
    private static IEnumerable<string> Nulls(JsonNode? node, string path) => node switch
    {
        null => [path],
        JsonObject json => json.SelectMany(property => Nulls(property.Value, $"{path}.{property.Key}")),
        JsonArray list => list.SelectMany((item, i) => Nulls(item, $"{path}[{i}]")),
        _ => [],
    };
}
