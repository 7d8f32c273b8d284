using System.Buffers;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Http;
using Tessera.Gateway.Images;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Dialects.OpenAi;

/// <summary>One JSON document with all pictures, as base64 or as signed addresses.</summary>
internal sealed class OpenAiJsonReply(HttpContext http, ImageStore store, FileUrlSigner signer) : IImageReply
{
    private Delivery _delivery;

    public bool Streams => false;

    public bool PassesThrough(ImageCall call, WireKind kind) => kind == WireKind.Json && call.Delivery == Delivery.Base64;

    public void Begin(ImageCall call, Receipt receipt) => _delivery = call.Delivery;

    public Task PartialAsync(KeptPartial partial, CancellationToken cancellation) => Task.CompletedTask;

    public Task KeepAliveAsync(string? note, CancellationToken cancellation) => Task.CompletedTask;

    public async Task FinishAsync(ImageResult result, Receipt receipt, CancellationToken cancellation)
    {
        ResponseHead.Write(http.Response, receipt, ResponseHead.Json);
        var body = http.Response.BodyWriter;
        body.Write(OpenAiDocument.Before(result).Span);
        for (var i = 0; i < result.Pictures.Count; i++)
        {
            if (i > 0)
            {
                body.Write(","u8);
            }

            await WritePictureAsync(result.Pictures[i], cancellation);
        }

        body.Write(OpenAiDocument.After(result).Span);
        await body.FlushAsync(cancellation);
    }

    public async Task FailAsync(CallerError error, CancellationToken cancellation)
    {
        if (http.Response.HasStarted)
        {
            // A document that ends early must not look whole.
            http.Abort();
            return;
        }

        await ErrorBody.WriteAsync(http.Response, error, cancellation);
    }

    private async Task WritePictureAsync(FinishedPicture picture, CancellationToken cancellation)
    {
        var revised = picture.RevisedPrompt is { } prompt
            ? OpenAiDocument.Render(json => { json.WriteStartObject(); json.WriteString("revised_prompt", prompt); })[1..]
            : default;
        var body = http.Response.BodyWriter;
        if (_delivery == Delivery.Url)
        {
            body.Write("{\"url\":\""u8);
            body.Write(System.Text.Encoding.ASCII.GetBytes(PublicAddress.Of(http.Request, signer.Sign(picture.Stored, PublicAddress.ValidFor))));
        }
        else
        {
            await using var bytes = store.OpenPicture(picture.Stored);
            await JsonPictureWriter.WriteAsync(body, "{\"b64_json\":\""u8.ToArray(), bytes, default, cancellation);
        }

        body.Write("\""u8);
        if (!revised.IsEmpty)
        {
            body.Write(","u8);
            body.Write(revised.Span);
        }

        body.Write("}"u8);
    }
}
