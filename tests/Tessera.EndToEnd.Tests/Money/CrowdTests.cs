using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Tessera.EndToEnd.Tests.CommandLine;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger.Money;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.EndToEnd.Tests.Money;

/// <summary>Five hundred callers at two processes on one nearly empty budget: as many as fit get their picture, and the budget is never passed.</summary>
public sealed class CrowdTests : Workplace
{
    private const int Callers = 500;
    private const int Fits = 41;
    private const string AdminKey = "an-admin-key-for-crowds-1";
    private const string Path = "/v1/images/generations";
    private const string Order = """{"model":"gpt-image-2","prompt":"a cup","size":"1024x1024","quality":"medium"}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FiveHundred_AtTwoProcesses_NeverPassTheBudget(bool onPostgres)
    {
        using var store = onPostgres ? new PostgresStore() : null;
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Png.Plain(16, 16)));
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["TESSERA_ADMIN_KEY"] = AdminKey,
            ["OPENAI_API_KEY"] = Upstream.OpenAiKey,
            ["OPENAI_BASE_URL"] = openAi.BaseAddress.AbsoluteUri,
        };
        if (store is not null)
        {
            environment["TESSERA_DATABASE"] = store.Address;
        }

        var (one, _, address) = await ServeAsync(environment);
        await using var first = one;
        var (other, _, beside) = await ServeAsync(environment);
        await using var second = other;
        using var admin = Client(address, AdminKey);
        var worst = Nanos((await PostAsync(admin, "/v1/images/quote", Order)).Json["at_most_usd"]!);
        var limit = new Usd((worst * Fits) + (worst / 2));
        var made = (await PostAsync(admin, "/v1/admin/keys", $$"""{"name":"crowd","kind":"live","budgets":[{"limit_usd":"{{limit}}","period":"day"}]}""")).Expect(200).Json;
        using var here = Client(address, (string)made["key"]!);
        using var there = Client(beside, (string)made["key"]!);
        await Patience.UntilAsync(async () => (await there.GetAsync("/v1/credits")).IsSuccessStatusCode);

        var replies = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => PostAsync(i % 2 == 0 ? here : there, Path, Order)));

        Assert.All(replies, reply => Assert.True(reply.Status is 200 or 402, $"{reply.Status}: {reply.Text[..Math.Min(300, reply.Text.Length)]}"));
        var served = replies.Count(reply => reply.Status == 200);
        Assert.Equal(served, openAi.Seen.Count);
        // Calls that cost less than their worst case leave room for others; what fits at once is served in any case.
        Assert.True(served >= Fits, $"{served} were served");
        JsonNode? budget = null;
        await Patience.UntilAsync(async () =>
        {
            budget = (await admin.GetFromJsonAsync<JsonNode>($"/v1/admin/keys/{made["id"]}"))!["budgets"]![0]!;
            return (string)budget["held_usd"]! == "0";
        });
        var cost = Nanos(JsonNode.Parse(await admin.GetStringAsync($"/v1/images/{replies.First(reply => reply.Status == 200).GenerationId}"))!["cost_usd"]!);
        Assert.Equal((cost * served, true), (Nanos(budget!["spent_usd"]!), Nanos(budget["spent_usd"]!) <= limit.Nanos));
    }

    private static HttpClient Client(Uri address, string key) =>
        new(new SocketsHttpHandler()) { BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

    private static async Task<Reply> PostAsync(HttpClient http, string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(path, body);
        return await Reply.OfAsync(response);
    }

    private static long Nanos(JsonNode text) => Usd.TryParse((string)text!, out var amount) ? amount.Nanos : throw new FormatException(text.ToJsonString());
}
