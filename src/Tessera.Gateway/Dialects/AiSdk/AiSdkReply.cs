using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Http;
using Tessera.Gateway.Images;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Dialects.AiSdk;

/// <summary>
/// <c>{"images":[base64…],"warnings":[…],"providerMetadata":{…},"usage":{…}}</c>. Optional keys are left out and never null:
/// a null makes the client throw away pictures that were paid for.
/// </summary>
internal sealed class AiSdkReply(HttpContext http, ImageStore store, int version) : IImageReply
{
    private ImageCall? _asked;

    public bool Streams => false;

    public bool PassesThrough(ImageCall call, WireKind kind) => false;

    public void Begin(ImageCall call, Receipt receipt) => _asked = call;

    public Task PartialAsync(KeptPartial partial, CancellationToken cancellation) => Task.CompletedTask;

    public Task KeepAliveAsync(string? note, CancellationToken cancellation) => Task.CompletedTask;

    public async Task FinishAsync(ImageResult result, Receipt receipt, CancellationToken cancellation)
    {
        ResponseHead.Write(http.Response, receipt, ResponseHead.Json);
        var body = http.Response.BodyWriter;
        body.Write("{\"images\":["u8);
        for (var i = 0; i < result.Pictures.Count; i++)
        {
            await using var bytes = store.OpenPicture(result.Pictures[i].Stored);
            await JsonPictureWriter.WriteAsync(body, i == 0 ? "\""u8.ToArray() : ",\""u8.ToArray(), bytes, "\""u8.ToArray(), cancellation);
        }

        body.Write("],"u8);
        body.Write(OpenAiDocument.Render(json => WriteRest(json, result, receipt)).Span[1..]);
        await body.FlushAsync(cancellation);
    }

    public async Task FailAsync(CallerError error, CancellationToken cancellation)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        await AiSdkErrors.WriteAsync(http, error, cancellation);
    }

    private void WriteRest(Utf8JsonWriter json, ImageResult result, Receipt receipt)
    {
        json.WriteStartObject();
        json.WriteStartArray("warnings");
        foreach (var adjustment in receipt.Adjustments.Where(adjustment => adjustment.Kind != AdjustmentKind.Mapped))
        {
            WriteWarning(json, adjustment);
        }

        json.WriteEndArray();
        json.WriteStartObject("providerMetadata");
        WritePictures(json, result);
        GatewayMetadata.Write(json, receipt);
        json.WriteEndObject();
        if (result.HasTokens)
        {
            json.WriteStartObject("usage");
            json.WriteNumber("inputTokens", result.Usage.InputTokens);
            json.WriteNumber("outputTokens", result.Usage.OutputTokens);
            json.WriteNumber("totalTokens", result.Usage.TotalTokens);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>Clients of version 2 know one kind of warning, and fail on any other.</summary>
    private void WriteWarning(Utf8JsonWriter json, Adjustment adjustment)
    {
        json.WriteStartObject();
        if (version == 2 || adjustment.Field == "prompt")
        {
            json.WriteString("type", "other");
            json.WriteString("message", adjustment.Field == "prompt" ? $"words that the painter does not know: {adjustment.Note}" : $"{adjustment.Field}: {adjustment.Note}");
        }
        else
        {
            json.WriteString("type", "unsupported");
            json.WriteString("feature", adjustment.Field);
            json.WriteString("details", adjustment.Note);
        }

        json.WriteEndObject();
    }

    /// <summary>Every block beside <c>gateway</c> must have an <c>images</c> array, or ai 5, 6 and 7 crash.</summary>
    private void WritePictures(Utf8JsonWriter json, ImageResult result)
    {
        json.WriteStartObject(_asked!.Model.Creator);
        json.WriteStartArray("images");
        foreach (var picture in result.Pictures)
        {
            json.WriteStartObject();
            OpenAiDocument.WriteText(json, "revisedPrompt", picture.RevisedPrompt);
            json.WriteNumber("created", result.Created.ToUnixTimeSeconds());
            OpenAiDocument.WriteText(json, "size", result.Size);
            OpenAiDocument.WriteText(json, "quality", result.Quality);
            OpenAiDocument.WriteText(json, "background", result.Background);
            OpenAiDocument.WriteText(json, "outputFormat", result.OutputFormat);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
