using System.Buffers;
using System.Text.Json;
using Tessera.Gateway.Calls;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Dialects.OpenAi;

/// <summary>
/// The text around the pictures of an answer in OpenAI's images format, in the order of keys that was recorded:
/// created, background, data, output_format, quality, size, usage.
/// </summary>
internal static class OpenAiDocument
{
    /// <summary>Up to and with the bracket that opens <c>data</c>.</summary>
    public static ReadOnlyMemory<byte> Before(ImageResult result) => Render(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("created", result.Created.ToUnixTimeSeconds());
        WriteText(json, "background", result.Background);
        json.WriteStartArray("data");
    });

    /// <summary>From the bracket that closes <c>data</c> to the end. Without its first two brackets it is no JSON by itself.</summary>
    public static ReadOnlyMemory<byte> After(ImageResult result) => Render(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("data");
        json.WriteEndArray();
        WriteText(json, "output_format", result.OutputFormat);
        WriteText(json, "quality", result.Quality);
        WriteText(json, "size", result.Size);
        if (result.HasTokens)
        {
            json.WritePropertyName("usage");
            WriteUsage(json, result.Usage, withOutputDetails: true);
        }

        json.WriteEndObject();
    })["{\"data\":["u8.Length..];

    public static void WriteUsage(Utf8JsonWriter json, Usage usage, bool withOutputDetails)
    {
        json.WriteStartObject();
        json.WriteNumber("input_tokens", usage.InputTokens);
        json.WriteStartObject("input_tokens_details");
        json.WriteNumber("image_tokens", usage.ImageIn + usage.CachedImageIn);
        json.WriteNumber("text_tokens", usage.TextIn + usage.CachedTextIn);
        json.WriteEndObject();
        json.WriteNumber("output_tokens", usage.OutputTokens);
        if (withOutputDetails)
        {
            json.WriteStartObject("output_tokens_details");
            json.WriteNumber("image_tokens", usage.ImageOut);
            json.WriteNumber("text_tokens", usage.TextOut);
            json.WriteEndObject();
        }

        json.WriteNumber("total_tokens", usage.TotalTokens);
        json.WriteEndObject();
    }

    public static void WriteText(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>Whatever was written; open brackets stay open.</summary>
    public static ReadOnlyMemory<byte> Render(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json);
        }

        return buffer.WrittenMemory;
    }
}
