using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;

namespace Tessera.EndToEnd.Tests.Administration;

/// <summary>Budgets as callers and administrators meet them.</summary>
public sealed class BudgetTests : IAsyncLifetime
{
    private BudgetHarness _house = null!;

    public async Task InitializeAsync() => _house = await BudgetHarness.StartAsync();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task Key_WithATinyBudget_SpendsItAndIsThenRefusedWith402()
    {
        var (id, secret) = await _house.KeyAsync("""
            "budgets": [{"limit_usd": "0.01", "period": "day"}]
            """);

        var (spent, refused) = await SpendAsync(secret);

        Assert.Equal(("insufficient_quota", "budget_exceeded", "false", null), ((string?)refused.Error["type"], (string?)refused.Error["code"], refused["x-should-retry"], refused["retry-after"]));
        Assert.Matches(@"^The daily budget of this key has too little left for this call: its limit is 0\.01 USD, 0\.\d+ are spent, 0 are held .* may cost 0\.\d+\. It begins anew at 2026-11-21T00:00:00Z", (string)refused.Error["message"]!);
        Assert.Equal((0.01m, spent, 0.01m - spent), await _house.SettledAsync($"/v1/admin/keys/{id}"));
    }

    [Fact]
    public async Task Budget_InTheNextPeriod_BeginsAnew()
    {
        var (id, secret) = await _house.KeyAsync("""
            "budgets": [{"limit_usd": "0.01", "period": "day"}]
            """);
        await SpendAsync(secret);

        _house.Gateway.Time.Advance(TimeSpan.FromHours(12));

        var cost = await _house.CostAsync(await _house.CallAsync(secret));
        Assert.Equal((0.01m, cost, 0.01m - cost), await _house.SettledAsync($"/v1/admin/keys/{id}"));
    }

    [Fact]
    public async Task Budget_RaisedAndLowered_CountsAtOnceAndKeepsWhatWasSpent()
    {
        var (id, secret) = await _house.KeyAsync("""
            "budgets": [{"limit_usd": "0.01", "period": "month"}]
            """);
        var path = $"/v1/admin/keys/{id}";
        var (spent, _) = await SpendAsync(secret);

        (await _house.AdminAsync(HttpMethod.Patch, path, """{"budgets": [{"limit_usd": "1", "period": "month"}]}""")).Expect(200);
        spent += await _house.CostAsync(await _house.CallAsync(secret));
        Assert.Equal((1m, spent, 1m - spent), await _house.SettledAsync(path));

        (await _house.AdminAsync(HttpMethod.Patch, path, """{"budgets": [{"limit_usd": "0.000001", "period": "month"}]}""")).Expect(200);
        Assert.Equal((0.000001m, spent, 0m), await _house.SettledAsync(path));
        Assert.Contains("This call can never fit", (string)(await _house.CallAsync(secret)).Expect(402).Error["message"]!, StringComparison.Ordinal);

        (await _house.AdminAsync(HttpMethod.Patch, path, """{"budgets": null}""")).Expect(200);
        (await _house.CallAsync(secret)).Expect(200);
    }

    [Fact]
    public async Task Budget_MovedToAnotherTimeZone_CountsInThePeriodsOfThatZone()
    {
        var (id, secret) = await _house.KeyAsync("""
            "budgets": [{"limit_usd": "1", "period": "day"}]
            """);
        var path = $"/v1/admin/keys/{id}";
        var spent = await _house.CostAsync(await _house.CallAsync(secret));

        var moved = (await _house.AdminAsync(HttpMethod.Patch, path, """{"budgets": [{"limit_usd": "1", "period": "day", "time_zone": "Asia/Kathmandu"}]}""")).Expect(200);

        Assert.Equal(("2026-11-20T18:15:00+00:00", "0"), ((string?)moved.Json["budgets"]![0]!["resets_at"], (string?)moved.Json["budgets"]![0]!["spent_usd"]));
        (await _house.AdminAsync(HttpMethod.Patch, path, """{"budgets": [{"limit_usd": "1", "period": "day"}]}""")).Expect(200);
        Assert.Equal(spent, (await _house.SettledAsync(path)).Spent);
    }

    [Fact]
    public async Task Budget_LoweredUnderWhatIsHeld_LetsNobodyInAndTheRunningCallEnds()
    {
        var (id, secret) = await _house.KeyAsync("""
            "budgets": [{"limit_usd": "1", "period": "total"}]
            """);
        var gate = _house.Stop();
        var running = _house.CallAsync(secret);
        await gate.Reached;

        (await _house.AdminAsync(HttpMethod.Patch, $"/v1/admin/keys/{id}", """{"budgets": [{"limit_usd": "0.000001", "period": "total"}]}""")).Expect(200);

        var shown = await _house.BudgetAsync($"/v1/admin/keys/{id}");
        Assert.Equal((0.000001m, 0m, 0m), (BudgetHarness.Amount(shown["limit_usd"]), BudgetHarness.Amount(shown["spent_usd"]), BudgetHarness.Amount(shown["left_usd"])));
        Assert.True(BudgetHarness.Amount(shown["held_usd"]) > 0.000001m);
        (await _house.CallAsync(secret)).Expect(402);
        gate.Open();
        var cost = await _house.CostAsync(await running);
        Assert.Equal((0.000001m, cost, 0m), await _house.SettledAsync($"/v1/admin/keys/{id}"));
    }

    [Fact]
    public async Task Key_DeletedWhileACallRuns_EndsAndTheCallIsBooked()
    {
        var (id, secret) = await _house.KeyAsync("""
            "budgets": [{"limit_usd": "1", "period": "total"}]
            """);
        var gate = _house.Stop();
        var running = _house.CallAsync(secret);
        await gate.Reached;

        (await _house.AdminAsync(HttpMethod.Delete, $"/v1/admin/keys/{id}")).Expect(200);
        (await _house.CallAsync(secret)).Expect(401);
        gate.Open();

        var reply = (await running).Expect(200);
        Assert.Equal(Outcome.Completed, (await _house.Gateway.RecordAsync(reply.GenerationId)).Outcome);
        Assert.Equal(await _house.CostAsync(reply), (await _house.SettledAsync($"/v1/admin/keys/{id}")).Spent);
    }

    [Fact]
    public async Task Team_WithABudget_SharesItAmongItsKeysAndOthersGoOn()
    {
        (await _house.AdminAsync(HttpMethod.Put, "/v1/admin/teams/design", """{"budgets": [{"limit_usd": "0.01", "period": "day"}]}""")).Expect(200);
        var (_, one) = await _house.KeyAsync("\"team\": \"design\"");
        var (_, two) = await _house.KeyAsync("\"team\": \"design\"");
        var (_, apart) = await _house.KeyAsync("\"team\": \"press\"");
        var (_, test) = await _house.KeyAsync("\"team\": \"design\"", "test");

        var (spent, _) = await SpendAsync(one);

        Assert.StartsWith("The daily budget of the team 'design' has too little left", (string)(await _house.CallAsync(two)).Expect(402).Error["message"]!, StringComparison.Ordinal);
        (await _house.CallAsync(apart)).Expect(200);
        (await _house.CallAsync(test)).Expect(200);
        Assert.Equal((0.01m, spent, 0.01m - spent), await _house.SettledAsync("/v1/admin/teams/design"));
    }

    [Fact]
    public async Task Gateway_WithABudget_HoldsAllLiveKeysAndNoTestKey()
    {
        (await _house.AdminAsync(HttpMethod.Put, "/v1/admin/gateway", """{"budgets": [{"limit_usd": "0.01", "period": "day"}]}""")).Expect(200);

        var (spent, refused) = await SpendAsync(_house.Gateway.LiveKey);

        Assert.StartsWith("The daily budget of the whole gateway has too little left", (string)refused.Error["message"]!, StringComparison.Ordinal);
        (await _house.CallAsync(_house.Gateway.TestKey)).Expect(200);
        Assert.Equal((0.01m, spent, 0.01m - spent), await _house.SettledAsync("/v1/admin/gateway"));
    }

    [Fact]
    public async Task TestKey_WithABudgetOfItsOwn_LetsOneTryBudgetsOffline()
    {
        var (id, secret) = await _house.KeyAsync("""
            "budgets": [{"limit_usd": "0.01", "period": "day"}]
            """, "test");

        var (spent, _) = await SpendAsync(secret, askedUpstream: false);

        Assert.Equal((0.01m, spent, 0.01m - spent), await _house.SettledAsync($"/v1/admin/keys/{id}"));
        Assert.Empty(_house.Upstream.Seen);
    }

    [Fact]
    public async Task Threshold_WhenItIsReached_IsInAHeader()
    {
        (await _house.AdminAsync(HttpMethod.Put, "/v1/admin/teams/design", """{"budgets": [{"limit_usd": "1", "period": "month", "soft_percent": [1, 99]}]}""")).Expect(200);
        var (id, secret) = await _house.KeyAsync("""
            "team": "design", "budgets": [{"limit_usd": "1000", "period": "day", "soft_percent": [50]}]
            """);

        var warnings = new List<string?>();
        for (var i = 0; i < 6; i++)
        {
            warnings.Add((await _house.CallAsync(secret)).Expect(200)["x-tessera-budget-warning"]);
        }

        Assert.Null(warnings[0]);
        Assert.Equal("team:design;period=month;percent=1", warnings[^1]);
    }

    [Fact]
    public async Task Limit_ChangedByAnotherProcess_CountsAfterTwoSeconds()
    {
        var (id, secret) = await _house.KeyAsync("""
            "budgets": [{"limit_usd": "1", "period": "day"}]
            """);
        (await _house.CallAsync(secret)).Expect(200);
        await using var other = Books.Open(_house.Gateway.DataDirectory, _house.Gateway.Time);

        other.Allowances.Set(Scope.Key(id), new([new(new Usd(1_000), Period.Day)], RateLimits.None));
        _house.Gateway.Time.Advance(TimeSpan.FromSeconds(Keyring.RefreshSeconds));

        (await _house.CallAsync(secret)).Expect(402);
        Assert.Equal("0.000001", (string?)(await _house.BudgetAsync($"/v1/admin/keys/{id}"))["limit_usd"]);
    }

    [Fact]
    public async Task Refusal_InTheShapeOfTheAiSdk_IsAQuota()
    {
        var (_, secret) = await _house.KeyAsync("""
            "budgets": [{"limit_usd": "0.000001", "period": "day"}]
            """);
        using var body = new StringContent("""{"prompt":"a cup","n":1,"size":"1024x1024","providerOptions":{}}""");
        body.Headers.ContentType = new("application/json");

        var refused = (await _house.Gateway.SendAsync(HttpMethod.Post, "/v3/ai/image-model", secret, body, ("ai-model-id", "openai/gpt-image-1-mini"), ("ai-image-model-specification-version", "3"))).Expect(402);

        Assert.Equal("quota_for_entity_exceeded", (string?)refused.Error["type"]);
    }

    /// <summary>Calls until it is refused; what was spent, and the refusal. The upstream was asked for what was answered and no more.</summary>
    private async Task<(decimal Spent, Reply Refused)> SpendAsync(string secret, bool askedUpstream = true)
    {
        var (spent, answered) = (0m, 0);
        while (true)
        {
            var reply = await _house.CallAsync(secret);
            if (reply.Status == 402)
            {
                Assert.Equal(askedUpstream ? answered : 0, _house.Upstream.Seen.Count);
                Assert.InRange(spent, 0.004m, 0.01m);
                return (spent, reply);
            }

            spent += await _house.CostAsync(reply);
            answered++;
        }
    }
}
