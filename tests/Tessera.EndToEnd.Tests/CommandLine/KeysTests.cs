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
