using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Images;
using Tessera.Gateway.Pipeline;
using Tessera.Gateway.Wire;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Http;

/// <summary>
/// <c>GET /v1/images/{gen_id}</c>: a generation as it was recorded, with its pictures. Pictures come as base64;
/// <c>?response_format=url</c> gives signed addresses. Only the key that made it, and admins, can see it.
/// </summary>
internal sealed class StoredImages(Doorkeeper doorkeeper, Journal journal, ImageStore store, FileUrlSigner signer)
{
    public void Map(IEndpointRouteBuilder app) => app.MapGet("/v1/images/{id}", GetAsync);

    private async Task GetAsync(HttpContext http)
    {
        if (doorkeeper.Identify(http.Request).Failed(out var stranger, out var key))
        {
            await ErrorBody.WriteAsync(http.Response, stranger, http.RequestAborted);
            return;
        }

        var id = (string)http.Request.RouteValues["id"]!;
        if (await journal.FindAsync(id) is not { } record || (record.KeyId != key.Id && key.Kind != KeyKind.Admin))
        {
            await ErrorBody.WriteAsync(http.Response, new(404, CallerError.InvalidRequest, "generation_not_found", "id",
                "There is no such generation for this key. Its id is in the header x-tessera-generation-id of the call that made it."), http.RequestAborted);
            return;
        }

        await WriteAsync(http, record);
    }

    private async Task WriteAsync(HttpContext http, GenerationRecord record)
    {
        var asUrls = http.Request.Query["response_format"] == "url";
        var response = http.Response;
        response.ContentType = ResponseHead.Json;
        response.Headers[TesseraHeaders.GenerationId] = record.Id;
        if (record.Cost is { } cost)
        {
            response.Headers[TesseraHeaders.Cost] = cost.ToString();
        }

        var body = response.BodyWriter;
        body.Write(GenerationDocument.Before(record).Span);
        for (var i = 0; i < record.Pictures.Count; i++)
        {
            body.Write(i == 0 ? ""u8 : ","u8);
            await WritePictureAsync(http, record.Pictures[i], asUrls);
        }

        body.Write(GenerationDocument.After(record).Span);
        await body.FlushAsync(http.RequestAborted);
    }

    private async Task WritePictureAsync(HttpContext http, PictureRecord picture, bool asUrl)
    {
        var body = http.Response.BodyWriter;
        if (store.Find(picture.Hash) is not { } stored || store.OpenRead(picture.Hash) is not { } bytes)
        {
            // Retention removed the bytes; the record stays and says what there was.
            body.Write(OpenAiDocument.Render(json => GenerationDocument.WritePicture(json, picture, isKept: false)).Span);
            return;
        }

        await using (bytes)
        {
            var about = OpenAiDocument.Render(json => GenerationDocument.WritePicture(json, picture, isKept: true));
            body.Write(about.Span[..^1]);
            if (asUrl)
            {
                body.Write(System.Text.Encoding.ASCII.GetBytes($",\"url\":\"{PublicAddress.Of(http.Request, signer.Sign(stored, PublicAddress.ValidFor))}\"}}"));
                return;
            }

            await JsonPictureWriter.WriteAsync(body, ",\"b64_json\":\""u8.ToArray(), bytes, "\"}"u8.ToArray(), http.RequestAborted);
        }
    }
}
