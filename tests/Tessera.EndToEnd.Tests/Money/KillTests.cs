using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Tessera.EndToEnd.Tests.CommandLine;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.EndToEnd.Tests.Money;

/// <summary>The process is killed in the middle of fifty calls: what the provider was asked, what clients received and what the books say must agree.</summary>
public sealed class KillTests : Workplace
{
    private const int Calls = 50;
    private const string LiveKey = "a-live-key-for-killing-2";
    private const string AdminKey = "an-admin-key-for-killing";
    private const string Path = "/v1/images/generations";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FiftyCalls_KilledInTheMiddle_AreAllInTheBooks(bool onPostgres)
    {
        using var store = onPostgres ? new PostgresStore() : null;
        var gate = new Gate();
        // Every other call is answered; the others are on their way when the process dies.
        var arrived = 0;
        var answer = Say.Pictures(Png.Plain(16, 16));
        await using var openAi = await Upstream.StartAsync(http => Interlocked.Increment(ref arrived) % 2 == 0 ? answer(http) : Say.After(gate, answer)(http));
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["TESSERA_LIVE_KEY"] = LiveKey,
            ["TESSERA_ADMIN_KEY"] = AdminKey,
            ["OPENAI_API_KEY"] = Upstream.OpenAiKey,
            ["OPENAI_BASE_URL"] = openAi.BaseAddress.AbsoluteUri,
        };
        if (store is not null)
        {
            environment["TESSERA_DATABASE"] = store.Address;
        }

        var received = new List<string>();
        var (first, _, address) = await ServeAsync(environment);
        await using (first)
        {
            using var http = Client(address, LiveKey);
            var calls = Enumerable.Range(0, Calls).Select(i => CallAsync(http, i)).ToList();
            await Patience.UntilAsync(() => Task.FromResult(openAi.Seen.Count == Calls && calls.Count(call => call.IsCompleted) == Calls / 2));
            await first.SignalAsync("KILL");
            received.AddRange((await Task.WhenAll(calls)).OfType<string>());
            await first.EndAsync();
        }

        gate.Open();
        var (second, _, again) = await ServeAsync(environment);
        await using var running = second;
        using var admin = Client(again, AdminKey);
        var entries = JsonNode.Parse(await admin.GetStringAsync("/v1/admin/entries?from=2026-01-01&to=2100-01-01"))!["data"]!.AsArray();

        var asked = openAi.Seen.Select(seen => seen["X-Client-Request-Id"]!).Order(StringComparer.Ordinal);
        Assert.Equal(asked, entries.Select(entry => (string)entry!["generation_id"]!).Order(StringComparer.Ordinal));
        Assert.Equal(received.Order(StringComparer.Ordinal), Of(entries, "charge"));
        Assert.Equal(asked.Except(received, StringComparer.Ordinal), Of(entries, "at_risk"));
        Assert.Equal(Calls / 2, received.Count);
    }

    private static IEnumerable<string> Of(JsonArray entries, string kind) =>
        entries.Where(entry => (string)entry!["kind"]! == kind).Select(entry => (string)entry!["generation_id"]!).Order(StringComparer.Ordinal);

    private static HttpClient Client(Uri address, string key) =>
        new(new SocketsHttpHandler()) { BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

    /// <summary>The generation that brought the whole answer; null where none came.</summary>
    private static async Task<string?> CallAsync(HttpClient http, int number)
    {
        try
        {
            using var body = new StringContent($$"""{"model":"gpt-image-2","prompt":"cup {{number}}","size":"1024x1024","quality":"low"}""", System.Text.Encoding.UTF8, "application/json");
            using var response = await http.PostAsync(Path, body);
            return (await Reply.OfAsync(response)).Expect(200).GenerationId;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
