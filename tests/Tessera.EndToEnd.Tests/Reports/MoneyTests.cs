using System.Globalization;
using System.Text;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Money;

namespace Tessera.EndToEnd.Tests.Reports;

/// <summary>What calls cost, from the provider's answer to the report, and what happens to it afterwards.</summary>
public sealed class MoneyTests
{
    /// <summary>11 text tokens at 5 USD and 272 image tokens at 30 USD a million.</summary>
    private const string Cost = "0.008215";

    private const string Today = "start_date=2026-11-20&end_date=2026-11-20";

    private static readonly byte[] Picture = Png.Plain(8, 8);

    [Fact]
    public async Task Report_OfLiveCalls_IsByWhateverIsAskedFor()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        await CallAsync(gateway, gateway.LiveKey, """, "user": "customer-1" """);
        await CallAsync(gateway, gateway.LiveKey, """, "providerOptions": {"gateway": {"user": "customer-2", "tags": ["spring"]}} """, ("ai-reporting-tags", "banner, spring"));
        await CallAsync(gateway, gateway.TestKey, "");

        Assert.Equal("2026-11-20 0.01643 2", await RowsAsync(gateway, gateway.LiveKey, "group_by=day", "day"));
        Assert.Equal("customer-1 0.008215 1, customer-2 0.008215 1", await RowsAsync(gateway, gateway.LiveKey, "group_by=user", "user"));
        Assert.Equal("banner 0.008215 1, spring 0.008215 1,  0.008215 1", await RowsAsync(gateway, gateway.LiveKey, "group_by=tag", "tag"));
        Assert.Equal("openai 0.008215 1", await RowsAsync(gateway, gateway.LiveKey, "group_by=provider&tags=spring", "provider"));
        Assert.Equal("live 0.01643 2", await RowsAsync(gateway, gateway.AdminKey, "group_by=api_key_name", "api_key_name"));
        Assert.Equal("test 0.010925 1", await RowsAsync(gateway, gateway.AdminKey, "group_by=api_key_name&simulated=true", "api_key_name"));
        Assert.Equal("openai/gpt-image-1 0.010925 1", await RowsAsync(gateway, gateway.TestKey, "group_by=model&model=gpt-image-1", "model"));
        Assert.Equal("", await RowsAsync(gateway, gateway.LiveKey, "credential_type=byok", "day"));
        var total = (await gateway.GetAsync($"/v1/report?{Today}&group_by=tag", gateway.LiveKey)).Json["total"]!;
        Assert.Equal((0.01643m, 2, 22, 544), ((decimal)total["total_cost"]!, (int)total["request_count"]!, (int)total["input_tokens"]!, (int)total["output_tokens"]!));
    }

    [Fact]
    public async Task Report_AsCsv_IsAFile()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        await CallAsync(gateway, gateway.LiveKey, """, "user": "=1+1" """);

        var reply = (await gateway.GetAsync($"/v1/report?{Today}&group_by=user&format=csv", gateway.LiveKey)).Expect(200);

        Assert.Equal("text/csv; charset=utf-8; header=present", reply["content-type"]);
        Assert.StartsWith("user,total_cost_usd,at_risk_cost_usd,unpriced_count,request_count,images,pixels,", reply.Text, StringComparison.Ordinal);
        Assert.EndsWith("\r\n'=1+1,0.008215,0,0,1,1,64,11,0,0,0,0,272\r\n", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AtRisk_UntilSomebodyKnows_IsInTheBooksAndOnTheCall()
    {
        await using var openAi = await Upstream.StartAsync(Say.Nothing);
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var failed = await gateway.PostAsync("/v1/images/generations", gateway.LiveKey, Body(""));
        var id = failed.GenerationId;
        await gateway.RecordAsync(id);

        var shown = (await gateway.GetAsync($"/v1/images/{id}", gateway.LiveKey)).Expect(200).Json;
        var risk = (string)shown["at_risk_usd"]!;
        Assert.Null(shown["cost_usd"]);
        Assert.Equal(risk, await UsedAsync(gateway));

        var settled = (await CorrectAsync(gateway, $$"""{"id":"bill-1","generation_id":"{{id}}","resolve":"charged","cost_usd":"0.0105","reason":"the November bill"}""")).Expect(200).Json;
        Assert.Equal(("0.0105", false), ((string?)settled["cost_usd"], (bool)settled["repeated"]!));
        var again = (await CorrectAsync(gateway, $$"""{"id":"bill-1","generation_id":"{{id}}","resolve":"charged","cost_usd":"0.0105","reason":"the November bill"}""")).Expect(200).Json;
        Assert.True((bool)again["repeated"]!);
        (await CorrectAsync(gateway, $$"""{"id":"bill-1","generation_id":"{{id}}","resolve":"not_charged","reason":"the November bill"}""")).Expect(409);
        Assert.Equal("settled", (string?)(await CorrectAsync(gateway, $$"""{"id":"bill-2","generation_id":"{{id}}","resolve":"not_charged","reason":"r"}""")).Expect(400).Error["code"]);

        shown = (await gateway.GetAsync($"/v1/images/{id}", gateway.LiveKey)).Expect(200).Json;
        Assert.Equal(("0.0105", null), ((string?)shown["cost_usd"], (string?)shown["at_risk_usd"]));
        Assert.Equal("0.0105", await UsedAsync(gateway));
    }

    [Fact]
    public async Task Correction_OfACharge_IsSeenEverywhereAndLeavesTheOldEntry()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var id = (await CallAsync(gateway, gateway.LiveKey, "")).GenerationId;
        await gateway.Books.Journal.FlushAsync();
        gateway.Time.Advance(TimeSpan.FromDays(12));

        (await CorrectAsync(gateway, $$"""{"id":"c1","generation_id":"{{id}}","amount_usd":"-0.000215","reason":"rounded by agreement"}""")).Expect(200);

        Assert.Equal("0.008", (await gateway.GetAsync($"/v1/images/{id}", gateway.LiveKey))["x-tessera-cost"]);
        Assert.Equal(0.008m, (decimal)(await gateway.GetAsync($"/v1/generation?id={id}", gateway.LiveKey)).Json["data"]!["total_cost"]!);
        Assert.Equal("2026-11-20 0.008 1", await RowsAsync(gateway, gateway.LiveKey, "group_by=day", "day"));
        var november = (await gateway.GetAsync("/v1/admin/entries?from=2026-11-01&to=2026-11-30", gateway.AdminKey)).Expect(200).Json["data"]!.AsArray();
        var december = (await gateway.GetAsync("/v1/admin/entries?from=2026-12-01&to=2026-12-31", gateway.AdminKey)).Expect(200).Json["data"]!.AsArray();
        Assert.Equal((Cost, "charge"), ((string?)Assert.Single(november)!["amount_usd"], (string?)november[0]!["kind"]));
        Assert.Equal(("-0.000215", "correction", "c1"), ((string?)Assert.Single(december)!["amount_usd"], (string?)december[0]!["kind"], (string?)december[0]!["reference"]));
        Assert.Equal("2026-11-20T12:00:00.000000Z", (string?)december[0]!["used_at"]);
    }

    [Fact]
    public async Task Credits_WithBudgets_AreWhatIsLeftOfTheTightest()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        Assert.Equal("1000000000", await LeftAsync(gateway));
        var key = gateway.Keys.List().Single(key => key.Name == "live");
        gateway.Books.Allowances.Set(Scope.Gateway, new Allowance([new Budget(new Usd(5_000_000_000), Period.Month)], RateLimits.None));
        gateway.Books.Allowances.Set(Scope.Key(key.Id), new Allowance([new Budget(new Usd(1_000_000_000), Period.Day)], RateLimits.None));
        Assert.Equal("1", await LeftAsync(gateway));

        var id = (await CallAsync(gateway, gateway.LiveKey, "")).GenerationId;
        Assert.Equal("0.991785", await LeftAsync(gateway));
        (await CorrectAsync(gateway, $$"""{"id":"c1","generation_id":"{{id}}","amount_usd":"-0.000215","reason":"the bill"}""")).Expect(200);
        Assert.Equal("0.992", await LeftAsync(gateway));
        gateway.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal("1", await LeftAsync(gateway));
    }

    [Fact]
    public async Task Drift_WhereAProviderSaysMore_ShowsTheCalls()
    {
        var body = Encoding.UTF8.GetString(Document.Of(Picture)).Replace("\"total_tokens\":283", "\"total_tokens\":283,\"cost\":0.0083", StringComparison.Ordinal);
        await using var openAi = await Upstream.StartAsync(Say.InTurn(Say.Body(Encoding.UTF8.GetBytes(body)), Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var dear = (await CallAsync(gateway, gateway.LiveKey, "")).GenerationId;
        await CallAsync(gateway, gateway.LiveKey, "");

        var drift = (await gateway.GetAsync($"/v1/report/drift?{Today}", gateway.AdminKey)).Expect(200).Json;

        var row = Assert.Single(drift["results"]!.AsArray())!;
        Assert.Equal((1, 1, Cost, "0.0083", "0.000085"), ((int)row["compared_count"]!, (int)row["differing_count"]!, (string?)row["ours_usd"], (string?)row["theirs_usd"], (string?)row["difference_usd"]));
        Assert.Equal(dear, (string?)Assert.Single(drift["worst"]!.AsArray())!["generation_id"]);
    }

    [Fact]
    public async Task Reprice_AfterAWrongPrice_IsTriedFirstAndThenBooked()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var right = await gateway.RecordAsync((await CallAsync(gateway, gateway.LiveKey, "")).GenerationId);
        var wrong = right with { Id = "gen_01JZ0000000000000000000001", Cost = new(5_000_000) };
        await gateway.Books.Journal.AppendAsync(wrong);
        const string order = """{"from":"2026-11-01","to":"2026-11-30","model":"gpt-image-2","reason":"the list was wrong" """;

        var tried = (await gateway.PostAsync("/v1/admin/reprice", gateway.AdminKey, order + "}")).Expect(200).Json;
        Assert.Equal((true, 2, 1, "0.003215"), ((bool)tried["dry_run"]!, (int)tried["looked_at"]!, (int)tried["changed"]!, (string?)tried["difference_usd"]));
        Assert.Equal("0.013215", await UsedAsync(gateway));

        (await gateway.PostAsync("/v1/admin/reprice", gateway.AdminKey, order + """, "dry_run": false}""")).Expect(200);
        Assert.Equal("0.01643", await UsedAsync(gateway));
        var again = (await gateway.PostAsync("/v1/admin/reprice", gateway.AdminKey, order + """, "dry_run": false}""")).Expect(200).Json;
        Assert.Equal(0, (int)again["changed"]!);
        Assert.Equal("unknown_parameter", (string?)(await gateway.PostAsync("/v1/admin/reprice", gateway.AdminKey, order + """, "dryrun": true}""")).Expect(400).Error["code"]);
        Assert.Equal("model", (string?)(await gateway.PostAsync("/v1/admin/reprice", gateway.AdminKey, """{"from":"2026-11-01","to":"2026-11-30","reason":"r","model":"nope"}""")).Expect(400).Error["param"]);
    }

    [Fact]
    public async Task Books_OfOthers_AreNotShown()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var id = (await CallAsync(gateway, gateway.TestKey, "")).GenerationId;

        (await gateway.GetAsync($"/v1/generation?id={id}", gateway.LiveKey)).Expect(404);
        (await gateway.GetAsync($"/v1/generation?id={id}", gateway.AdminKey)).Expect(200);
        Assert.Equal("id is required", (string?)(await gateway.GetAsync("/v1/generation", gateway.LiveKey)).Expect(400).Json["error"]);
        Assert.Equal("Usage event not found", (string?)(await gateway.GetAsync("/v1/generation?id=gen_01JZ0000000000000000000001", gateway.LiveKey)).Expect(404).Json["error"]);
        foreach (var path in new[] { "/v1/admin/entries?from=2026-11-01&to=2026-11-30", $"/v1/report/drift?{Today}" })
        {
            (await gateway.GetAsync(path, gateway.LiveKey)).Expect(403);
            (await gateway.GetAsync(path, null)).Expect(401);
        }

        foreach (var path in new[] { "/v1/admin/corrections", "/v1/admin/reprice" })
        {
            (await gateway.PostAsync(path, gateway.LiveKey, "{}")).Expect(403);
            (await gateway.PostAsync(path, null, "{}")).Expect(401);
        }
    }

    [Fact]
    public async Task Tags_TooMany_AreRefusedBeforeAnybodyIsAsked()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        using var content = new StringContent(Body(""), Encoding.UTF8, "application/json");
        var reply = await gateway.SendAsync(HttpMethod.Post, "/v1/images/generations", gateway.LiveKey, content, ("ai-reporting-tags", "1,2,3,4,5,6,7,8,9,10,11"));

        Assert.Equal("tags", (string?)reply.Expect(400).Error["param"]);
        Assert.Empty(openAi.Seen);
    }

    private static string Body(string more, string model = "gpt-image-2") => $$"""{"model":"{{model}}","prompt":"a red balloon","size":"1024x1024","quality":"low"{{more}}}""";

    private static async Task<Reply> CallAsync(RunningGateway gateway, string key, string more, params (string Name, string Value)[] headers)
    {
        // OpenAI has switched gpt-image-1 off by then; a test key draws it all the same, and its tokens are in the published tables.
        using var content = new StringContent(key == gateway.TestKey ? Body(more, "gpt-image-1") : Body(more), Encoding.UTF8, "application/json");
        return (await gateway.SendAsync(HttpMethod.Post, "/v1/images/generations", key, content, headers)).Expect(200);
    }

    private static Task<Reply> CorrectAsync(RunningGateway gateway, string json) => gateway.PostAsync("/v1/admin/corrections", gateway.AdminKey, json);

    private static async Task<string> LeftAsync(RunningGateway gateway) => (string)(await gateway.GetAsync("/v1/credits", gateway.LiveKey)).Expect(200).Json["balance"]!;

    private static async Task<string> UsedAsync(RunningGateway gateway) => (string)(await gateway.GetAsync("/v1/credits", gateway.LiveKey)).Expect(200).Json["total_used"]!;

    /// <summary>Group, cost and calls of each row.</summary>
    private static async Task<string> RowsAsync(RunningGateway gateway, string key, string query, string group) => string.Join(
        ", ",
        (await gateway.GetAsync($"/v1/report?{Today}&{query}", key)).Expect(200).Json["results"]!.AsArray()
            .Select(row => string.Create(CultureInfo.InvariantCulture, $"{(string?)row![group]} {(decimal)row["total_cost"]!} {(int)row["request_count"]!}")));
}
