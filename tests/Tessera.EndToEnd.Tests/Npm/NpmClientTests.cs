using System.Globalization;
using System.Text.Json.Nodes;
using Tessera.EndToEnd.Tests.Sandbox;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;

namespace Tessera.EndToEnd.Tests.Npm;

/// <summary>The official npm clients, unchanged but for address and key.</summary>
public sealed class NpmClientTests(SandboxGateway sandbox) : IClassFixture<SandboxGateway>
{
    [Theory]
    [InlineData("6")]
    [InlineData("7")]
    public async Task OpenAi_EveryCallOfTheImagesApi_Works(string version)
    {
        var told = await RunAsync("openai.mjs", version);

        Assert.Equal("1024x1024", (string?)told["generated"]);
        Assert.Equal(272, (int)told["outputTokens"]!);
        Assert.Equal("""["256x256","256x256"]""", told["two"]!.ToJsonString());
        Assert.Equal("""[200,"256x256"]""", told["fetched"]!.ToJsonString());
        Assert.Equal(("256x256", "256x256", "256x256"), ((string?)told["edited"], (string?)told["editedMany"], (string?)told["varied"]));
        Assert.Equal(
            """[{"type":"image_generation.partial_image","index":0,"size":"64x64"},{"type":"image_generation.partial_image","index":1,"size":"64x64"},{"type":"image_generation.completed","size":"64x64"}]""",
            told["events"]!.ToJsonString());
        Assert.Equal("""["image_edit.partial_image","image_edit.completed"]""", told["editEvents"]!.ToJsonString());
        Assert.NotEmpty((string)told["chat"]!["content"]!);
        Assert.Equal("1024x1024", (string?)told["chat"]!["picture"]);
        Assert.NotNull(told["chat"]!["cost"]);
        Assert.Equal("""["role","content","images","provider_metadata"]""", told["chunks"]!.ToJsonString());
        Assert.Equal("""["AuthenticationError",401,"invalid_api_key"]""", told["wrongKey"]!.ToJsonString());
        Assert.Equal("""["BadRequestError","invalid_value","model"]""", told["unknownModel"]!.ToJsonString());
        Assert.Equal("""[400,"string_above_max_length","prompt"]""", told["tooLong"]!.ToJsonString());
        Assert.True((bool)told["hasModel"]!);
        Assert.Equal("openai/gpt-image-1", (string?)told["model"]);
    }

    [Theory]
    [InlineData("5", "other", null)]
    [InlineData("6", "unsupported", "64x64")]
    [InlineData("7", "unsupported", "64x64")]
    public async Task AiSdk_GenerateImageThroughItsGateway_Works(string version, string warning, string? edited)
    {
        var told = await RunAsync("ai.mjs", version);

        Assert.Equal("""["1024x1024","image/png"]""", told["balloon"]!.ToJsonString());
        Assert.Equal("""["openai","gateway"]""", told["metadata"]!.ToJsonString());
        Assert.Equal((1, true), ((int)told["perImage"]!, told["cost"] is not null));
        if (version != "5")
        {
            Assert.Equal(272, (int)told["usage"]!["outputTokens"]!);
        }

        Assert.True((bool)told["sameSeedSamePicture"]!);
        Assert.Equal("""["64x64","64x64"]""", told["two"]!.ToJsonString());
        Assert.Equal(2, (int)told["split"]!);
        Assert.Equal("1792x1024", (string?)told["wide"]);
        Assert.Equal($"[\"{warning}\"]", told["warnings"]!.ToJsonString());
        Assert.Equal(edited, (string?)told["edited"]);
        Assert.True((bool)told["wrongKey"]!);
        Assert.Equal("""[true,"openai/gpt-image-99",404]""", told["unknownModel"]!.ToJsonString());
        Assert.True((bool)told["badCall"]!);
        Assert.True((bool)told["hasModel"]!);
        Assert.Equal("string", (string?)told["credits"]);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("6")]
    [InlineData("7")]
    public async Task AiSdk_QuestionsAboutMoney_AreAnswered(string version)
    {
        const decimal cost = 0.010925m;

        var told = await RunAsync("reports.mjs", version);

        Assert.Equal("1000000000", (string?)told["before"]!["balance"]);
        Assert.Equal(cost, Number(told["after"]!["totalUsed"]) - Number(told["before"]!["totalUsed"]));
        var info = told["info"]!;
        Assert.Equal(("openai/gpt-image-1", "stop", false), ((string?)info["model"], (string?)info["finishReason"], (bool)info["isByok"]!));
        Assert.Equal((cost, 9, 272), ((decimal)info["totalCost"]!, (int)info["promptTokens"]!, (int)info["completionTokens"]!));
        Assert.Equal($$"""[["clients",0.010925,1],["npm-{{version}}",0.010925,1]]""", Rows(told["byTag"]!, "tag"));
        Assert.Equal("""[["2026-11-20",0.010925,1]]""", Rows(told["byDay"]!, "day"));
        Assert.Equal("""[["2026-11-20T12",0.010925,1]]""", Rows(told["byHour"]!, "hour"));
        Assert.Equal("system", (string?)told["byCredential"]!["results"]![0]!["credentialType"]);
        Assert.Equal(404, (int)told["unknown"]![0]!);
    }

    [Fact]
    public async Task AiSdk_GenerateImageThroughItsOpenAiProvider_Works()
    {
        var told = await RunAsync("ai-openai.mjs");

        Assert.Equal(("1024x1024", 272, "1024x1024"), ((string?)told["generated"], (int)told["outputTokens"]!, (string?)told["edited"]));
        Assert.Equal("""["256x256","256x256"]""", told["older"]!.ToJsonString());
    }

    [Theory]
    [InlineData("6")]
    [InlineData("7")]
    public async Task OpenAi_OverABudgetOrALimit_RepeatsNothingThatCannotHelp(string version)
    {
        var (_, budget) = Keys.Create("poor", KeyKind.Test, allowance: new([new(new Usd(1_000), Period.Day)], RateLimits.None));
        var (_, limit) = Keys.Create("slow", KeyKind.Test, allowance: new([], new RateLimits(Requests: 1)));

        var poor = await NodeScript.RunWithAsync(sandbox.Gateway, budget, "limits.mjs", version);
        var slow = await NodeScript.RunWithAsync(sandbox.Gateway, limit, "limits.mjs", version);

        Assert.Equal("""["APIError",402,"insufficient_quota","budget_exceeded"]""", poor["error"]!.ToJsonString());
        Assert.Equal(1, (int)poor["asked"]!);
        Assert.Contains("The daily budget of this key has too little left", (string)poor["message"]!, StringComparison.Ordinal);
        Assert.Equal("""["RateLimitError",429,"requests","rate_limit_exceeded"]""", slow["error"]!.ToJsonString());
        Assert.Equal("""["1","0","60","1m0s"]""", slow["headers"]!.ToJsonString());
    }

    private Keyring Keys => sandbox.Gateway.Keys;

    private static decimal Number(JsonNode? text) => decimal.Parse((string)text!, CultureInfo.InvariantCulture);

    private static string Rows(JsonNode report, string group) =>
        new JsonArray([.. report["results"]!.AsArray().Select(row => new JsonArray(row![group]!.DeepClone(), row["totalCost"]!.DeepClone(), row["requestCount"]!.DeepClone()))]).ToJsonString();

    private Task<JsonNode> RunAsync(params string[] script) => NodeScript.RunAsync(sandbox.Gateway, script);
}
