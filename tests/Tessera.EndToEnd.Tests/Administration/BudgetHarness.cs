using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.Administration;

/// <summary>Keys with budgets and limits against an upstream that draws, and what becomes of their calls.</summary>
internal sealed class BudgetHarness : IAsyncDisposable
{
    /// <summary>One picture of a known price: 272 image tokens.</summary>
    public const string Call = """{"model":"gpt-image-1-mini","prompt":"a red balloon","size":"1024x1024","quality":"low"}""";

    private static readonly byte[] Picture = Png.Plain(8, 8);

    private BudgetHarness(Upstream upstream, RunningGateway gateway) => (Upstream, Gateway) = (upstream, gateway);

    public Upstream Upstream { get; }

    public RunningGateway Gateway { get; }

    public static async Task<BudgetHarness> StartAsync()
    {
        var upstream = await Upstream.StartAsync(Say.Pictures(Picture));
        return new(upstream, await RunningGateway.StartAsync(upstream));
    }

    /// <summary>The upstream stands still with the next call until the gate is opened.</summary>
    public Gate Stop()
    {
        var gate = new Gate();
        Upstream.Answer = Say.After(gate, Say.Pictures(Picture));
        return gate;
    }

    public void GoOn() => Upstream.Answer = Say.Pictures(Picture);

    /// <param name="more">Members beside name and kind, in JSON.</param>
    public async Task<(string Id, string Secret)> KeyAsync(string more, string kind = "live")
    {
        var made = (await AdminAsync(HttpMethod.Post, "/v1/admin/keys", $$"""{"name": "a key", "kind": "{{kind}}", {{more}}}""")).Expect(200);
        return ((string)made.Json["id"]!, (string)made.Json["key"]!);
    }

    public Task<Reply> CallAsync(string secret, string call = Call) => Gateway.PostAsync("/v1/images/generations", secret, call);

    public async Task<Reply> AdminAsync(HttpMethod method, string path, string? json = null)
    {
        using var body = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        return await Gateway.SendAsync(method, path, Gateway.AdminKey, body);
    }

    /// <summary>The first budget of a key, a team or the gateway, once nothing is held any more.</summary>
    public async Task<(decimal Limit, decimal Spent, decimal Left)> SettledAsync(string path)
    {
        JsonNode? budget = null;
        await Patience.UntilAsync(async () => Amount((budget = await BudgetAsync(path))["held_usd"]) == 0);
        return (Amount(budget!["limit_usd"]), Amount(budget["spent_usd"]), Amount(budget["left_usd"]));
    }

    public async Task<JsonNode> BudgetAsync(string path) => (await AdminAsync(HttpMethod.Get, path)).Expect(200).Json["budgets"]![0]!;

    /// <summary>What an answered call came to, by its record.</summary>
    public async Task<decimal> CostAsync(Reply reply) => (await Gateway.RecordAsync(reply.Expect(200).GenerationId)).Cost!.Value.Nanos / 1_000_000_000m;

    public static decimal Amount(JsonNode? text) => decimal.Parse((string)text!, CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Upstream.DisposeAsync();
    }
}
