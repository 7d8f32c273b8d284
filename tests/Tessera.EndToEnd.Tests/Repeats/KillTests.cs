using System.Net.Http.Headers;
using Tessera.EndToEnd.Tests.CommandLine;
using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.Repeats;

/// <summary>The process is killed in the middle of a call, started again, and asked the same under the same key.</summary>
public sealed class KillTests : Workplace
{
    private const string LiveKey = "a-live-key-for-killing-1";

    [Fact]
    public async Task SameKey_AfterAKill_IsToldThatTheCallIsAtRisk_AndOrdersNothing()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Png.Plain(16, 16))));
        var (first, _, address) = await ServeAsync(Environment(openAi));
        await using (first)
        {
            var call = CallAsync(address);
            await gate.Reached;
            await first.SignalAsync("KILL");
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => call);
            await first.EndAsync();
        }

        gate.Open();
        var (second, _, again) = await ServeAsync(Environment(openAi));
        await using var running = second;
        using var response = await CallAsync(again);
        var reply = await Reply.OfAsync(response);

        Assert.Equal((502, "false", "true"), (reply.Status, reply["x-should-retry"], reply["x-tessera-replayed"]));
        Assert.Equal("interrupted", (string?)reply.Error["code"]);
        Assert.Single(openAi.Seen);
    }

    [Fact]
    public async Task SameKey_AfterAKillWhenTheCallHadEnded_IsGivenItsResult()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Png.Plain(16, 16)));
        var (first, _, address) = await ServeAsync(Environment(openAi));
        Reply original;
        await using (first)
        {
            using var made = await CallAsync(address);
            original = (await Reply.OfAsync(made)).Expect(200);
            await first.SignalAsync("KILL");
            await first.EndAsync();
        }

        var (second, _, again) = await ServeAsync(Environment(openAi));
        await using var running = second;
        using var response = await CallAsync(again);
        var replay = (await Reply.OfAsync(response)).Expect(200);

        Assert.Equal((original.GenerationId, "true"), (replay.GenerationId, replay["x-tessera-replayed"]));
        Assert.Equal(original.Picture(), replay.Picture());
        Assert.Single(openAi.Seen);
    }

    private static Dictionary<string, string> Environment(Upstream openAi) => new(StringComparer.Ordinal)
    {
        ["TESSERA_LIVE_KEY"] = LiveKey,
        ["OPENAI_API_KEY"] = Upstream.OpenAiKey,
        ["OPENAI_BASE_URL"] = openAi.BaseAddress.AbsoluteUri,
    };

    private static async Task<HttpResponseMessage> CallAsync(Uri address)
    {
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", LiveKey);
        http.DefaultRequestHeaders.Add("Idempotency-Key", "order-1");
        return await http.PostAsync(Orders.Path, Orders.Content(Orders.Fox));
    }
}
