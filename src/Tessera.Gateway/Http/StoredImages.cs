using System.Buffers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Images;
using Tessera.Gateway.Pipeline;
using Tessera.Gateway.Reports;
using Tessera.Gateway.Wire;
using Tessera.Ledger.Entries;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Http;

/// <summary>
/// <c>GET /v1/images/{gen_id}</c>: a generation as it was recorded, with its pictures; or how it stands, while it runs. Pictures
/// come as base64; <c>?response_format=url</c> gives signed addresses; <c>Prefer: wait=30</c> waits for the end.
/// <c>DELETE</c> cancels one that runs. Only the key that made it, and admins, can do either.
/// </summary>
internal sealed class StoredImages(Doorkeeper doorkeeper, Journal journal, EntryBook entries, RunningGenerations running, ImageStore store, FileUrlSigner signer, TimeProvider time)
{
    public static readonly CallerError NotFound = new(404, CallerError.InvalidRequest, "generation_not_found", "id",
        "There is no such generation for this key. Its id is in the header x-tessera-generation-id of the call that made it.");

    public static string PathOf(string id) => $"/v1/images/{id}";

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/v1/images/{id}", GetAsync);
        app.MapDelete("/v1/images/{id}", CancelAsync);
    }

    private async Task GetAsync(HttpContext http)
    {
        if (doorkeeper.Identify(http.Request).Failed(out var stranger, out var key))
        {
            await ErrorBody.WriteAsync(http.Response, stranger, http.RequestAborted);
            return;
        }

        var id = (string)http.Request.RouteValues["id"]!;
        if (running.Find(id) is { } live && IsFor(key, live.Key.Id) && await WaitAsync(live, http) is null)
        {
            await AsyncPreference.WriteAsync(http, live);
        }
        else if (await journal.FindAsync(id) is { } record && IsFor(key, record.KeyId))
        {
            await WriteAsync(http, record);
        }
        else if (await journal.FindHeldAsync(id) is { } draft && IsFor(key, draft.KeyId))
        {
            await AsyncPreference.WriteAsync(http, id, GenerationDocument.Held(draft));
        }
        else
        {
            await ErrorBody.WriteAsync(http.Response, NotFound, http.RequestAborted);
        }
    }

    private async Task CancelAsync(HttpContext http)
    {
        if (doorkeeper.Identify(http.Request).Failed(out var stranger, out var key))
        {
            await ErrorBody.WriteAsync(http.Response, stranger, http.RequestAborted);
            return;
        }

        var id = (string)http.Request.RouteValues["id"]!;
        if (running.Find(id) is { } live && IsFor(key, live.Key.Id))
        {
            await live.CancelAsync();
            var record = await live.Ended.WaitAsync(http.RequestAborted);
            await WriteAsync(http, record);
        }
        else if (await journal.FindAsync(id) is { } ended && IsFor(key, ended.KeyId))
        {
            await ErrorBody.WriteAsync(http.Response, new(400, CallerError.InvalidRequest, "generation_ended", "id",
                $"This generation has ended ({ended.Outcome.ToString().ToLowerInvariant()}): there is nothing left to cancel."), http.RequestAborted);
        }
        else
        {
            await ErrorBody.WriteAsync(http.Response, NotFound, http.RequestAborted);
        }
    }

    private static bool IsFor(ApiKey key, string owner) => key.Id == owner || key.Kind == KeyKind.Admin;

    /// <summary>The record if the generation ends within the time that the client waits; null if it still runs.</summary>
    private async Task<GenerationRecord?> WaitAsync(RunningGeneration live, HttpContext http)
    {
        try
        {
            return await live.Ended.WaitAsync(AsyncPreference.WaitOf(http.Request), time, http.RequestAborted);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task WriteAsync(HttpContext http, GenerationRecord record)
    {
        var asUrls = http.Request.Query["response_format"] == "url";
        var response = http.Response;
        response.ContentType = ResponseHead.Json;
        response.Headers[TesseraHeaders.GenerationId] = record.Id;
        var bill = Bill.Of(record, await entries.OfAsync(record, http.RequestAborted));
        if (bill.Cost is { } cost)
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

        body.Write(GenerationDocument.After(record, bill).Span);
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
