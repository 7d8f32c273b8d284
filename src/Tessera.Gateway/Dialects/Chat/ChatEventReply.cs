using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Http;
using Tessera.Gateway.Images;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Dialects.Chat;

/// <summary>A chat stream: the role, the sentence, a chunk for each picture, the end with usage and routing, <c>[DONE]</c>.</summary>
internal sealed class ChatEventReply(HttpContext http, ImageStore store) : IImageReply
{
    private const string Kind = "chat.completion.chunk";
    private Receipt? _begun;

    public bool Streams => true;

    public bool PassesThrough(ImageCall call, WireKind kind) => false;

    public void Begin(ImageCall call, Receipt receipt) => _begun = receipt;

    /// <summary>A chat chunk has no place for a picture that another one replaces.</summary>
    public Task PartialAsync(KeptPartial partial, CancellationToken cancellation) => Task.CompletedTask;

    public async Task KeepAliveAsync(string? note, CancellationToken cancellation)
    {
        ResponseHead.Write(http.Response, _begun!, ResponseHead.Events);
        EventWriter.WritePing(http.Response.BodyWriter, note);
        await http.Response.BodyWriter.FlushAsync(cancellation);
    }

    public async Task FinishAsync(ImageResult result, Receipt receipt, CancellationToken cancellation)
    {
        ResponseHead.Write(http.Response, receipt, ResponseHead.Events);
        var body = http.Response.BodyWriter;
        Write(body, result, receipt, json => json.WriteString("role", "assistant"));
        Write(body, result, receipt, json => json.WriteString("content", ChatDocument.Sentence(result)));
        foreach (var picture in result.Pictures)
        {
            var chunk = Chunk(result, receipt, json => { json.WriteStartArray("images"); json.WriteEndArray(); }, isLast: false);
            var gap = chunk.Span.IndexOf("\"images\":["u8) + "\"images\":["u8.Length;
            await using var bytes = store.OpenPicture(picture.Stored);
            await EventWriter.WriteAsync(
                body,
                default,
                (byte[])[.. chunk.Span[..gap], .. ChatDocument.OpenPicture(picture, isFirst: true).Span],
                bytes,
                (byte[])[.. ChatDocument.ClosePicture.Span, .. chunk.Span[gap..]],
                null,
                cancellation);
        }

        EventWriter.Write(body, default, Chunk(result, receipt, json => WriteMetadata(json, receipt), isLast: true).Span);
        EventWriter.Write(body, default, "[DONE]"u8);
        await body.FlushAsync(cancellation);
    }

    public async Task FailAsync(CallerError error, CancellationToken cancellation)
    {
        if (!http.Response.HasStarted)
        {
            await ChatErrors.WriteAsync(http, error, cancellation);
            return;
        }

        EventWriter.Write(http.Response.BodyWriter, default, ErrorBody.Render(error).Span);
        await http.Response.BodyWriter.FlushAsync(cancellation);
    }

    private static void Write(IBufferWriter<byte> body, ImageResult result, Receipt receipt, Action<Utf8JsonWriter> writeDelta) =>
        EventWriter.Write(body, default, Chunk(result, receipt, writeDelta, isLast: false).Span);

    private static ReadOnlyMemory<byte> Chunk(ImageResult result, Receipt receipt, Action<Utf8JsonWriter> writeDelta, bool isLast) => OpenAiDocument.Render(json =>
    {
        json.WriteStartObject();
        ChatDocument.WriteHead(json, Kind, result.Created, receipt);
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        json.WriteStartObject("delta");
        writeDelta(json);
        json.WriteEndObject();
        json.WriteString("finish_reason", isLast ? "stop" : null);
        json.WriteEndObject();
        json.WriteEndArray();
        if (isLast)
        {
            ChatDocument.WriteUsage(json, result, receipt);
            json.WriteString("generationId", receipt.GenerationId);
        }

        json.WriteEndObject();
    });

    private static void WriteMetadata(Utf8JsonWriter json, Receipt receipt)
    {
        json.WriteStartObject("provider_metadata");
        GatewayMetadata.Write(json, receipt);
        json.WriteEndObject();
    }
}
