using System.Text;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger.Records;

namespace Tessera.EndToEnd.Tests.LocalModels;

/// <summary>One model, many callers: a line with an end, in which everybody sees his place.</summary>
public sealed class QueueTests
{
    private const int Callers = 200;
    private const int WaitingMax = 8;

    private static readonly string Settings = $$"""{ "engine": { "waiting_max": {{WaitingMax}}, "threads": 2 } }""";

    [Fact]
    public async Task Cancel_InTheMiddle_EndsIt_AndTheNextIsDrawn()
    {
        await using var gateway = await RunningGateway.StartAsync(prepare: TinyModel.InstallSlow);
        var id = await SlowCall.BeginAsync(gateway);

        var cancelled = (await SlowCall.CancelAsync(gateway, id)).Expect(200);

        Assert.Equal(("cancelled", "generation_cancelled"), ((string?)cancelled.Json["status"], (string?)cancelled.Json["error_code"]));
        Assert.Null((await gateway.RecordAsync(id)).AtRisk);
        await SlowCall.BeginAsync(gateway, "low", 1);
    }

    [Fact]
    public async Task WhoWaits_SeesHisPlace_InTheStreamAndByItsId()
    {
        await using var gateway = await RunningGateway.StartAsync(prepare: TinyModel.InstallSlow, settings: Settings);
        var slow = await SlowCall.BeginAsync(gateway);
        var silent = (await gateway.SendAsync(HttpMethod.Post, "/v1/images/generations", gateway.LiveKey, Ask("first"), ("Prefer", "respond-async"))).Expect(202).GenerationId;
        await Patience.UntilAsync(async () => (int?)(await gateway.GetAsync("/v1/images/" + silent, gateway.LiveKey)).Json["queue_position"] == 1);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/images/generations") { Content = Ask("second", ",\"stream\":true") };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + gateway.LiveKey);
        using var response = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        var heard = new List<string?>();
        while (heard.LastOrDefault()?.Contains("2 in line", StringComparison.Ordinal) != true)
        {
            heard.Add(await lines.ReadLineAsync().WaitAsync(Patience.Limit));
            Assert.NotNull(heard[^1]);
        }

        // Comments, which every client of server-sent events passes over.
        Assert.All(heard, line => Assert.True(line!.Length == 0 || line[0] == ':', line));
        Assert.Equal("queued", (string?)(await gateway.GetAsync("/v1/images/" + silent, gateway.LiveKey)).Json["status"]);
        await SlowCall.CancelAsync(gateway, slow);
        Assert.Contains("image_generation.completed", await lines.ReadToEndAsync().WaitAsync(Patience.Limit), StringComparison.Ordinal);
        Assert.Equal(Outcome.Completed, (await gateway.RecordAsync(silent)).Outcome);
    }

    [Fact]
    public async Task TwoHundredAtOnce_AreDrawnOrToldToComeBack_AndNoneIsLost()
    {
        await using var gateway = await RunningGateway.StartAsync(prepare: TinyModel.InstallSlow, settings: Settings);
        var slow = await SlowCall.BeginAsync(gateway);

        var calls = Enumerable.Range(0, Callers).Select(i => gateway.PostAsync("/v1/images/generations", gateway.LiveKey, Ask($"cup {i}"))).ToList();
        await Patience.UntilAsync(() => Task.FromResult(calls.Exists(call => call.IsCompleted)));
        await SlowCall.CancelAsync(gateway, slow);
        var replies = await Task.WhenAll(calls);

        var (drawn, sentAway) = (replies.Where(reply => reply.Status == 200).ToList(), replies.Where(reply => reply.Status == 503).ToList());
        Assert.Equal(Callers, drawn.Count + sentAway.Count);
        Assert.True(drawn.Count >= WaitingMax && sentAway.Count > 0, $"{drawn.Count} drawn, {sentAway.Count} sent away");
        Assert.All(sentAway, reply => Assert.Equal(("engine_busy", "30"), ((string?)reply.Error["code"], reply["retry-after"])));
        foreach (var reply in replies)
        {
            var record = await gateway.RecordAsync(reply.GenerationId);
            Assert.Equal(reply.Status == 200 ? (Outcome.Completed, 1) : (Outcome.Failed, 0), (record.Outcome, record.Pictures.Count));
        }
    }

    [Fact]
    public async Task Callers_OfAModelThatIsBeingOpened_AllGetTheirPictures()
    {
        await using var gateway = await RunningGateway.StartAsync(prepare: TinyModel.Install);

        var replies = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => gateway.PostAsync(
            "/v1/images/generations", gateway.LiveKey, $$"""{"model":"{{TinyModel.Id}}","prompt":"a cup","seed":{{i}}}""")));

        Assert.All(replies, reply => Assert.Equal(200, reply.Status));
        Assert.Equal(40, replies.Select(reply => Convert.ToHexString(reply.Picture())).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Client_WhoLeaves_FindsHisPictureByItsId()
    {
        await using var gateway = await RunningGateway.StartAsync(prepare: TinyModel.InstallSlow);
        using var leave = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/images/generations") { Content = Ask("a cup", ",\"stream\":true") };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + gateway.LiveKey);
        var response = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, leave.Token);
        var id = response.Headers.GetValues("x-tessera-generation-id").Single();

        response.Dispose();
        await leave.CancelAsync();

        Assert.Equal((Outcome.Completed, 1), ((await gateway.RecordAsync(id)).Outcome, (await gateway.RecordAsync(id)).Pictures.Count));
    }

    private static StringContent Ask(string prompt, string more = "") =>
        new($$"""{"model":"{{TinyModel.SlowId}}","prompt":"{{prompt}}","size":"64x64"{{more}}}""", Encoding.UTF8, "application/json");
}
