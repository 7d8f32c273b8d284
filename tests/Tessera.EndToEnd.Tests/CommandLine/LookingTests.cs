using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.CommandLine;

/// <summary>Commands that look and change nothing: <c>models</c>, <c>check</c>, help, and command lines that cannot be read.</summary>
public sealed class LookingTests : Workplace
{
    [Fact]
    public async Task Models_Json_HoldsPricesFromTheFormulas()
    {
        var ended = await RunAsync("models", "gpt-image-1", "--json");

        var model = JsonNode.Parse(ended.Text)!.AsArray().Single(entry => (string)entry!["id"]! == "openai/gpt-image-1")!;
        // 1,056 tokens at 40 USD a million.
        Assert.Equal("0.04224", (string)model["price"]!["usd"]!);
        Assert.Equal("2026-10-23", (string)model["shutdown_date"]!);
        Assert.Equal(["generate", "edit"], model["can"]!.AsArray().Select(verb => (string)verb!));
        Assert.Equal(0, ended.ExitCode);
    }

    [Fact]
    public async Task Models_Table_MarksTheRetiredAndFilters()
    {
        var lines = (await RunAsync("models", "GPT Image 1")).Text.Split('\n');

        Assert.Contains(lines, line => line.StartsWith("openai/gpt-image-1 ", StringComparison.Ordinal) && line.Contains("0.0422", StringComparison.Ordinal) && line.Contains("2026-10-23†", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.StartsWith("openai/dall-e-2", StringComparison.Ordinal));
        AssertFault(await RunAsync("models", "no such thing"), "no such thing");
        AssertFault(await RunAsync("models", "list"), "Did you mean 'tessera model list'?");
    }

    [Fact]
    public async Task Check_FreshDirectory_IsFitAndLeavesNothing()
    {
        var ended = await RunAsync("check", "--urls", "http://127.0.0.1:0");

        Assert.Equal(0, ended.ExitCode);
        Assert.DoesNotContain("fail", ended.Text, StringComparison.Ordinal);
        Assert.Contains("OPENAI_API_KEY switches it on", ended.Text, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Here));
    }

    [Fact]
    public async Task Check_ManyFaults_TellsAllOfThemAndFails()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        await File.WriteAllTextAsync(At("occupied"), "a file");
        await File.WriteAllTextAsync(At("tessera.json"), """{ "images": { "keep_days": 0 } }""");

        var ended = await RunAsync("check", "--urls", url, "--data", "occupied");

        Assert.Equal(1, ended.ExitCode);
        Assert.Matches("fail  data .*occupied", ended.Text);
        Assert.Matches("fail  address .* is taken", ended.Text);
        Assert.Matches("fail  settings .*images.keep_days", ended.Text);
    }

    [Theory]
    [InlineData(200, 0, "it answers and takes the key")]
    [InlineData(401, 1, "it refuses the key in OPENAI_API_KEY")]
    [InlineData(404, 1, "usually in /v1")]
    [InlineData(500, 1, "it answers 500")]
    public async Task Check_Online_AsksTheProvider(int status, int exitCode, string sentence)
    {
        await using var openAi = await Upstream.StartAsync(Say.Body("{}"u8.ToArray(), status: status));
        var environment = new Dictionary<string, string> { ["OPENAI_API_KEY"] = Upstream.OpenAiKey, ["OPENAI_BASE_URL"] = openAi.BaseAddress.AbsoluteUri };

        var ended = await TesseraProcess.RunAsync(Here, environment, "check", "--online", "--urls", "http://127.0.0.1:0");

        Assert.Equal(exitCode, ended.ExitCode);
        Assert.Contains(sentence, ended.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Upstream.OpenAiKey, ended.Text, StringComparison.Ordinal);
        var seen = Assert.Single(openAi.Seen);
        Assert.Equal(("GET", "/v1/models", $"Bearer {Upstream.OpenAiKey}"), (seen.Method, seen.Path, seen["Authorization"]));
    }

    [Fact]
    public async Task Check_GatewayRuns_IsNoFault()
    {
        var (server, _, address) = await ServeAsync();
        await using var running = server;

        var ended = await RunAsync("check", "--urls", $"http://127.0.0.1:{address.Port}");

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("a Tessera answers at", ended.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("servr", "Did you mean 'serve'?")]
    [InlineData("models --jsn", "Did you mean '--json'?")]
    [InlineData("models add ./x", "Did you mean 'tessera model add'?")]
    [InlineData("keys creat x", "Did you mean 'create'?")]
    [InlineData("keys create x", "'--kind' is required")]
    [InlineData("serve --grace 9000", "0 to 3600")]
    [InlineData("generate", "prompt")]
    public async Task CommandLine_CannotBeRead_SaysWhatWasMeant(string line, string sentence)
    {
        var ended = await RunAsync(line.Split(' '));

        Assert.Equal((2, ""), (ended.ExitCode, ended.Text));
        Assert.Contains(sentence, ended.Error, StringComparison.Ordinal);
        Assert.Contains("--help' shows what there is.", ended.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("serve")]
    [InlineData("generate")]
    [InlineData("keys")]
    [InlineData("models")]
    [InlineData("model")]
    [InlineData("model add")]
    [InlineData("model remove")]
    [InlineData("check")]
    public async Task Help_AnyCommand_HasExamples(string command)
    {
        var ended = await RunAsync([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("Examples:\n  ", ended.Text, StringComparison.Ordinal);
    }
}
