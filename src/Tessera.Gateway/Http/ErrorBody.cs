using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Http;

/// <summary>An error in OpenAI's shape: <c>{"error":{"message","type","param","code"}}</c>, all four keys always there.</summary>
internal static class ErrorBody
{
    /// <summary>Sets status and headers; the body is the dialect's.</summary>
    public static void WriteHead(HttpResponse response, CallerError error)
    {
        response.StatusCode = error.Status;
        response.ContentType = ResponseHead.Json;
        response.ContentLength = null;
        if (error.Status == StatusCodes.Status401Unauthorized)
        {
            // OpenAI's own words on these paths (recorded).
            response.Headers.WWWAuthenticate = "Bearer realm=\"OpenAI API\"";
        }

        if (error.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString("0", CultureInfo.InvariantCulture);
            response.Headers["retry-after-ms"] = wait.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
        }

        if (error.MayRepeat == false)
        {
            response.Headers[TesseraHeaders.ShouldRetry] = "false";
        }
    }

    public static async Task WriteAsync(HttpResponse response, CallerError error, CancellationToken cancellation = default)
    {
        WriteHead(response, error);
        var body = Render(error);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, cancellation);
    }

    public static ReadOnlyMemory<byte> Render(CallerError error)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WritePropertyName("error");
            WriteObject(json, error);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    public static void WriteObject(Utf8JsonWriter json, CallerError error)
    {
        if (error.Raw is { } raw)
        {
            json.WriteRawValue(raw);
            return;
        }

        json.WriteStartObject();
        json.WriteString("message", error.Message);
        json.WriteString("type", error.Type);
        json.WriteString("param", error.Param);
        json.WriteString("code", error.Code);
        json.WriteEndObject();
    }
}
