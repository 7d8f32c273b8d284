using System.Text.Json.Nodes;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.EndToEnd.Tests.CommandLine;

public sealed class MigrateTests : Workplace, IAsyncLifetime
{
    private readonly PostgresStore _store = new();

    [Fact]
    public async Task Migrate_ToPostgresAndBack_TakesTheKeysAlong()
    {
        var environment = new Dictionary<string, string> { ["TESSERA_DATABASE"] = _store.Address };
        var key = JsonNode.Parse((await RunAsync("keys", "create", "website", "--kind", "live", "--json")).Text)!["id"]!.ToString();

        var there = await TesseraProcess.RunAsync(Here, environment, "migrate", "--from", "sqlite", "--to", "postgres");
        Assert.Equal((0, ""), (there.ExitCode, there.Error));
        Assert.Contains("Both are equal.", there.Text, StringComparison.Ordinal);
        Assert.Contains(key, (await TesseraProcess.RunAsync(Here, environment, "keys")).Text, StringComparison.Ordinal);

        var back = await RunAsync("migrate", "--from", _store.Address, "--to", $"sqlite:{At("other")}");
        Assert.Equal((0, ""), (back.ExitCode, back.Error));
        Assert.Contains(key, (await RunAsync("keys", "--data", At("other"))).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqlite", "sqlite:x", "There are no books in")]
    [InlineData("postgres", "sqlite", "TESSERA_DATABASE, which is not set")]
    [InlineData("oracle", "sqlite", "A store is one of")]
    [InlineData("postgres://me:hunter2@nowhere.invalid:99999/x", "sqlite", "port is no number")]
    [InlineData("postgres://me:hunter2@127.0.0.1:1/x", "sqlite", "does not answer")]
    public async Task Migrate_NotPossible_IsExplainedWithoutPassword(string from, string to, string says)
    {
        var ended = await RunAsync("migrate", "--from", from, "--to", to);

        AssertFault(ended, says);
        Assert.DoesNotContain("hunter2", ended.Error + ended.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_OnPostgres_NamesItInTheGreetingAndInTheCheck()
    {
        var environment = new Dictionary<string, string> { ["TESSERA_DATABASE"] = _store.Address };
        var (server, greeting, _) = await ServeAsync(environment);
        await using (server)
        {
            Assert.Contains("database   PostgreSQL at 127.0.0.1", greeting, StringComparison.Ordinal);
            Assert.DoesNotContain("tester", greeting, StringComparison.Ordinal);
        }

        var check = await TesseraProcess.RunAsync(Here, environment, "check", "--urls", "http://127.0.0.1:0");
        Assert.Contains("opens, with 3 keys in it", check.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("tessera.db", check.Text, StringComparison.Ordinal);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync()
    {
        _store.Dispose();
        return Task.CompletedTask;
    }
}
