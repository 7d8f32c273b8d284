using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.CommandLine;

public sealed class KeysTests : Workplace
{
    [Fact]
    public async Task Keys_BesideARunningServer_WorkAndEndThere()
    {
        var (server, _, address) = await ServeAsync();
        await using var running = server;
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };

        var made = JsonNode.Parse((await RunAsync("keys", "create", "website", "--kind", "live", "--json")).Text)!;
        var (id, secret) = ((string)made["id"]!, (string)made["key"]!);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        await Patience.UntilAsync(async () => await StatusAsync(http) == HttpStatusCode.OK);

        var listed = JsonNode.Parse((await RunAsync("keys", "--json")).Text)!.AsArray();
        Assert.Equal(["admin", "live", "live", "test"], listed.Select(key => (string)key!["kind"]!).Order());
        Assert.DoesNotContain(secret, listed.ToJsonString(), StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync("keys", "revoke", id)).ExitCode);
        await Patience.UntilAsync(async () => await StatusAsync(http) == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Keys_List_IsATableAndFirstSaysThereAreNone()
    {
        Assert.Contains("no keys yet", (await RunAsync("keys")).Text, StringComparison.Ordinal);

        var created = await RunAsync("keys", "create", "a team", "-k", "test");
        var secret = created.Text.Split('\n')[0];
        Assert.Matches("^tsr_test_[0-9A-Za-z]{38}$", secret);

        var lines = (await RunAsync("keys", "list")).Text.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Matches($@"^key_\w+  test  a team  {secret[..13]}…  \d{{4}}-\d\d-\d\d \d\d:\d\d$", lines[1]);
    }

    [Fact]
    public async Task Create_WithABudgetAndLimits_IsShownAndHeldByTheServer()
    {
        await RunAsync("keys", "create", "plain", "-k", "live");
        var made = JsonNode.Parse((await RunAsync(
            "keys", "create", "shop", "-k", "test", "--team", "shops", "--budget", "5/day", "-b", "0.84/Total", "--time-zone", "Europe/Berlin",
            "--limit", "images_per_minute=10", "-l", "megapixels_per_minute=2.5", "--wait", "30", "--model", "gpt-image-1-mini", "--json")).Text)!;

        Assert.Equal(("shops", """["openai/gpt-image-1-mini"]"""), ((string?)made["team"], made["models"]!.ToJsonString()));
        Assert.Equal(["day 5 Europe/Berlin", "total 0.84 Europe/Berlin"], made["budgets"]!.AsArray().Select(budget => $"{budget!["period"]} {budget["limit_usd"]} {budget["time_zone"]}"));
        Assert.Equal("""{"images_per_minute":10,"megapixels_per_minute":2.5,"wait_seconds":30}""", made["limits"]!.ToJsonString());
        var lines = (await RunAsync("keys")).Text.TrimEnd().Split('\n');
        Assert.Matches(@"^ID +KIND  NAME   TEAM   SPENT\+HELD/LIMIT USD ", lines[0]);
        Assert.Matches(@"^key_\w+  live  plain  -      -   ", lines[1]);
        Assert.Matches(@"^key_\w+  test  shop   shops  0\+0/5 day, 0\+0/0\.84 total  tsr_test_", lines[2]);
    }

    [Theory]
    [InlineData("--budget", "5/year", "'5/year' is no budget", "5/month")]
    [InlineData("--budget", "-5/day", "'-5/day' is no budget", "over 0")]
    [InlineData("--budget", "1000000001/day", "is no budget", "1000000000")]
    [InlineData("--budget", "5", "'5' is no budget", "total")]
    [InlineData("--limit", "images=3", "'images=3' is no limit", "images_per_minute")]
    [InlineData("--limit", "images_per_minute=0", "is no limit", "images_per_minute=10")]
    [InlineData("--limit", "images_per_minute=1.5", "is no limit", "images_per_minute=10")]
    [InlineData("--wait", "900", "--wait is 900", "600 seconds")]
    [InlineData("--wait", "30", "--wait is there", "without a --limit")]
    [InlineData("--team", "our team", "'our team' is no name for a team", "1 to 64")]
    [InlineData("--model", "gpt-image-9", "no model 'gpt-image-9'", "tessera models")]
    [InlineData("--time-zone", "Mars/Base", "'Mars/Base' is no time zone", "Europe/Berlin")]
    public async Task Create_WithWhatWillNotDo_SaysWhatWould(string option, string written, string says, string helps) =>
        AssertFault(await RunAsync("keys", "create", "x", "-k", "live", $"{option}={written}"), says, helps);

    [Fact]
    public async Task Revoke_UnknownId_SaysWhereIdsAre() =>
        AssertFault(await RunAsync("keys", "revoke", "key_nobody"), "key_nobody", "tessera keys");

    [Fact]
    public async Task Create_EmptyName_SaysWhatANameIs() =>
        AssertFault(await RunAsync("keys", "create", " ", "--kind", "test"), "The name of a key has 1 to 100 characters");

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http)
    {
        using var response = await http.GetAsync("/v1/models");
        return response.StatusCode;
    }
}
