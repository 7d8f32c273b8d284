using System.Net.Http.Headers;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger;
using Tessera.Ledger.Records;

namespace Tessera.EndToEnd.Tests.CommandLine;

public sealed class StopTests : Workplace
{
    private const string LiveKey = "a-live-key-for-stopping-1";

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Stop_InTheMiddleOfACall_LetsItEndAndRecordsIt(string signal)
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Png.Plain(16, 16))));
        var (server, _, address) = await ServeAsync(Environment(openAi));
        await using var running = server;
        var call = CallAsync(address);
        await gate.Reached;

        await server.SignalAsync(signal);
        await server.ErrorAsync("Stopping: no new calls; 1 running ones");
        gate.Open();

        using var response = await call;
        Assert.Equal(200, (int)response.StatusCode);
        var ended = await server.EndAsync();
        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("Stopped; 0 calls were cut", ended.Error, StringComparison.Ordinal);
        Assert.Equal(Outcome.Completed, (await RecordAsync(response))!.Outcome);
    }

    [Fact]
    public async Task Stop_CallOutlastsTheGrace_IsCutAndSaidSo()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Pictures(Png.Plain(16, 16))));
        var (server, _, address) = await ServeAsync(Environment(openAi), "--grace", "0");
        await using var running = server;
        var call = CallAsync(address);
        await gate.Reached;

        await server.SignalAsync("TERM");

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => call);
        var ended = await server.EndAsync();
        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("Stopped; 1 calls were cut", ended.Error, StringComparison.Ordinal);
        gate.Open();
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
        return await http.PostAsync("/v1/images/generations", new StringContent("""{"model":"gpt-image-2","prompt":"a dot"}""", null, "application/json"));
    }

    private async Task<GenerationRecord?> RecordAsync(HttpResponseMessage response)
    {
        await using var books = Books.Open(At("data"), TimeProvider.System);
        return await books.Journal.FindAsync(response.Headers.GetValues("x-tessera-generation-id").Single());
    }
}
