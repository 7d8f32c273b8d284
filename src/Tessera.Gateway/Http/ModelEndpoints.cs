using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Pipeline;

namespace Tessera.Gateway.Http;

/// <summary>The catalogue over HTTP. It needs no key, as at Vercel; a wrong key is told all the same, since many clients test theirs here.</summary>
internal sealed class ModelEndpoints(LiveCatalogue catalogue, Doorkeeper doorkeeper)
{
    private const string EndpointsSuffix = "/endpoints";

    /// <summary>The list as it was written for a catalogue; another one is written when that is swapped.</summary>
    private volatile Written? _list;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/models", http => AnswerAsync(http, List()));
        app.MapGet("/v1/models/{**id}", OneAsync);
    }

    private ReadOnlyMemory<byte> List()
    {
        var current = catalogue.Current;
        var list = _list;
        if (list?.Of != current)
        {
            _list = list = new Written(current, Write(current));
        }

        return list.Json;
    }

    private static ReadOnlyMemory<byte> Write(ModelCatalogue catalogue) => OpenAiDocument.Render(json =>
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var model in catalogue.All)
        {
            ModelDocument.Write(json, model);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private async Task OneAsync(HttpContext http)
    {
        // OpenAI's Node client sends the slash as %2F, which Kestrel leaves as it is.
        var id = Uri.UnescapeDataString((string?)http.Request.RouteValues["id"] ?? "");
        var wantsEndpoints = id.EndsWith(EndpointsSuffix, StringComparison.Ordinal);
        var model = catalogue.Current.Find(wantsEndpoints ? id[..^EndpointsSuffix.Length] : id);
        if (model is null)
        {
            await ErrorBody.WriteAsync(http.Response, new(404, CallerError.InvalidRequest, "model_not_found", "model", $"The model '{id}' does not exist. GET /v1/models lists those that do."), http.RequestAborted);
            return;
        }

        await AnswerAsync(http, OpenAiDocument.Render(json =>
        {
            if (wantsEndpoints)
            {
                ModelEndpointsDocument.Write(json, model);
            }
            else
            {
                ModelDocument.Write(json, model);
            }
        }));
    }

    private async Task AnswerAsync(HttpContext http, ReadOnlyMemory<byte> body)
    {
        if (http.Request.Headers.ContainsKey("Authorization") && doorkeeper.Identify(http.Request).Error is { } stranger)
        {
            await ErrorBody.WriteAsync(http.Response, stranger, http.RequestAborted);
            return;
        }

        http.Response.ContentType = ResponseHead.Json;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private sealed record Written(ModelCatalogue Of, ReadOnlyMemory<byte> Json);
}
