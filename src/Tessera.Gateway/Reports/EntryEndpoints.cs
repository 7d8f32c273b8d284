using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Gateway.Http;
using Tessera.Gateway.Pipeline;
using Tessera.Ledger.Entries;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Reports;

/// <summary>
/// <c>GET /v1/admin/entries</c>: the books for accounting, in the order in which they were booked. They are read and sent a page at
/// a time, so that a year of them takes no more memory than a day, and a slow reader holds nothing up.
/// </summary>
internal sealed class EntryEndpoints(Doorkeeper doorkeeper, EntryBook entries, Keyring keys)
{
    private const string NextCursor = "x-tessera-next-cursor";

    public void Map(IEndpointRouteBuilder app) => app.MapGet("/v1/admin/entries", ListAsync);

    private async Task ListAsync(HttpContext http)
    {
        if (doorkeeper.IdentifyAdmin(http.Request).Failed(out var error, out _) || EntryRequest.Read(http.Request.Query).Failed(out error, out var request))
        {
            await ErrorBody.WriteAsync(http.Response, error, http.RequestAborted);
            return;
        }

        // The first page before the head, which says where the next one begins; and so that a database that is away is an error.
        var page = await entries.PageAsync(request.Query, http.RequestAborted);
        var next = request.Limit is { } limit && page.Count == limit ? CursorText.Of(EntryCursor.Of(page[^1])) : null;
        if (next is not null)
        {
            http.Response.Headers[NextCursor] = next;
        }

        await (request.IsCsv ? WriteCsvAsync(http, request, page) : WriteJsonAsync(http, request, page, next));
    }

    private async Task WriteCsvAsync(HttpContext http, EntryRequest request, IReadOnlyList<Entry> first)
    {
        CsvHead.Write(http.Response, "tessera-entries.csv");
        var csv = new CsvText();
        EntryDocument.Head(csv);
        for (var page = first; ; page = await AfterAsync(request, page, http.RequestAborted))
        {
            foreach (var entry in page)
            {
                EntryDocument.Line(csv, entry, NameOf(entry));
            }

            await http.Response.Body.WriteAsync(csv.Take(), http.RequestAborted);
            if (IsLast(request, page))
            {
                return;
            }
        }
    }

    private async Task WriteJsonAsync(HttpContext http, EntryRequest request, IReadOnlyList<Entry> first, string? next)
    {
        http.Response.ContentType = ResponseHead.Json;
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        for (var page = first; ; page = await AfterAsync(request, page, http.RequestAborted))
        {
            foreach (var entry in page)
            {
                EntryDocument.Write(json, entry, NameOf(entry));
            }

            await json.FlushAsync(http.RequestAborted);
            await http.Response.BodyWriter.FlushAsync(http.RequestAborted);
            if (IsLast(request, page))
            {
                break;
            }
        }

        json.WriteEndArray();
        json.WriteBoolean("has_more", next is not null);
        json.WriteString("next_cursor", next);
        json.WriteEndObject();
        await json.FlushAsync(http.RequestAborted);
    }

    private Task<IReadOnlyList<Entry>> AfterAsync(EntryRequest request, IReadOnlyList<Entry> page, CancellationToken cancellation) =>
        entries.PageAsync(request.Query with { After = EntryCursor.Of(page[^1]) }, cancellation);

    private static bool IsLast(EntryRequest request, IReadOnlyList<Entry> page) => request.Limit is not null || page.Count < request.Query.Limit;

    private string? NameOf(Entry entry) => keys.Find(entry.KeyId)?.Name;
}
