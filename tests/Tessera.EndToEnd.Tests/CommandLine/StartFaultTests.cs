using System.Net;
using System.Net.Sockets;

namespace Tessera.EndToEnd.Tests.CommandLine;

public sealed class StartFaultTests : Workplace
{
    [Fact]
    public async Task Serve_PortInUse_NamesItAndAnother()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        AssertFault(await RunAsync("--urls", $"http://127.0.0.1:{port}"), $"http://127.0.0.1:{port} is taken", "--urls");

        // What was never shown must not have been made.
        var later = TesseraProcess.Start(Here, null, "--urls", "http://127.0.0.1:0");
        await using var running = later;
        Assert.Contains("tsr_test_", await later.OutputAsync("Ctrl-C"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("8080")]
    [InlineData("ftp://127.0.0.1:1")]
    [InlineData("http://127.0.0.1:70000")]
    [InlineData("https://127.0.0.1:8443")]
    [InlineData("http://127.0.0.1:8080/base")]
    public async Task Serve_NoAddressToListenAt_SaysHowItIsWritten(string urls) =>
        AssertFault(await RunAsync("--urls", urls), urls);

    [Fact]
    public async Task Serve_AddressOfAnotherMachine_SaysSo() =>
        AssertFault(await RunAsync("--urls", "http://203.0.113.7:8080"), "no network with the address");

    [Fact]
    public async Task Serve_DataDirectoryIsAFile_SaysSo()
    {
        await File.WriteAllTextAsync(At("occupied"), "a file");

        AssertFault(await RunAsync("--data", "occupied"), "The data directory occupied cannot be used");
    }

    [Fact]
    public async Task Serve_DataDirectoryInASystemPlace_SaysSo() =>
        AssertFault(await RunAsync("--data", "/proc/tessera"), "The data directory /proc/tessera cannot be used");

    [Fact]
    public async Task Serve_DatabaseIsSomethingElse_NamesTheFile()
    {
        Directory.CreateDirectory(At("data"));
        await File.WriteAllTextAsync(At("data/tessera.db"), string.Concat(Enumerable.Repeat("no database. ", 1000)));

        AssertFault(await RunAsync("serve"), "tessera.db is not a SQLite database");
    }

    [Fact]
    public async Task Serve_SettingsBroken_SaysWhere()
    {
        await File.WriteAllTextAsync(At("tessera.json"), "{ \"images\": ");

        AssertFault(await RunAsync("serve"), "tessera.json is broken at line 1");
    }

    [Fact]
    public async Task Serve_SigningKeyDamaged_NamesTheFile()
    {
        Directory.CreateDirectory(At("data"));
        await File.WriteAllTextAsync(At("data/file-urls.key"), "rust");

        AssertFault(await RunAsync("--urls", "http://127.0.0.1:0"), "file-urls.key");
    }

    [Theory]
    [InlineData("TESSERA_LIVE_KEY", "tooshort", "TESSERA_LIVE_KEY will not do")]
    [InlineData("TESSERA_DATABASE", "postgres://me:hunter2@db", "TESSERA_DATABASE is no address of a PostgreSQL database. It names no database.")]
    [InlineData("TESSERA_IMAGES", "s3://hunter2", "TESSERA_IMAGES is set")]
    [InlineData("OPENAI_BASE_URL", "nowhere", "OPENAI_BASE_URL")]
    public async Task Serve_EnvironmentWrong_NamesTheVariableAndKeepsSecrets(string variable, string value, string says)
    {
        var ended = await TesseraProcess.RunAsync(Here, new Dictionary<string, string> { ["OPENAI_API_KEY"] = "sk-x", [variable] = value }, "serve", "--urls", "http://127.0.0.1:0");

        AssertFault(ended, says);
        Assert.DoesNotContain("hunter2", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("tooshort", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_OneSecretForTwoKinds_IsRefused()
    {
        const string secret = "the-same-secret-twice-over";

        AssertFault(
            await TesseraProcess.RunAsync(Here, new Dictionary<string, string> { ["TESSERA_LIVE_KEY"] = secret, ["TESSERA_TEST_KEY"] = secret }, "--urls", "http://127.0.0.1:0"),
            "TESSERA_TEST_KEY is already known as a key of another kind");
    }
}
