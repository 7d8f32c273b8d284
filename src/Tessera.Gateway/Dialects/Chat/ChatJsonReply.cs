using System.Buffers;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Http;
using Tessera.Gateway.Images;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Dialects.Chat;

/// <summary>One chat completion with a sentence in <c>content</c> and the pictures in <c>images</c>.</summary>
internal sealed class ChatJsonReply(HttpContext http, ImageStore store) : IImageReply
{
    public bool Streams => false;

    public bool PassesThrough(ImageCall call, WireKind kind) => false;

    public void Begin(ImageCall call, Receipt receipt)
    {
    }

    public Task PartialAsync(KeptPartial partial, CancellationToken cancellation) => Task.CompletedTask;

    public Task KeepAliveAsync(string? note, CancellationToken cancellation) => Task.CompletedTask;

    public async Task FinishAsync(ImageResult result, Receipt receipt, CancellationToken cancellation)
    {
        ResponseHead.Write(http.Response, receipt, ResponseHead.Json);
        var body = http.Response.BodyWriter;
        body.Write(Before(result, receipt).Span);
        body.Write(",\"images\":["u8);
        for (var i = 0; i < result.Pictures.Count; i++)
        {
            await using var bytes = store.OpenPicture(result.Pictures[i].Stored);
            await JsonPictureWriter.WriteAsync(body, ChatDocument.OpenPicture(result.Pictures[i], i == 0), bytes, ChatDocument.ClosePicture, cancellation);
        }

        body.Write(After(result, receipt).Span);
        await body.FlushAsync(cancellation);
    }

    public Task FailAsync(CallerError error, CancellationToken cancellation) => ChatErrors.WriteAsync(http, error, cancellation);

    private static ReadOnlyMemory<byte> Before(ImageResult result, Receipt receipt) => OpenAiDocument.Render(json =>
    {
        json.WriteStartObject();
        ChatDocument.WriteHead(json, "chat.completion", result.Created, receipt);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("message");
        json.WriteString("role", "assistant");
        json.WriteString("content", ChatDocument.Sentence(result));
        json.WriteNull("refusal");
    });

    private static ReadOnlyMemory<byte> After(ImageResult result, Receipt receipt)
    {
        var whole = OpenAiDocument.Render(json =>
        {
            json.WriteStartArray();
            json.WriteStartObject();
            json.WriteStartObject("message");
            json.WriteStartArray("images");
            json.WriteEndArray();
            json.WriteStartObject("provider_metadata");
            GatewayMetadata.Write(json, receipt);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteNull("logprobs");
            json.WriteString("finish_reason", "stop");
            json.WriteEndObject();
            json.WriteEndArray();
        });
        var rest = OpenAiDocument.Render(json =>
        {
            json.WriteStartObject();
            ChatDocument.WriteUsage(json, result, receipt);
            json.WriteString("generationId", receipt.GenerationId);
            json.WriteEndObject();
        });
        var opening = "[{\"message\":{\"images\":["u8.Length;
        return (byte[])[.. whole.Span[opening..], (byte)',', .. rest.Span[1..]];
    }
}
