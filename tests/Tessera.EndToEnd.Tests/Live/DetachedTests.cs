using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger.Records;

namespace Tessera.EndToEnd.Tests.Live;

/// <summary><c>Prefer: respond-async</c>: where to look, at once; the picture, later.</summary>
public sealed class DetachedTests
{
    private const string Order = """{"model":"gpt-image-2","prompt":"a red balloon"}""";
    private static readonly (string, string) Detached = ("Prefer", "respond-async");
    private static readonly byte[] Picture = Png.Huge(100_000);

    [Fact]
    public async Task Call_IsAcceptedAtOnce_AndThePictureIsFetchedByItsId()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var accepted = (await PostAsync(gateway, Order, Detached)).Expect(202);
        await gate.Reached;
        Assert.Equal(("/v1/images/" + accepted.GenerationId, "respond-async", "2"), (accepted["location"], accepted["preference-applied"], accepted["retry-after"]));
        Assert.Equal((accepted.GenerationId, "in_progress"), ((string?)accepted.Json["id"], (string?)accepted.Json["status"]));
        var running = (await gateway.GetAsync(accepted["location"]!, gateway.LiveKey)).Expect(200);
        Assert.Equal("in_progress", (string?)running.Json["status"]);
        Assert.Equal(404, (await gateway.GetAsync(accepted["location"]!, gateway.TestKey)).Status);

        gate.Open();
        Assert.Equal(Outcome.Completed, (await gateway.RecordAsync(accepted.GenerationId)).Outcome);
        var done = (await gateway.GetAsync(accepted["location"]!, gateway.LiveKey)).Expect(200);
        Assert.Equal("completed", (string?)done.Json["status"]);
        Assert.True(Picture.AsSpan().SequenceEqual(done.Picture()));
        Assert.Single(openAi.Seen);
    }

    [Fact]
    public async Task PatientPoll_IsAnsweredWhenThePictureIsThere()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var accepted = (await PostAsync(gateway, Order, Detached)).Expect(202);
        await gate.Reached;

        var poll = gateway.SendAsync(HttpMethod.Get, accepted["location"]!, gateway.LiveKey, null, ("Prefer", "wait=50"));
        await Patience.UntilAsync(() => Task.FromResult(gateway.Time.IsAwaited(TimeSpan.FromSeconds(50))));
        gate.Open();

        Assert.Equal("completed", (string?)(await poll).Expect(200).Json["status"]);
    }

    [Fact]
    public async Task PatientPoll_ThatWaitsTooLong_IsToldThatItRuns()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var accepted = (await PostAsync(gateway, Order, Detached)).Expect(202);
        await gate.Reached;

        var poll = gateway.SendAsync(HttpMethod.Get, accepted["location"]!, gateway.LiveKey, null, ("Prefer", "wait=6"));
        await Patience.UntilAsync(() => Task.FromResult(gateway.Time.IsAwaited(TimeSpan.FromSeconds(6))));
        gateway.Time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal("in_progress", (string?)(await poll).Expect(200).Json["status"]);
        gate.Open();
    }

    [Fact]
    public async Task Failure_IsToldByTheRecord()
    {
        await using var openAi = await Upstream.StartAsync(Say.Error(400, "image_generation_user_error", "moderation_blocked", "Your request was rejected."));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var accepted = (await PostAsync(gateway, Order, Detached)).Expect(202);
        await gateway.RecordAsync(accepted.GenerationId);

        var failed = (await gateway.GetAsync(accepted["location"]!, gateway.LiveKey)).Expect(200).Json;
        Assert.Equal(("failed", "moderation_blocked", "Your request was rejected."), ((string?)failed["status"], (string?)failed["error_code"], (string?)failed["error_message"]));
    }

    [Theory]
    [InlineData("""{"model":"gpt-image-2"}""", 400)]
    [InlineData("""{"model":"nobody/knows","prompt":"a"}""", 400)]
    public async Task BadCall_IsRefusedAtOnce(string body, int status)
    {
        await using var gateway = await RunningGateway.StartAsync();
        (await PostAsync(gateway, body, Detached)).Expect(status);
    }

    [Fact]
    public async Task Sandbox_DrawsDetachedToo()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var accepted = (await gateway.SendAsync(HttpMethod.Post, "/v1/images/generations", gateway.TestKey, Json("""{"model":"gpt-image-1","prompt":"a cat","stream":true,"partial_images":2}"""), Detached)).Expect(202);
        await gateway.RecordAsync(accepted.GenerationId);
        var done = (await gateway.GetAsync(accepted["location"]!, gateway.TestKey)).Expect(200).Json;
        Assert.Equal("completed", (string?)done["status"]);
        Assert.Single(done["data"]!.AsArray());
    }

    private static Task<Reply> PostAsync(RunningGateway gateway, string json, params (string, string)[] headers) =>
        gateway.SendAsync(HttpMethod.Post, "/v1/images/generations", gateway.LiveKey, Json(json), headers);

    private static StringContent Json(string json) => new(json, System.Text.Encoding.UTF8, "application/json");
}
