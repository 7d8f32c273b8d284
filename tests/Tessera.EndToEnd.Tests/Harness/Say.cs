using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Tessera.EndToEnd.Tests.Harness;

/// <summary>What the upstream answers: each method is one way to behave, well or badly.</summary>
internal static class Say
{
    public const string Json = "application/json";
    public const string EventStream = "text/event-stream; charset=utf-8";

    /// <summary>A whole body with its length, as OpenAI sends its documents.</summary>
    public static RequestDelegate Body(byte[] body, string contentType = Json, int status = 200) => http =>
    {
        Head(http, contentType, status, body.Length);
        return SendAsync(http, body);
    };

    public static RequestDelegate Pictures(params byte[][] pictures) => Body(Document.Of(pictures));

    /// <summary>An error in OpenAI's shape.</summary>
    public static RequestDelegate Error(int status, string type, string? code, string message = "The upstream says no.", params (string Name, string Value)[] headers) => http =>
    {
        foreach (var (name, value) in headers)
        {
            http.Response.Headers[name] = value;
        }

        var quoted = code is null ? "null" : $"\"{code}\"";
        return Body(Encoding.UTF8.GetBytes($$$"""{"error":{"message":"{{{message}}}","type":"{{{type}}}","param":null,"code":{{{quoted}}}}}"""), Json, status)(http);
    };

    /// <summary>Sends a part of a body and closes the connection: what was sent arrives, and the rest never comes.</summary>
    /// <param name="saysLength">With the length of the whole; otherwise in chunks, of which the last one is missing.</param>
    public static RequestDelegate CutAfter(int bytes, byte[] body, string contentType = Json, bool saysLength = true) => async http =>
    {
        Head(http, contentType, 200, saysLength ? body.Length : null);
        await SendAsync(http, body.AsMemory(0, bytes));
        // Kestrel closes a connection on which an answer cannot be finished; Abort would throw away what is still to be sent.
        throw new IOException("cut by the test");
    };

    /// <summary>Reads the request and drops the connection without a word.</summary>
    public static RequestDelegate Nothing => http =>
    {
        http.Abort();
        return Task.CompletedTask;
    };

    /// <summary>Every byte in a piece of its own, without a length.</summary>
    public static RequestDelegate Trickle(byte[] body, string contentType = Json) => async http =>
    {
        Head(http, contentType, 200, null);
        for (var i = 0; i < body.Length; i++)
        {
            await SendAsync(http, body.AsMemory(i, 1));
        }
    };

    /// <summary>Sends the first bytes at once and the others when the test opens the gate.</summary>
    public static RequestDelegate StopAfter(int bytes, Gate gate, byte[] body, string contentType = Json) => async http =>
    {
        Head(http, contentType, 200, body.Length);
        await SendAsync(http, body.AsMemory(0, bytes));
        await gate.PassAsync();
        await SendAsync(http, body.AsMemory(bytes));
    };

    /// <summary>No byte before the test opens the gate.</summary>
    public static RequestDelegate After(Gate gate, RequestDelegate then) => async http =>
    {
        await gate.PassAsync();
        await then(http);
    };

    public static RequestDelegate Redirect(Uri to) => http =>
    {
        http.Response.Redirect(to.AbsoluteUri);
        return Task.CompletedTask;
    };

    /// <summary>One after the other; the last one for all that follow.</summary>
    public static RequestDelegate InTurn(params RequestDelegate[] answers)
    {
        var next = -1;
        return http => answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)](http);
    }

    /// <summary>On its way before this returns.</summary>
    private static async Task SendAsync(HttpContext http, ReadOnlyMemory<byte> bytes)
    {
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
    }

    private static void Head(HttpContext http, string contentType, int status, long? length)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = length;
        http.Response.Headers["x-request-id"] = "req_upstream";
        http.Response.Headers["openai-processing-ms"] = 7.ToString(CultureInfo.InvariantCulture);
    }
}
