using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Http;
using Tessera.Gateway.Images;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Wire;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Dialects.OpenAi;

/// <summary>
/// Server-sent events: partial pictures while it is drawn, and a completed event for each finished one. No <c>[DONE]</c>, as
/// OpenAI sends none on picture streams; clients stop at the end of the stream.
/// </summary>
internal sealed class OpenAiEventReply(HttpResponse response, Operation operation, ImageStore store, TimeProvider time) : IImageReply
{
    // Partial pictures come from the painter's thread while signs of life come from the call's.
    private readonly SemaphoreSlim _line = new(1);
    private readonly string _family = operation == Operation.Generate ? "image_generation" : "image_edit";
    private ImageCall? _asked;
    private Receipt? _begun;

    public bool Streams => true;

    public bool PassesThrough(ImageCall call, WireKind kind) => kind == WireKind.Events;

    public void Begin(ImageCall call, Receipt receipt) => (_asked, _begun) = (call, receipt);

    public Task PartialAsync(PartialPicture partial, CancellationToken cancellation) => InTurnAsync(
        async () =>
        {
            var name = $"{_family}.partial_image";
            var (before, after) = Around(name, time.GetUtcNow(), _asked!.Size ?? "auto", _asked.Quality ?? "auto", _asked.Background ?? "auto", partial.Format.ApiName, partial.Index, null);
            await EventWriter.WriteAsync(response.BodyWriter, System.Text.Encoding.ASCII.GetBytes(name), before, new MemoryStream(partial.Bytes.ToArray()), after, cancellation);
        },
        cancellation);

    public Task KeepAliveAsync(CancellationToken cancellation) => InTurnAsync(
        async () =>
        {
            EventWriter.WritePing(response.BodyWriter);
            await response.BodyWriter.FlushAsync(cancellation);
        },
        cancellation);

    public Task FinishAsync(ImageResult result, Receipt receipt, CancellationToken cancellation)
    {
        _begun = receipt;
        return InTurnAsync(
            async () =>
            {
                var name = $"{_family}.completed";
                for (var i = 0; i < result.Pictures.Count; i++)
                {
                    var usage = result.Usage.Share(i, result.Pictures.Count);
                    var (before, after) = Around(name, result.Created, result.Size, result.Quality, result.Background, result.OutputFormat, null, usage);
                    await using var bytes = store.OpenPicture(result.Pictures[i].Stored);
                    await EventWriter.WriteAsync(response.BodyWriter, System.Text.Encoding.ASCII.GetBytes(name), before, bytes, after, cancellation);
                }
            },
            cancellation);
    }

    public async Task FailAsync(CallerError error, CancellationToken cancellation)
    {
        if (!response.HasStarted)
        {
            await ErrorBody.WriteAsync(response, error, cancellation);
            return;
        }

        var json = OpenAiDocument.Render(json =>
        {
            json.WriteStartObject();
            json.WriteString("type", "error");
            json.WritePropertyName("error");
            ErrorBody.WriteObject(json, error);
            json.WriteNumber("sequence_number", 0);
            json.WriteEndObject();
        });
        EventWriter.Write(response.BodyWriter, "error"u8, json.Span);
        await response.BodyWriter.FlushAsync(cancellation);
    }

    private async Task InTurnAsync(Func<Task> write, CancellationToken cancellation)
    {
        await _line.WaitAsync(cancellation);
        try
        {
            ResponseHead.Write(response, _begun!, ResponseHead.Events);
            await write();
        }
        finally
        {
            _line.Release();
        }
    }

    private static (ReadOnlyMemory<byte> Before, ReadOnlyMemory<byte> After) Around(
        string type, DateTimeOffset at, string? size, string? quality, string? background, string? format, int? index, Usage? usage)
    {
        var whole = OpenAiDocument.Render(json =>
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            json.WriteString("b64_json", "");
            json.WriteNumber("created_at", at.ToUnixTimeSeconds());
            OpenAiDocument.WriteText(json, "size", size);
            OpenAiDocument.WriteText(json, "quality", quality);
            OpenAiDocument.WriteText(json, "background", background);
            OpenAiDocument.WriteText(json, "output_format", format);
            if (index is { } number)
            {
                json.WriteNumber("partial_image_index", number);
            }

            if (usage is { } used)
            {
                json.WritePropertyName("usage");
                OpenAiDocument.WriteUsage(json, used, withOutputDetails: false);
            }

            json.WriteEndObject();
        });
        var quote = whole.Span.IndexOf("\"b64_json\":\""u8) + "\"b64_json\":\""u8.Length;
        return (whole[..quote], whole[quote..]);
    }
}
