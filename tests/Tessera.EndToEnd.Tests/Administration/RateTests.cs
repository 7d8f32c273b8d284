using System.Text;
using System.Text.Json.Nodes;
using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.Administration;

/// <summary>Rate limits as callers meet them.</summary>
public sealed class RateTests : IAsyncLifetime
{
    private BudgetHarness _house = null!;

    public async Task InitializeAsync() => _house = await BudgetHarness.StartAsync();

    public async Task DisposeAsync() => await _house.DisposeAsync();

    [Fact]
    public async Task Requests_PerMinute_AreCountedDownAndThenRefusedUntilTheMinuteEnds()
    {
        var (_, secret) = await _house.KeyAsync("\"limits\": {\"requests_per_minute\": 2}");
        _house.Gateway.Time.Advance(TimeSpan.FromSeconds(48));

        var first = (await _house.CallAsync(secret)).Expect(200);
        Assert.Equal(("2", "1", "12s"), (first["x-ratelimit-limit-requests"], first["x-ratelimit-remaining-requests"], first["x-ratelimit-reset-requests"]));
        Assert.Equal("0", (await _house.CallAsync(secret)).Expect(200)["x-ratelimit-remaining-requests"]);

        var refused = (await _house.CallAsync(secret)).Expect(429);
        Assert.Equal(("requests", "rate_limit_exceeded", "12", "12000", null), ((string?)refused.Error["type"], (string?)refused.Error["code"], refused["retry-after"], refused["retry-after-ms"], refused["x-should-retry"]));
        Assert.Equal("The limit of requests per minute of this key is reached: Limit 2, Used 2, Requested 1. Please try again in 12s.", (string?)refused.Error["message"]);
        Assert.Equal(2, _house.Upstream.Seen.Count);

        _house.Gateway.Time.Advance(TimeSpan.FromSeconds(12));
        Assert.Equal("1", (await _house.CallAsync(secret)).Expect(200)["x-ratelimit-remaining-requests"]);
    }

    [Fact]
    public async Task Images_PerMinute_CountThePicturesOfACall()
    {
        var (_, secret) = await _house.KeyAsync("\"limits\": {\"images_per_minute\": 3}");
        const string two = """{"model":"tessera/sketch","prompt":"a cup","size":"16x16","n":2}""";

        Assert.Equal("1", (await _house.CallAsync(secret, two)).Expect(200)["x-ratelimit-remaining-images"]);
        Assert.Equal("images", (string?)(await _house.CallAsync(secret, two)).Expect(429).Error["type"]);
        (await _house.CallAsync(secret)).Expect(200);
    }

    [Fact]
    public async Task Images_MoreThanAMinuteAllows_AreRefusedForGood()
    {
        var (_, secret) = await _house.KeyAsync("\"limits\": {\"images_per_minute\": 1, \"wait_seconds\": 60}");

        var refused = (await _house.CallAsync(secret, """{"model":"tessera/sketch","prompt":"a cup","size":"16x16","n":2}""")).Expect(429);

        Assert.Equal("false", refused["x-should-retry"]);
        Assert.Contains("waiting does not help", (string)refused.Error["message"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tokens_per_minute", "300", "tokens", BudgetHarness.Call)]
    [InlineData("megapixels_per_minute", "0.5", "images", """{"model":"tessera/sketch","prompt":"a cup","size":"512x512"}""")]
    public async Task Size_PerMinute_IsCounted(string limit, string most, string type, string call)
    {
        var (_, secret) = await _house.KeyAsync($$"""
            "limits": {"{{limit}}": {{most}} }
            """);

        (await _house.CallAsync(secret, call)).Expect(200);
        Assert.Equal(type, (string?)(await _house.CallAsync(secret, call)).Expect(429).Error["type"]);
    }

    [Fact]
    public async Task Calls_InFlight_AreRefusedWhileOthersRun()
    {
        var (_, secret) = await _house.KeyAsync("\"limits\": {\"calls_in_flight\": 1}");
        var gate = _house.Stop();
        var running = _house.CallAsync(secret);
        await gate.Reached;

        var refused = (await _house.CallAsync(secret)).Expect(429);
        Assert.StartsWith("The limit of calls in flight of this key is reached: Limit 1, Used 1, Requested 1.", (string)refused.Error["message"]!, StringComparison.Ordinal);
        Assert.InRange(int.Parse(refused["retry-after"]!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);

        gate.Open();
        (await running).Expect(200);
        _house.GoOn();
        (await _house.CallAsync(secret)).Expect(200);
    }

    [Fact]
    public async Task Team_WithALimit_CountsAllItsKeys()
    {
        (await _house.AdminAsync(HttpMethod.Put, "/v1/admin/teams/design", """{"limits": {"requests_per_minute": 2}}""")).Expect(200);
        var (_, one) = await _house.KeyAsync("\"team\": \"design\", \"limits\": {\"requests_per_minute\": 100}");
        var (_, two) = await _house.KeyAsync("\"team\": \"design\"");

        Assert.Equal("1", (await _house.CallAsync(one)).Expect(200)["x-ratelimit-remaining-requests"]);
        (await _house.CallAsync(two)).Expect(200);
        Assert.Contains("of the team 'design'", (string)(await _house.CallAsync(one)).Expect(429).Error["message"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Line_ForCallsInFlight_ShowsThePlaceAndLetsTheNextInWhenOneEnds()
    {
        var (_, secret) = await _house.KeyAsync("\"limits\": {\"calls_in_flight\": 1, \"wait_seconds\": 60}");
        var gate = _house.Stop();
        var first = _house.CallAsync(secret);
        await gate.Reached;

        var places = new List<(string?, int?)>();
        var waiting = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            var accepted = (await DetachAsync(secret)).Expect(202);
            places.Add(((string?)accepted.Json["status"], (int?)accepted.Json["queue_position"]));
            waiting.Add(accepted["Location"]!);
        }

        Assert.Equal([("queued", 1), ("queued", 2)], places);
        Assert.Single(_house.Upstream.Seen);
        _house.GoOn();
        gate.Open();

        (await first).Expect(200);
        foreach (var path in waiting)
        {
            Assert.Equal("completed", (string?)(await EndedAsync(path, secret))["status"]);
        }

        Assert.Equal(3, _house.Upstream.Seen.Count);
    }

    [Fact]
    public async Task Line_ForTheNextMinute_IsServedWhenItBegins()
    {
        var (_, secret) = await _house.KeyAsync("\"limits\": {\"requests_per_minute\": 1, \"wait_seconds\": 90}");
        (await _house.CallAsync(secret)).Expect(200);
        var accepted = (await DetachAsync(secret)).Expect(202);
        Assert.Equal(("queued", "0"), ((string?)accepted.Json["status"], accepted["x-ratelimit-remaining-requests"]));

        _house.Gateway.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal("completed", (string?)(await EndedAsync(accepted["Location"]!, secret))["status"]);
    }

    [Fact]
    public async Task Line_InWhichTheTimeIsOver_Is429()
    {
        var (_, secret) = await _house.KeyAsync("\"limits\": {\"calls_in_flight\": 1, \"wait_seconds\": 30}");
        var gate = _house.Stop();
        var first = _house.CallAsync(secret);
        await gate.Reached;
        var accepted = (await DetachAsync(secret)).Expect(202);
        var patient = _house.CallAsync(secret);

        // The clock goes on until even a call that came late has waited too long.
        await Patience.UntilAsync(() =>
        {
            _house.Gateway.Time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(patient.IsCompleted);
        });

        Assert.Contains("could not wait in line for it: the line is full, or its 30 seconds were over", (string)(await patient).Expect(429).Error["message"]!, StringComparison.Ordinal);
        var ended = await EndedAsync(accepted["Location"]!, secret);
        Assert.Equal(("failed", "rate_limit_exceeded"), ((string?)ended["status"], (string?)ended["error_code"]));
        gate.Open();
        // It may have been given up by then: its provider is waited for by the same clock.
        await first;
    }

    [Fact]
    public async Task Limit_Lifted_LetsCallersInAtOnce()
    {
        var (id, secret) = await _house.KeyAsync("\"limits\": {\"requests_per_minute\": 1}");
        (await _house.CallAsync(secret)).Expect(200);
        (await _house.CallAsync(secret)).Expect(429);

        (await _house.AdminAsync(HttpMethod.Patch, $"/v1/admin/keys/{id}", """{"limits": {"requests_per_minute": null}}""")).Expect(200);

        Assert.Null((await _house.CallAsync(secret)).Expect(200)["x-ratelimit-limit-requests"]);
    }

    private async Task<JsonNode> EndedAsync(string path, string secret)
    {
        JsonNode? shown = null;
        await Patience.UntilAsync(async () => (string?)(shown = (await _house.Gateway.GetAsync(path, secret)).Json)["status"] is not ("queued" or "in_progress"));
        return shown!;
    }

    private async Task<Reply> DetachAsync(string secret)
    {
        using var body = new StringContent(BudgetHarness.Call, Encoding.UTF8, "application/json");
        return await _house.Gateway.SendAsync(HttpMethod.Post, "/v1/images/generations", secret, body, ("Prefer", "respond-async"));
    }
}
