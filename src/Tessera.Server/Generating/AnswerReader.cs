using System.Text.Json;

namespace Tessera.Server.Generating;

/// <summary>An event of a picture stream: a partial picture, whose bytes are not kept, a finished one, or an error.</summary>
internal readonly record struct PictureEvent(bool IsPartial, byte[]? Picture, string? Error);

/// <summary>Reads the answers of the Images API. Pure; base64 goes from the answer's bytes to the picture's.</summary>
internal static class AnswerReader
{
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static PictureEvent Event(ReadOnlySpan<byte> data)
    {
        var json = new Utf8JsonReader(data);
        var (isPartial, isError) = (false, false);
        byte[]? picture = null;
        string? message = null;
        while (json.Read())
        {
            if (json.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            var isType = json.ValueTextEquals("type"u8) && json.CurrentDepth == 1;
            var isPicture = json.ValueTextEquals("b64_json"u8);
            var isMessage = json.ValueTextEquals("message"u8);
            json.Read();
            if (isType)
            {
                isPartial = json.GetString()?.EndsWith(".partial_image", StringComparison.Ordinal) == true;
                isError = json.ValueTextEquals("error"u8);
            }
            else if (isPicture && !isPartial)
            {
                picture = json.GetBytesFromBase64();
            }
            else if (isMessage)
            {
                message = json.GetString();
            }
        }

        return isError ? new(false, null, message ?? "The gateway reports an error and does not say which.") : isPartial ? new(true, null, null) : new(false, picture, null);
    }

    /// <summary>The pictures of a JSON document.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static List<byte[]> Pictures(ReadOnlyMemory<byte> document)
    {
        var json = new Utf8JsonReader(document.Span);
        var pictures = new List<byte[]>();
        while (json.Read())
        {
            if (json.TokenType == JsonTokenType.PropertyName && json.ValueTextEquals("b64_json"u8) && json.Read() && json.TokenType == JsonTokenType.String)
            {
                pictures.Add(json.GetBytesFromBase64());
            }
        }

        return pictures;
    }

    /// <summary>How far a generation is; null where the gateway does not say, or has ended it.</summary>
    public static Movement? Standing(ReadOnlyMemory<byte> document)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            var root = json.RootElement;
            if (root.TryGetProperty("queue_position", out var place))
            {
                return new Movement(0, null, $"{place.GetInt32()} in line");
            }

            if (root.TryGetProperty("loading_model", out _))
            {
                return new Movement(0, null, "loading the model");
            }

            return root.TryGetProperty("progress", out var progress) && (progress.GetProperty("tokens").GetInt32(), progress.GetProperty("tokens_total").GetInt32()) is var (tokens, total)
                ? new Movement(tokens, total, $"{tokens} of {total} tokens")
                : null;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The sentence of an error, as OpenAI and its kin write it.</summary>
    public static string Refusal(ReadOnlyMemory<byte> document, int status, string address)
    {
        try
        {
            using var json = JsonDocument.Parse(document);
            if (json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("error", out var error)
                && error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty("message", out var message)
                && message.ValueKind == JsonValueKind.String)
            {
                return message.GetString()!;
            }
        }
        catch (JsonException)
        {
            // A page of some proxy, or nothing.
        }

        return $"{address} answered {status} and did not say why. Is it the address of a gateway?";
    }
}
