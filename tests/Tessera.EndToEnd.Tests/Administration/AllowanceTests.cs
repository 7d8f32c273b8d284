using System.Text;
using System.Text.Json.Nodes;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.EndToEnd.Tests.Sandbox;

namespace Tessera.EndToEnd.Tests.Administration;

/// <summary>What administrators send, and what they are shown.</summary>
public sealed class AllowanceTests(SandboxGateway sandbox) : IClassFixture<SandboxGateway>
{
    private const string Call = """{"model":"tessera/sketch","prompt":"a cup","size":"16x16"}""";

    private RunningGateway Gateway => sandbox.Gateway;

    [Fact]
    public async Task Key_WithEverything_IsShownChangedAndEnded()
    {
        var made = (await SendAsync(HttpMethod.Post, "/v1/admin/keys", """
            {"name": "shop", "kind": "live", "team": "shops", "models": ["gpt-image-1-mini"],
             "budgets": [{"limit_usd": "10", "period": "month", "time_zone": "Europe/Berlin"}, {"limit_usd": "0.840", "period": "day", "soft_percent": [50, 80]}],
             "limits": {"images_per_minute": 5, "megapixels_per_minute": 2.5, "calls_in_flight": 3, "wait_seconds": 20}}
            """)).Expect(200);
        var path = $"/v1/admin/keys/{made.Json["id"]}";

        Assert.StartsWith("tsr_live_", (string)made.Json["key"]!, StringComparison.Ordinal);
        Assert.Equal("no-store", made["Cache-Control"]);
        var shown = await SendAsync(HttpMethod.Get, path);
        Assert.Equal(("shops", """["openai/gpt-image-1-mini"]"""), ((string?)shown.Json["team"], shown.Json["models"]!.ToJsonString()));
        Assert.Equal(
            """[{"period":"day","limit_usd":"0.84","spent_usd":"0","held_usd":"0","left_usd":"0.84","resets_at":"2026-11-21T00:00:00+00:00","time_zone":"UTC","soft_percent":[50,80]},"""
            + """{"period":"month","limit_usd":"10","spent_usd":"0","held_usd":"0","left_usd":"10","resets_at":"2026-11-30T23:00:00+00:00","time_zone":"Europe/Berlin","soft_percent":[]}]""",
            Plain(shown.Json["budgets"]));
        Assert.Equal("""{"images_per_minute":5,"megapixels_per_minute":2.5,"calls_in_flight":3,"wait_seconds":20}""", Plain(shown.Json["limits"]));

        var changed = (await SendAsync(HttpMethod.Patch, path, """{"name": "shop 2", "team": null, "models": null, "limits": {"images_per_minute": null, "requests_per_minute": 9}, "budgets": [{"limit_usd": "1", "period": "total"}]}""")).Expect(200);
        Assert.Equal(("shop 2", null, null, null), ((string?)changed.Json["name"], (string?)changed.Json["team"], changed.Json["models"], changed.Json["key"]));
        Assert.Equal("""{"requests_per_minute":9,"megapixels_per_minute":2.5,"calls_in_flight":3,"wait_seconds":20}""", Plain(changed.Json["limits"]));
        Assert.Equal(("total", null), ((string?)changed.Json["budgets"]![0]!["period"], changed.Json["budgets"]![0]!["resets_at"]));
        Assert.Equal(Plain(changed.Json), Plain((await SendAsync(HttpMethod.Get, path)).Json));

        var ended = (await SendAsync(HttpMethod.Delete, path)).Expect(200);
        Assert.NotNull(ended.Json["revoked_at"]);
        (await Gateway.GetAsync("/v1/models", (string)made.Json["key"]!)).Expect(401);
    }

    [Fact]
    public async Task Mistakes_AreToldAtOnceAndNothingIsMade()
    {
        var before = (await SendAsync(HttpMethod.Get, "/v1/admin/keys")).Json["data"]!.AsArray().Count;

        var reply = (await SendAsync(HttpMethod.Post, "/v1/admin/keys", """
            {"name": "x", "kind": "live", "models": ["nope"], "budgets": [{"limit_usd": 5, "period": "day"}, {"limit_usd": "-1", "period": "day"}], "budget": 1}
            """)).Expect(400);

        Assert.Equal("""["budgets[0].limit_usd","budgets[1].limit_usd","models[0]","budget"]""", new JsonArray([.. reply.Error["errors"]!.AsArray().Select(fault => (JsonNode)(string)fault!["param"]!)]).ToJsonString());
        Assert.Equal(("invalid_request_error", "invalid_value", "budgets[0].limit_usd"), ((string?)reply.Error["type"], (string?)reply.Error["code"], (string?)reply.Error["param"]));
        Assert.Equal(before, (await SendAsync(HttpMethod.Get, "/v1/admin/keys")).Json["data"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("PATCH", "/v1/admin/keys/key_nobody", "key_not_found")]
    [InlineData("GET", "/v1/admin/keys/key_nobody", "key_not_found")]
    [InlineData("DELETE", "/v1/admin/keys/key_nobody", "key_not_found")]
    [InlineData("GET", "/v1/admin/teams/nobody", "team_not_found")]
    [InlineData("DELETE", "/v1/admin/teams/nobody", "team_not_found")]
    public async Task Nobody_IsNotFound(string method, string path, string code)
    {
        var reply = (await SendAsync(new HttpMethod(method), path, "{}")).Expect(404);

        Assert.Equal(code, (string?)reply.Error["code"]);
    }

    [Theory]
    [InlineData("PATCH", "/v1/admin/keys/key_x")]
    [InlineData("GET", "/v1/admin/teams")]
    [InlineData("GET", "/v1/admin/teams/x")]
    [InlineData("PUT", "/v1/admin/teams/x")]
    [InlineData("DELETE", "/v1/admin/teams/x")]
    [InlineData("GET", "/v1/admin/gateway")]
    [InlineData("PUT", "/v1/admin/gateway")]
    public async Task Administration_WithoutAnAdminKey_IsForbidden(string method, string path)
    {
        foreach (var key in new[] { Gateway.TestKey, Gateway.LiveKey })
        {
            using var body = new StringContent("{}");
            Assert.Equal("admin_key_required", (string?)(await Gateway.SendAsync(new HttpMethod(method), path, key, body)).Expect(403).Error["code"]);
        }

        (await Gateway.SendAsync(new HttpMethod(method), path, null, null)).Expect(401);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Body_OfMoreThan64KiB_IsRefused(bool inChunks)
    {
        var bytes = Encoding.UTF8.GetBytes($$"""{"name": "{{new string('x', 70_000)}}", "kind": "test"}""");
        using var body = new ByteArrayContent(bytes);

        var reply = await Gateway.SendAsync(HttpMethod.Post, "/v1/admin/keys", Gateway.AdminKey, body, inChunks ? [("Transfer-Encoding", "chunked")] : []);

        Assert.Equal("request_too_large", (string?)reply.Expect(413).Error["code"]);
    }

    [Fact]
    public async Task Team_IsSetListedAndDeletedOnceItsKeysAreGone()
    {
        const string path = "/v1/admin/teams/design";
        (await SendAsync(HttpMethod.Get, path)).Expect(404);
        var set = (await SendAsync(HttpMethod.Put, path, """{"budgets": [{"limit_usd": "5", "period": "week"}], "limits": {"calls_in_flight": 2}}""")).Expect(200);
        Assert.Equal(("team", "design", 0, "2026-11-23T00:00:00+00:00"), ((string?)set.Json["object"], (string?)set.Json["team"], (int)set.Json["keys"]!, (string?)set.Json["budgets"]![0]!["resets_at"]));
        var key = (await SendAsync(HttpMethod.Post, "/v1/admin/keys", """{"name": "one", "kind": "live", "team": "design"}""")).Expect(200);

        var listed = (await SendAsync(HttpMethod.Get, "/v1/admin/teams")).Json["data"]!.AsArray();
        Assert.Equal(("design", 1), listed.Where(team => (string?)team!["team"] == "design").Select(team => ((string)team!["team"]!, (int)team["keys"]!)).Single());
        Assert.Equal("team_has_keys", (string?)(await SendAsync(HttpMethod.Delete, path)).Expect(409).Error["code"]);

        // Another set leaves out what it does not name.
        Assert.Equal("[]|{}", Plain((await SendAsync(HttpMethod.Put, path, "{}")).Json["budgets"]) + "|" + Plain((await SendAsync(HttpMethod.Get, path)).Json["limits"]));
        (await SendAsync(HttpMethod.Delete, $"/v1/admin/keys/{key.Json["id"]}")).Expect(200);
        (await SendAsync(HttpMethod.Get, path)).Expect(404);
    }

    [Theory]
    [InlineData("/v1/admin/teams/our%20team")]
    [InlineData("/v1/admin/teams/-x")]
    [InlineData("/v1/admin/teams/%D0%B4%D0%B8%D0%B7%D0%B0%D0%B9%D0%BD")]
    public async Task Team_WithANameThatWillNotDo_IsRefused(string path) => Assert.Equal("team", (string?)(await SendAsync(HttpMethod.Put, path, "{}")).Expect(400).Error["param"]);

    [Fact]
    public async Task Gateway_IsSetAndShown()
    {
        var set = (await SendAsync(HttpMethod.Put, "/v1/admin/gateway", """{"budgets": [{"limit_usd": "500", "period": "month"}]}""")).Expect(200);

        Assert.Equal(("gateway", "500"), ((string?)set.Json["object"], (string?)set.Json["budgets"]![0]!["limit_usd"]));
        Assert.Equal(Plain(set.Json), Plain((await SendAsync(HttpMethod.Get, "/v1/admin/gateway")).Json));
        (await SendAsync(HttpMethod.Put, "/v1/admin/gateway", """{"budgets": [{"limit_usd": "500", "period": "fortnight"}]}""")).Expect(400);
        Assert.Equal(Plain(set.Json), Plain((await SendAsync(HttpMethod.Get, "/v1/admin/gateway")).Json));
        Assert.Equal("[]", Plain((await SendAsync(HttpMethod.Put, "/v1/admin/gateway", "{}")).Expect(200).Json["budgets"]));
    }

    [Fact]
    public async Task Key_WithModels_MayCallOnlyThose()
    {
        var key = (await SendAsync(HttpMethod.Post, "/v1/admin/keys", """{"name": "one model", "kind": "test", "models": ["gpt-image-1"]}""")).Expect(200);

        var refused = (await Gateway.PostAsync("/v1/images/generations", (string)key.Json["key"]!, Call)).Expect(403);
        Assert.Equal(("model_not_allowed", "This key may not call tessera/sketch. It may call openai/gpt-image-1."), ((string?)refused.Error["code"], (string?)refused.Error["message"]));
        (await SendAsync(HttpMethod.Patch, $"/v1/admin/keys/{key.Json["id"]}", """{"models": ["gpt-image-1", "tessera/sketch"]}""")).Expect(200);
        (await Gateway.PostAsync("/v1/images/generations", (string)key.Json["key"]!, Call)).Expect(200);
    }

    private static string Plain(JsonNode? json) => json!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private async Task<Reply> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var body = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        return await Gateway.SendAsync(method, path, Gateway.AdminKey, body);
    }
}
