using System.IO.Pipelines;
using System.Text;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Http;
using Tessera.Gateway.Images;
using Tessera.Gateway.Wire;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Dialects.OpenAi;

/// <summary>
/// Writes a picture stream in OpenAI's format: partial pictures, then a completed event for each finished one, or an error.
/// Each has its number in the stream as its id, from 1 on; a stream that is resumed leaves out those that the client has. For
/// one writer at a time.
/// </summary>
/// <param name="after">The number of the last event that the client has; 0 for all.</param>
internal sealed class OpenAiEvents(PipeWriter writer, bool isGeneration, ImageStore store, int after = 0)
{
    private readonly string _family = isGeneration ? "image_generation" : "image_edit";
    private int _number;

    /// <summary>The number of the last event of this stream, sent or left out.</summary>
    public int Number => _number;

    /// <summary>Leaves an event out that cannot be sent any more; those behind it keep their numbers.</summary>
    public void Skip() => _number++;

    /// <summary>Size, quality and background are what was asked for: nothing better is known before the end.</summary>
    public async Task PartialAsync(KeptPartial partial, DateTimeOffset at, string? size, string? quality, string? background, CancellationToken cancellation)
    {
        if (++_number <= after)
        {
            return;
        }

        var name = $"{_family}.partial_image";
        var (before, rest) = Around(name, at, size ?? "auto", quality ?? "auto", background ?? "auto", partial.Stored.Format.ApiName, partial.Index, null);
        await using var bytes = store.OpenPicture(partial.Stored);
        await EventWriter.WriteAsync(writer, Encoding.ASCII.GetBytes(name), before, bytes, rest, _number, cancellation);
    }

    public async Task CompletedAsync(ImageResult result, CancellationToken cancellation)
    {
        var name = $"{_family}.completed";
        for (var i = 0; i < result.Pictures.Count; i++)
        {
            if (++_number <= after)
            {
                continue;
            }

            var usage = result.Usage.Share(i, result.Pictures.Count);
            var (before, rest) = Around(name, result.Created, result.Size, result.Quality, result.Background, result.OutputFormat, null, usage);
            await using var bytes = store.OpenPicture(result.Pictures[i].Stored);
            await EventWriter.WriteAsync(writer, Encoding.ASCII.GetBytes(name), before, bytes, rest, _number, cancellation);
        }
    }

    public async Task ErrorAsync(CallerError error, CancellationToken cancellation)
    {
        if (++_number <= after)
        {
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
        EventWriter.Write(writer, "error"u8, json.Span, _number);
        await writer.FlushAsync(cancellation);
    }

    public async Task PingAsync(string? note, CancellationToken cancellation)
    {
        EventWriter.WritePing(writer, note);
        await writer.FlushAsync(cancellation);
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
