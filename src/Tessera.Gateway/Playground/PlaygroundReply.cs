using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Dialects;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Playground;

/// <summary>
/// OpenAI's events, and a last one of our own: <c>tessera.receipt</c>, with what a plain answer says in headers and a stream
/// only knows at its end, the cost and what was adjusted.
/// </summary>
internal sealed class PlaygroundReply(HttpResponse response, OpenAiEventReply events) : IImageReply
{
    private ImageCall? _asked;

    public bool Streams => true;

    /// <summary>Never: a receipt comes after the pictures, and the painter passes no bytes anyway.</summary>
    public bool PassesThrough(ImageCall call, WireKind kind) => false;

    public void Begin(ImageCall call, Receipt receipt)
    {
        _asked = call;
        events.Begin(call, receipt);
    }

    public Task PartialAsync(KeptPartial partial, CancellationToken cancellation) => events.PartialAsync(partial, cancellation);

    public Task KeepAliveAsync(string? note, CancellationToken cancellation) => events.KeepAliveAsync(note, cancellation);

    public async Task FinishAsync(ImageResult result, Receipt receipt, CancellationToken cancellation)
    {
        await events.FinishAsync(result, receipt, cancellation);
        EventWriter.Write(response.BodyWriter, "tessera.receipt"u8, Document(result, receipt).Span);
        await response.BodyWriter.FlushAsync(cancellation);
    }

    public Task FailAsync(CallerError error, CancellationToken cancellation) => events.FailAsync(error, cancellation);

    private ReadOnlyMemory<byte> Document(ImageResult result, Receipt receipt) => OpenAiDocument.Render(json =>
    {
        json.WriteStartObject();
        json.WriteString("type", "tessera.receipt");
        json.WriteString("generation_id", receipt.GenerationId);
        json.WriteString("model", receipt.Model);
        json.WriteString("model_name", _asked!.Model.Name);
        json.WriteString("provider", receipt.Provider);
        json.WriteString("cost_usd", receipt.Cost?.ToString());
        json.WriteBoolean("has_tokens", result.HasTokens);
        json.WriteNumber("partial_image_tokens", result.HasTokens && _asked.Stream && _asked.Model.Tokens is { } rule ? OutputTokens.OfPartial(rule) * (_asked.PartialImages ?? 0) : 0);
        json.WriteStartArray("adjusted");
        foreach (var adjustment in receipt.Adjustments)
        {
            WriteAdjustment(json, adjustment);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteAdjustment(Utf8JsonWriter json, Adjustment adjustment)
    {
        json.WriteStartObject();
        json.WriteString("field", adjustment.Field);
        json.WriteString("note", adjustment.Note);
        json.WriteEndObject();
    }
}
