using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Http;
using Tessera.Gateway.Pipeline;
using Tessera.Gateway.Providers;
using Tessera.Ledger.Entries;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Reports;

/// <summary>
/// <c>POST /v1/admin/corrections</c> sets the cost of one call right, <c>POST /v1/admin/reprice</c> that of all calls whose price was
/// wrong. Both add to the books and change nothing in them.
/// </summary>
internal sealed class CorrectionEndpoints(Doorkeeper doorkeeper, EntryBook entries, Keyring keys, LiveCatalogue catalogue, LiveProviders providers)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/v1/admin/corrections", CorrectAsync);
        app.MapPost("/v1/admin/reprice", RepriceAsync);
    }

    private async Task CorrectAsync(HttpContext http)
    {
        if ((await ReadAsync(http, CorrectionRequest.Fields)).Failed(out var error, out var body) || CorrectionRequest.Read(body).Failed(out error, out var order))
        {
            await ErrorBody.WriteAsync(http.Response, error, http.RequestAborted);
            return;
        }

        var result = await entries.CorrectAsync(order, http.RequestAborted);
        if (result.Fault is { } fault)
        {
            await ErrorBody.WriteAsync(http.Response, CorrectionRequest.Explain(fault, order), http.RequestAborted);
            return;
        }

        await AnswerAsync(http, json =>
        {
            json.WriteStartObject();
            json.WriteString("object", "correction");
            json.WriteBoolean("repeated", result.IsRepeat);
            json.WriteString("cost_usd", result.Total?.ToString());
            json.WritePropertyName("entry");
            EntryDocument.Write(json, result.Entry!, keys.Find(result.Entry!.KeyId)?.Name);
            json.WriteEndObject();
        });
    }

    private async Task RepriceAsync(HttpContext http)
    {
        if ((await ReadAsync(http, RepriceRequest.Fields)).Failed(out var error, out var body)
            || RepriceRequest.Read(body, name => catalogue.Current.Find(name)?.Id).Failed(out error, out var order))
        {
            await ErrorBody.WriteAsync(http.Response, error, http.RequestAborted);
            return;
        }

        var prices = new CurrentPrices(catalogue.Current, providers.Current);
        var result = await entries.RepriceAsync(order, prices.CostOf, http.RequestAborted);
        await AnswerAsync(http, json => RepriceRequest.Write(json, order, result));
    }

    private async Task<Result<OrderBody, CallerError>> ReadAsync(HttpContext http, IReadOnlyList<string> fields) =>
        doorkeeper.IdentifyAdmin(http.Request).Failed(out var stranger, out _) ? stranger : await OrderBody.ReadAsync(http.Request, fields, http.RequestAborted);

    private static async Task AnswerAsync(HttpContext http, Action<Utf8JsonWriter> write)
    {
        http.Response.ContentType = ResponseHead.Json;
        await http.Response.Body.WriteAsync(OpenAiDocument.Render(write), http.RequestAborted);
    }
}
