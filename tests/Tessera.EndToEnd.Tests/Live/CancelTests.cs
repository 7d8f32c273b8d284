using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger.Records;

namespace Tessera.EndToEnd.Tests.Live;

/// <summary>Leaving is not cancelling; <c>DELETE /v1/images/{id}</c> is.</summary>
public sealed class CancelTests
{
    private static readonly byte[] Picture = Png.Huge(100_000);

    [Fact]
    public async Task Cancel_WhileAProviderWorks_EndsTheCall_AndIsBookedAsAtRisk()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var accepted = (await DetachedAsync(gateway)).Expect(202);
        await gate.Reached;

        var cancelled = (await DeleteAsync(gateway, accepted.GenerationId, gateway.LiveKey)).Expect(200);

        Assert.Equal(("cancelled", "generation_cancelled"), ((string?)cancelled.Json["status"], (string?)cancelled.Json["error_code"]));
        var record = await gateway.RecordAsync(accepted.GenerationId);
        Assert.Equal((Outcome.Cancelled, true), (record.Outcome, record.AtRisk is { Nanos: > 0 }));
        gate.Open();
    }

    [Fact]
    public async Task Cancel_OfACallThatSomebodyWatches_TellsHim()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var watched = gateway.PostAsync("/v1/images/generations", gateway.LiveKey, """{"model":"gpt-image-2","prompt":"a red balloon"}""");
        await gate.Reached;
        var id = openAi.Seen.Single()["X-Client-Request-Id"]!;

        (await DeleteAsync(gateway, id, gateway.AdminKey)).Expect(200);

        var told = (await watched).Expect(400);
        Assert.Equal(("generation_cancelled", "false"), ((string?)told.Error["code"], told["x-should-retry"]));
        gate.Open();
    }

    [Fact]
    public async Task Cancel_OfAStranger_FindsNothing()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var accepted = (await DetachedAsync(gateway)).Expect(202);
        await gate.Reached;

        Assert.Equal("generation_not_found", (string?)(await DeleteAsync(gateway, accepted.GenerationId, gateway.TestKey)).Expect(404).Error["code"]);
        gate.Open();
        Assert.Equal(Outcome.Completed, (await gateway.RecordAsync(accepted.GenerationId)).Outcome);
    }

    [Fact]
    public async Task Cancel_OfWhatHasEnded_IsRefused()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var drawn = (await gateway.PostAsync("/v1/images/generations", gateway.TestKey, """{"model":"tessera/sketch","prompt":"a cat"}""")).Expect(200);
        Assert.Equal("generation_ended", (string?)(await DeleteAsync(gateway, drawn.GenerationId, gateway.TestKey)).Expect(400).Error["code"]);
    }

    private static Task<Reply> DetachedAsync(RunningGateway gateway) => gateway.SendAsync(
        HttpMethod.Post, "/v1/images/generations", gateway.LiveKey, new StringContent("""{"model":"gpt-image-2","prompt":"a red balloon"}""", System.Text.Encoding.UTF8, "application/json"), ("Prefer", "respond-async"));

    private static Task<Reply> DeleteAsync(RunningGateway gateway, string id, string key) => gateway.SendAsync(HttpMethod.Delete, "/v1/images/" + id, key, null);
}
