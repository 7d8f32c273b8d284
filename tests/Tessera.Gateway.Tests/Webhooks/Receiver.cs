using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Tests.Uploads;

namespace Tessera.Gateway.Tests.Webhooks;

/// <summary>What a receiver was sent.</summary>
internal sealed record Received(string Path, string Method, string Id, string Timestamp, string Signatures, string ContentType, string Body)
{
    public JsonNode Json => JsonNode.Parse(Body)!;
}

/// <summary>A receiver at every public address; what it was sent, and how it answers.</summary>
internal sealed class Receiver
{
    private readonly ConcurrentQueue<Received> seen = [];

    public Receiver(FarEnd far, string path = "/hooks")
    {
        far.Hosts["shop.example"] = [FarEnd.Public];
        far.Pages[path] = async http =>
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
            var headers = http.Request.Headers;
            seen.Enqueue(new(
                http.Request.Path, http.Request.Method, headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(),
                http.Request.ContentType ?? "", await reader.ReadToEndAsync(http.RequestAborted)));
            await Answer(http);
        };
    }

    public RequestDelegate Answer { get; set; } = Status(204);

    public IReadOnlyList<Received> Seen => [.. seen];

    public static RequestDelegate Status(int status) => http =>
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    };

    /// <summary>One after the other; the last one for all that follow.</summary>
    public static RequestDelegate InTurn(params int[] statuses)
    {
        var next = -1;
        return http => Status(statuses[Math.Min(Interlocked.Increment(ref next), statuses.Length - 1)])(http);
    }

    public static RequestDelegate Redirect(string to) => http =>
    {
        http.Response.StatusCode = (int)HttpStatusCode.TemporaryRedirect;
        http.Response.Headers.Location = to;
        return Task.CompletedTask;
    };
}
