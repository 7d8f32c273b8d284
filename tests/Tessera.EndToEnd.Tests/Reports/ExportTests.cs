using System.Globalization;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;

namespace Tessera.EndToEnd.Tests.Reports;

/// <summary>A month of the books, as accounting takes it out.</summary>
public sealed class ExportTests : IAsyncLifetime
{
    private const int Calls = 100_000;
    private const string November = "/v1/admin/entries?from=2026-11-01&to=2026-11-30";

    private RunningGateway _gateway = null!;

    public async Task InitializeAsync()
    {
        _gateway = await RunningGateway.StartAsync();
        for (var i = 0; i < Calls; i++)
        {
            await _gateway.Books.Journal.AppendAsync(Call(i));
        }

        await _gateway.Books.Journal.FlushAsync();
    }

    public async Task DisposeAsync() => await _gateway.DisposeAsync();

    [Fact]
    public async Task Export_OfAMonth_HasEveryEntryOnceAndSumsUp()
    {
        // One answer, line by line as it comes.
        using var request = new HttpRequestMessage(HttpMethod.Get, November + "&format=csv");
        request.Headers.Authorization = new("Bearer", _gateway.AdminKey);
        using var response = await _gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync());
        Assert.Equal("attachment; filename=\"tessera-entries.csv\"", response.Content.Headers.ContentDisposition!.ToString());
        var columns = (await lines.ReadLineAsync())!.Split(',');
        var (id, user, amount) = (Array.IndexOf(columns, "generation_id"), Array.IndexOf(columns, "user"), Array.IndexOf(columns, "amount_usd"));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var (sum, empty) = (0m, 0);
        while (await lines.ReadLineAsync() is { } line)
        {
            var cells = line.Split(',');
            Assert.Equal(columns.Length, cells.Length);
            Assert.True(seen.Add(cells[id]), line);
            Assert.Equal("'=cmd", cells[user]);
            sum += cells[amount].Length == 0 ? 0 : decimal.Parse(cells[amount], CultureInfo.InvariantCulture);
            empty += cells[amount].Length == 0 ? 1 : 0;
        }

        Assert.Equal((Calls, Calls / 100), (seen.Count, empty));
        Assert.Equal(Enumerable.Range(0, Calls).Where(i => i % 100 != 0).Sum(i => (decimal)i) / 1_000_000_000, sum);

        // The same total from the report, and page by page.
        var report = (await _gateway.GetAsync("/v1/report?start_date=2026-11-01&end_date=2026-11-30&group_by=model", _gateway.AdminKey)).Expect(200).Json;
        Assert.Equal((sum, Calls, empty), ((decimal)report["total"]!["total_cost"]!, (int)report["total"]!["request_count"]!, (int)report["total"]!["unpriced_count"]!));
        var paged = await PagesAsync(pages: 3);
        Assert.Equal(3_000, paged.Distinct(StringComparer.Ordinal).Count());
        Assert.Subset(seen, paged.ToHashSet(StringComparer.Ordinal));
    }

    private async Task<List<string>> PagesAsync(int pages)
    {
        var ids = new List<string>();
        var cursor = "";
        for (var i = 0; i < pages; i++)
        {
            var page = (await _gateway.GetAsync($"{November}&limit=1000{cursor}", _gateway.AdminKey)).Expect(200);
            ids.AddRange(page.Json["data"]!.AsArray().Select(entry => (string)entry!["generation_id"]!));
            Assert.Equal(((string?)page.Json["next_cursor"], true), (page["x-tessera-next-cursor"], (bool)page.Json["has_more"]!));
            cursor = "&cursor=" + (string)page.Json["next_cursor"]!;
        }

        return ids;
    }

    private static GenerationRecord Call(int i) => new(
        $"gen_{i:D26}", "key_1", KeyKind.Live, "generate", "openai", $"openai/model-{i % 7}", "a fox", new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(i * 25L),
        TimeSpan.FromSeconds(1), Outcome.Completed, new Usage { Images = 1 }, i % 100 == 0 ? null : new Usd(i), "1024x1024", "low", null, [], []) { User = "=cmd" };
}
