using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Http;
using Tessera.Gateway.Pipeline;
using Tessera.Ledger.Entries;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Reports;

/// <summary>
/// <c>GET /v1/generation?id=</c>, which the AI SDK's <c>getGenerationInfo</c> asks: what one call used and cost, from the books, so
/// that it answers when the record is long gone. Errors are flat here, as they are at Vercel.
/// </summary>
internal sealed class GenerationInfoEndpoint(Doorkeeper doorkeeper, Journal journal, EntryBook entries)
{
    public void Map(IEndpointRouteBuilder app) => app.MapGet("/v1/generation", InfoAsync);

    private async Task InfoAsync(HttpContext http)
    {
        if (doorkeeper.Identify(http.Request).Failed(out var stranger, out var key))
        {
            await ErrorBody.WriteAsync(http.Response, stranger, http.RequestAborted);
            return;
        }

        var id = http.Request.Query["id"].ToString();
        if (GenerationInfo.IdFault(id) is { } fault)
        {
            await ErrorAsync(http, 400, fault, null);
            return;
        }

        var record = await journal.FindAsync(id);
        var booked = await entries.OfAsync(id, http.RequestAborted);
        if (GenerationInfo.Of(record, booked) is not { } info || (key.Kind != KeyKind.Admin && info.KeyId != key.Id))
        {
            await ErrorAsync(http, 404, "Usage event not found", id);
            return;
        }

        http.Response.ContentType = ResponseHead.Json;
        await http.Response.Body.WriteAsync(OpenAiDocument.Render(info.Write), http.RequestAborted);
    }

    private static async Task ErrorAsync(HttpContext http, int status, string error, string? id)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = ResponseHead.Json;
        await http.Response.Body.WriteAsync(
            OpenAiDocument.Render(json =>
            {
                json.WriteStartObject();
                json.WriteString("error", error);
                if (id is not null)
                {
                    json.WriteString("id", id);
                    json.WriteString("message", "There is no such generation for this key, or it has not ended yet. Its id is in the header x-tessera-generation-id of the call.");
                }

                json.WriteEndObject();
            }),
            http.RequestAborted);
    }
}
