using System.Net.Http.Headers;
using Tessera.EndToEnd.Tests.CommandLine;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger;
using Tessera.Ledger.Records;

namespace Tessera.EndToEnd.Tests.LocalModels;

public sealed class CommandLineTests : Workplace
{
    private const string LiveKey = "a-live-key-for-drawing-1";

    [Fact]
    public async Task Generate_WithAModelOfThisMachine_DrawsItThere()
    {
        TinyModel.Install(At("data"));

        var ended = await RunAsync("generate", "a red balloon", "-m", TinyModel.Id, "-o", "out.png", "--seed", "7");

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Equal(64, Png.Read(await File.ReadAllBytesAsync(At("out.png"))).Width);
        Assert.Contains($"drawn by {TinyModel.Id} on this machine, free, gen_", ended.Text, StringComparison.Ordinal);
        await RunAsync("generate", "a red balloon", "-m", TinyModel.Id, "-o", "again.png", "--seed", "7");
        Assert.Equal(await File.ReadAllBytesAsync(At("out.png")), await File.ReadAllBytesAsync(At("again.png")));
    }

    [Fact]
    public async Task Model_AddedWhileTheGatewayRuns_Draws_UntilItIsRemoved()
    {
        using var published = TinyModel.Published();
        var (server, _, address) = await ServeAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["TESSERA_LIVE_KEY"] = LiveKey });
        await using var running = server;
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", LiveKey);

        var added = await RunAsync("model", "add", published.Path, "--name", TinyModel.Id);
        Assert.True(added.ExitCode == 0, added.Error);
        await Patience.UntilAsync(async () => (int)(await http.GetAsync("/v1/models/" + TinyModel.Id)).StatusCode == 200);
        var drawn = await http.PostAsync("/v1/images/generations", new StringContent($$"""{"model":"{{TinyModel.Id}}","prompt":"a cup"}"""));
        Assert.Equal((200, "engine"), ((int)drawn.StatusCode, drawn.Headers.GetValues("x-tessera-provider").Single()));
        Assert.Equal(0, (await RunAsync("model", "remove", TinyModel.Id, "--yes")).ExitCode);

        await Patience.UntilAsync(async () => (int)(await http.GetAsync("/v1/models/" + TinyModel.Id)).StatusCode == 404);
    }

    [Fact]
    public async Task Models_ListsThoseOfThisMachine()
    {
        TinyModel.Install(At("elsewhere"));

        var ended = await RunAsync("models", "tiny", "--data", "elsewhere");

        Assert.Equal((0, ""), (ended.ExitCode, ended.Error));
        Assert.Matches(@"deepseek/tiny-janus +draw edit vary +free +engine +tiny-janus", ended.Text);
        AssertFault(await RunAsync("models", "tiny"), "No model has 'tiny'");
    }

    [Fact]
    public async Task Key_MayBeForAModelOfThisMachineAlone()
    {
        TinyModel.Install(At("data"));

        Assert.Equal(0, (await RunAsync("keys", "create", "drawing", "--kind", "live", "--model", TinyModel.Id)).ExitCode);
    }

    [Fact]
    public async Task Serve_ThreadsOutOfBounds_AreRefused() =>
        Assert.Contains("--threads takes 1 to 1024", (await RunAsync("serve", "--threads", "0")).Error, StringComparison.Ordinal);

    [Fact]
    public async Task Stop_InTheMiddleOfAPicture_EndsAtOnceAfterTheGrace_AndTheCallIsOnRecord()
    {
        TinyModel.InstallSlow(At("data"));
        var (server, _, address) = await ServeAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["TESSERA_LIVE_KEY"] = LiveKey }, "--grace", "0", "--threads", "1");
        await using var running = server;
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", LiveKey);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/images/generations") { Content = new StringContent($$"""{"model":"{{TinyModel.SlowId}}","prompt":"a cup","n":10,"quality":"high"}""") };
        request.Headers.Add("Prefer", "respond-async");
        using var accepted = await http.SendAsync(request);
        var id = accepted.Headers.GetValues("x-tessera-generation-id").Single();
        await Patience.UntilAsync(async () => (await http.GetStringAsync("/v1/images/" + id)).Contains("\"progress\"", StringComparison.Ordinal));

        await server.SignalAsync("TERM");

        Assert.Equal(0, (await server.EndAsync()).ExitCode);
        await using var books = Books.Open(At("data"), TimeProvider.System);
        var record = await books.Journal.FindAsync(id);
        Assert.Equal((Outcome.Failed, "gateway_stopping", "not_accepted"), (record!.Outcome, record.ErrorCode, record.FailureClass));
    }
}
