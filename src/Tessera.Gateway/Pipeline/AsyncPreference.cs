using System.Globalization;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Http;

namespace Tessera.Gateway.Pipeline;

/// <summary>
/// <c>Prefer: respond-async</c> and <c>Prefer: wait=30</c> (RFC 7240): a client that rather polls than waits, and one that polls
/// patiently.
/// </summary>
internal static class AsyncPreference
{
    /// <summary>Seconds. Proxies cut a silent answer after 60.</summary>
    public const int WaitSecondsMax = 55;

    /// <summary>What a poll is told to wait before the next.</summary>
    private const string PollAfterSeconds = "2";

    public static bool IsAsked(HttpRequest request) => Words(request).Any(word => word.Equals("respond-async", StringComparison.OrdinalIgnoreCase));

    /// <summary>How long a poll may be held open; zero where nothing was said.</summary>
    public static TimeSpan WaitOf(HttpRequest request)
    {
        foreach (var word in Words(request))
        {
            if (word.StartsWith("wait=", StringComparison.OrdinalIgnoreCase) && int.TryParse(word.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                return TimeSpan.FromSeconds(Math.Min(seconds, WaitSecondsMax));
            }
        }

        return TimeSpan.Zero;
    }

    /// <summary>202: where to look, and how it stands.</summary>
    public static Task AcceptAsync(HttpContext http, RunningGeneration running)
    {
        http.Response.StatusCode = StatusCodes.Status202Accepted;
        http.Response.Headers.Location = StoredImages.PathOf(running.Id);
        http.Response.Headers["preference-applied"] = "respond-async";
        return WriteAsync(http, running);
    }

    public static Task WriteAsync(HttpContext http, RunningGeneration running) => WriteAsync(http, running.Id, GenerationDocument.Of(running));

    public static Task WriteAsync(HttpContext http, string id, ReadOnlyMemory<byte> document)
    {
        http.Response.ContentType = ResponseHead.Json;
        http.Response.Headers.RetryAfter = PollAfterSeconds;
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers[TesseraHeaders.GenerationId] = id;
        return http.Response.Body.WriteAsync(document, http.RequestAborted).AsTask();
    }

    private static IEnumerable<string> Words(HttpRequest request) => request.Headers["Prefer"]
        .SelectMany(value => (value ?? "").Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
}
