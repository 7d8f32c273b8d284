using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Http;
using Tessera.Gateway.Pipeline;
using Tessera.Ledger.Entries;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Reports;

/// <summary>
/// <c>GET /v1/report</c>: what was spent, by day, key, model, provider, tag, user or team; <c>GET /v1/report/drift</c>: where
/// providers' own figures differ from ours. A key sees its own calls, an admin key all; drift is for admin keys.
/// </summary>
internal sealed class ReportEndpoints(Doorkeeper doorkeeper, EntryBook entries, Keyring keys, LiveCatalogue catalogue)
{
    /// <summary>Rows between two flushes: what is held of an answer is some hundred KB, however long it is.</summary>
    private const int FlushRows = 500;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/report", http => AnswerAsync(http, doorkeeper.Identify(http.Request), ReportAsync));
        app.MapGet("/v1/report/drift", http => AnswerAsync(http, doorkeeper.IdentifyAdmin(http.Request), DriftAsync));
    }

    private async Task AnswerAsync(HttpContext http, Result<ApiKey, CallerError> caller, Func<HttpContext, ReportRequest, Task> answer)
    {
        if (caller.Failed(out var error, out var key)
            || ReportRequest.Read(http.Request.Query, key, name => catalogue.Current.Find(name)?.Id ?? name).Failed(out error, out var request))
        {
            await ErrorBody.WriteAsync(http.Response, error, http.RequestAborted);
            return;
        }

        await answer(http, request);
    }

    private async Task ReportAsync(HttpContext http, ReportRequest request)
    {
        var report = request.MatchesNothing ? new Report([], default) : await entries.ReportAsync(request.Query, http.RequestAborted);
        if (report.IsTooLong)
        {
            await ErrorBody.WriteAsync(http.Response, CallerError.Invalid("invalid_value", "group_by",
                $"The report would have more than {Report.RowsMax} rows. Ask for fewer days, or filter by team, model or key."), http.RequestAborted);
            return;
        }

        var rows = Named(report.Rows, request.GroupField);
        await (request.IsCsv ? WriteCsvAsync(http, request, rows) : WriteJsonAsync(http, request, rows, report.Total));
    }

    /// <summary>The database knows ids of keys and not their names; several keys may have one name.</summary>
    private IReadOnlyList<ReportRow> Named(IReadOnlyList<ReportRow> rows, string field) => field switch
    {
        "api_key_name" => [.. rows.GroupBy(row => NameOf(row.Group!), (name, same) => new ReportRow(name, same.Aggregate(default(Spend), (sum, row) => sum + row.Spend)))],
        "credential_type" => [.. rows.Select(row => row with { Group = "system" })],
        "zero_data_retention" => [.. rows.Select(row => row with { Group = "false" })],
        _ => rows,
    };

    private string NameOf(string keyId) => keys.Find(keyId)?.Name ?? keyId;

    private async Task WriteJsonAsync(HttpContext http, ReportRequest request, IReadOnlyList<ReportRow> rows, Spend total)
    {
        http.Response.ContentType = ResponseHead.Json;
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("results");
        for (var i = 0; i < rows.Count; i++)
        {
            ReportDocument.WriteRow(json, request.GroupField, rows[i].Group, request.GroupField == "key" ? NameOf(rows[i].Group!) : null, rows[i].Spend);
            if (i % FlushRows == FlushRows - 1)
            {
                await json.FlushAsync(http.RequestAborted);
                await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
            }
        }

        json.WriteEndArray();
        json.WriteStartObject("total");
        ReportDocument.WriteSpend(json, total);
        json.WriteEndObject();
        json.WriteEndObject();
        await json.FlushAsync(http.RequestAborted);
    }

    private async Task WriteCsvAsync(HttpContext http, ReportRequest request, IReadOnlyList<ReportRow> rows)
    {
        CsvHead.Write(http.Response, "tessera-report.csv");
        var hasNames = request.GroupField == "key";
        var csv = new CsvText();
        ReportDocument.Head(csv, request.GroupField, hasNames);
        for (var i = 0; i < rows.Count; i++)
        {
            ReportDocument.Line(csv, rows[i].Group, hasNames, hasNames ? NameOf(rows[i].Group!) : null, rows[i].Spend);
            if (i % FlushRows == FlushRows - 1)
            {
                await http.Response.Body.WriteAsync(csv.Take(), http.RequestAborted);
            }
        }

        await http.Response.Body.WriteAsync(csv.Take(), http.RequestAborted);
    }

    private async Task DriftAsync(HttpContext http, ReportRequest request)
    {
        var drift = await entries.DriftAsync(request.Query.From, request.Query.To, request.Query.Filter, http.RequestAborted);
        http.Response.ContentType = ResponseHead.Json;
        await http.Response.Body.WriteAsync(OpenAiDocument.Render(json => DriftDocument.Write(json, drift)), http.RequestAborted);
    }
}
