using System.Net.Http.Headers;
using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.Repeats;

/// <summary><c>GET /v1/images/{id}/events</c>: follow, replay, resume.</summary>
public sealed class EventsTests
{
    private const string Boat = """{"model":"tessera/sketch","prompt":"a boat","size":"64x64","seed":7,"stream":true,"partial_images":3}""";
    private static readonly byte[] Picture = Png.Huge(100_000);
    private static readonly string[] ThreeNames = ["image_generation.partial_image", "image_generation.partial_image", "image_generation.completed"];

    [Fact]
    public async Task EndedStream_IsPlayedAgain_WithIdsFromOne()
    {
        await using var openAi = await Upstream.StartAsync(Say.Body(Document.Events(Picture), Say.EventStream));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var original = (await Orders.PostAsync(gateway, Orders.FoxEvents)).Expect(200);

        var events = (await gateway.GetAsync($"/v1/images/{original.GenerationId}/events", gateway.LiveKey)).Expect(200);
        Assert.Equal(("text/event-stream; charset=utf-8", original.GenerationId), (events["content-type"], events.GenerationId));
        Assert.Equal(ThreeNames, events.Events.Select(sent => sent.Name));
        Assert.Equal(["1", "2", "3"], events.Events.Select(sent => sent.Id));
        Assert.Equal([0, 1], events.Events.Take(2).Select(sent => (int)sent.Json["partial_image_index"]!));
        Assert.All(events.Events, sent => Assert.True(Picture.AsSpan().SequenceEqual(sent.Picture)));
        Assert.Equal(283, (int)events.Events[2].Json["usage"]!["total_tokens"]!);
        Assert.Equal(200, (await gateway.GetAsync($"/v1/images/{original.GenerationId}/events", gateway.AdminKey)).Status);
        Assert.Equal(404, (await gateway.GetAsync($"/v1/images/{original.GenerationId}/events", gateway.TestKey)).Status);
        Assert.Equal(404, (await gateway.GetAsync("/v1/images/gen_0/events", gateway.LiveKey)).Status);
        Assert.Equal(401, (await gateway.GetAsync($"/v1/images/{original.GenerationId}/events", null)).Status);
    }

    [Fact]
    public async Task RunningStream_IsFollowed_BesideItsOwnClient()
    {
        var gate = new Gate();
        var body = Document.Events(Picture);
        await using var openAi = await Upstream.StartAsync(Say.StopAfter(body.Length - 1000, gate, body, Say.EventStream));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        using var call = await BeginAsync(gateway, HttpMethod.Post, Orders.Path, gateway.LiveKey, Orders.FoxEvents);
        await gate.Reached;
        var id = call.Headers.GetValues("x-tessera-generation-id").Single();

        using var followed = await BeginAsync(gateway, HttpMethod.Get, $"/v1/images/{id}/events", gateway.LiveKey, null);
        using var resumed = await BeginAsync(gateway, HttpMethod.Get, $"/v1/images/{id}/events?last_event_id=1", gateway.LiveKey, null);
        gate.Open();

        Assert.Equal(ThreeNames, ServerEvent.Read(await followed.Content.ReadAsByteArrayAsync()).Select(sent => sent.Name));
        Assert.Equal(["2", "3"], ServerEvent.Read(await resumed.Content.ReadAsByteArrayAsync()).Select(sent => sent.Id));
        Assert.Equal(ThreeNames, ServerEvent.Read(await call.Content.ReadAsByteArrayAsync()).Select(sent => sent.Name));
    }

    [Fact]
    public async Task RunningCall_ThatIsSilent_IsKeptAliveByComments()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var accepted = (await Orders.PostAsync(gateway, Orders.Fox, ("Prefer", "respond-async"))).Expect(202);
        await gate.Reached;

        // Others wait for as long; only one more of them is the follower.
        var others = gateway.Time.Awaiting(TimeSpan.FromSeconds(15));
        using var followed = await BeginAsync(gateway, HttpMethod.Get, $"/v1/images/{accepted.GenerationId}/events", gateway.LiveKey, null);
        await Patience.UntilAsync(() => Task.FromResult(gateway.Time.Awaiting(TimeSpan.FromSeconds(15)) > others));
        gateway.Time.Advance(TimeSpan.FromSeconds(15));
        await Patience.UntilAsync(() => Task.FromResult(gateway.Time.Awaiting(TimeSpan.FromSeconds(15)) > others));
        gate.Open();

        var body = await followed.Content.ReadAsByteArrayAsync();
        Assert.StartsWith(": ping\n\n", System.Text.Encoding.UTF8.GetString(body));
        Assert.Equal(("image_generation.completed", "1"), (Assert.Single(ServerEvent.Read(body)).Name, ServerEvent.Read(body)[0].Id));
    }

    /// <summary>The client reads until it has so many events, and is cut off.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task CutStream_ResumedBehindItsLastEvent_GivesExactlyTheMissingOnes(int had)
    {
        await using var gateway = await RunningGateway.StartAsync();
        var whole = (await gateway.PostAsync(Orders.Path, gateway.TestKey, Boat)).Expect(200).Events;
        Assert.Equal(["1", "2", "3", "4"], whole.Select(sent => sent.Id));

        var received = new List<byte>();
        string id;
        using (var cut = await BeginAsync(gateway, HttpMethod.Post, Orders.Path, gateway.TestKey, Boat))
        {
            id = cut.Headers.GetValues("x-tessera-generation-id").Single();
            await using var stream = await cut.Content.ReadAsStreamAsync();
            var one = new byte[1];
            while (ServerEvent.Read([.. received]).Count < had && await stream.ReadAsync(one) > 0)
            {
                received.Add(one[0]);
            }
        }

        var first = ServerEvent.Read([.. received]);
        var rest = (await gateway.SendAsync(HttpMethod.Get, $"/v1/images/{id}/events", gateway.TestKey, null, ("Last-Event-ID", first[^1].Id!))).Expect(200).Events;
        Assert.Equal(whole.Select(sent => (sent.Id, sent.Name, Convert.ToHexString(sent.Picture))), first.Concat(rest).Select(sent => (sent.Id, sent.Name, Convert.ToHexString(sent.Picture))));
    }

    [Fact]
    public async Task Client_WhoHasEverything_IsToldThatThereIsNoMore()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var made = (await gateway.PostAsync(Orders.Path, gateway.TestKey, Boat)).Expect(200);
        Assert.Empty((await gateway.GetAsync($"/v1/images/{made.GenerationId}/events?last_event_id=4", gateway.TestKey)).Expect(204).Body);
        Assert.Equal("invalid_last_event_id", (string?)(await gateway.GetAsync($"/v1/images/{made.GenerationId}/events?last_event_id=x", gateway.TestKey)).Expect(400).Error["code"]);
    }

    [Fact]
    public async Task FailedCall_EndsInAnErrorEvent()
    {
        await using var openAi = await Upstream.StartAsync(Say.Error(500, "server_error", null));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var failed = (await Orders.PostAsync(gateway, Orders.Fox)).Expect(502);
        var error = Assert.Single((await gateway.GetAsync($"/v1/images/{failed.GenerationId}/events", gateway.LiveKey)).Expect(200).Events);
        Assert.Equal(("error", "1", "image_generation_failed"), (error.Name, error.Id, (string?)error.Json["error"]!["code"]));
    }

    [Fact]
    public async Task PartialPictures_AreNoPicturesOfTheGeneration()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var made = (await gateway.PostAsync(Orders.Path, gateway.TestKey, Boat)).Expect(200);
        Assert.Single((await gateway.GetAsync($"/v1/images/{made.GenerationId}", gateway.TestKey)).Expect(200).Json["data"]!.AsArray());
        Assert.Equal(3, (await gateway.RecordAsync(made.GenerationId)).Partials.Count);
    }

    private static Task<HttpResponseMessage> BeginAsync(RunningGateway gateway, HttpMethod method, string path, string key, string? json) => gateway.Http.SendAsync(
        new HttpRequestMessage(method, path) { Content = json is null ? null : Orders.Content(json), Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } },
        HttpCompletionOption.ResponseHeadersRead);
}
