using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Images;
using Tessera.Gateway.Pipeline;
using Tessera.Gateway.Repeats;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Http;

/// <summary>
/// <c>GET /v1/images/{gen_id}/events</c>: the generation as server-sent events in OpenAI's format, followed while it runs, or
/// played again when it has ended: partial pictures, a completed event for each finished one, or an error. Each event has its
/// number as its id, and <c>Last-Event-ID</c> goes on behind it. Only the key that made it, and admins, can see it.
/// </summary>
internal sealed class EventsEndpoint(Doorkeeper doorkeeper, Journal journal, RunningGenerations running, ImageStore store, TimeProvider time)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    public void Map(IEndpointRouteBuilder app) => app.MapGet("/v1/images/{id}/events", GetAsync);

    private async Task GetAsync(HttpContext http)
    {
        if (doorkeeper.Identify(http.Request).Failed(out var stranger, out var key))
        {
            await ErrorBody.WriteAsync(http.Response, stranger, http.RequestAborted);
            return;
        }

        if (LastEvent.Read(http.Request, out var after) is { } invalid)
        {
            await ErrorBody.WriteAsync(http.Response, invalid, http.RequestAborted);
            return;
        }

        var id = (string)http.Request.RouteValues["id"]!;
        if (running.Find(id) is { } live && IsFor(key, live.Key.Id))
        {
            await FollowAsync(live, after, http);
        }
        else if (await journal.FindAsync(id) is { } record && IsFor(key, record.KeyId))
        {
            await ReplayAsync(record, after, http);
        }
        else if (await journal.FindHeldAsync(id) is { } held && IsFor(key, held.KeyId))
        {
            await FollowElsewhereAsync(id, after, http);
        }
        else
        {
            await ErrorBody.WriteAsync(http.Response, StoredImages.NotFound, http.RequestAborted);
        }
    }

    private static bool IsFor(ApiKey key, string owner) => key.Id == owner || key.Kind == KeyKind.Admin;

    private async Task FollowAsync(RunningGeneration live, int after, HttpContext http)
    {
        Begin(live.Id, http);
        var events = new OpenAiEvents(http.Response.BodyWriter, live.Call.Operation == Operation.Generate, store, after);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        while (true)
        {
            var news = live.News;
            var hasEnded = live.Ended.IsCompleted;
            await SendAsync(events, live.Partials, live.Call.Size, live.Call.Quality, live.Call.Background, time.GetUtcNow(), http);
            if (hasEnded)
            {
                await FinishAsync(events, await live.Ended, http);
                return;
            }

            using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
            if (await Task.WhenAny(news, live.Ended, Task.Delay(Relay.KeepAliveEvery, time, stop.Token)) is { IsCanceled: true })
            {
                return;
            }

            if (!news.IsCompleted && !live.Ended.IsCompleted)
            {
                await events.PingAsync(live.Place > 0 ? string.Create(CultureInfo.InvariantCulture, $"{live.Place} in line") : live.Drawing.Note, http.RequestAborted);
            }

            await stop.CancelAsync();
        }
    }

    /// <summary>Another process makes it: nothing is seen of it before its end.</summary>
    private async Task FollowElsewhereAsync(string id, int after, HttpContext http)
    {
        Begin(id, http);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        for (var waited = TimeSpan.Zero; ; waited += LookEvery)
        {
            await Task.Delay(LookEvery, time, http.RequestAborted);
            if (await journal.FindAsync(id) is { } record)
            {
                await ReplayAsync(record, after, http);
                return;
            }

            if (waited >= Relay.KeepAliveEvery)
            {
                waited = TimeSpan.Zero;
                await http.Response.Body.WriteAsync(": ping\n\n"u8.ToArray(), http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        }
    }

    private async Task ReplayAsync(GenerationRecord record, int after, HttpContext http)
    {
        var last = record.Partials.Count + Math.Max(1, record.Pictures.Count);
        if (after >= last && !http.Response.HasStarted)
        {
            // A browser's EventSource comes back after the end of a stream until it is told that there is no more.
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        Begin(record.Id, http);
        var events = new OpenAiEvents(http.Response.BodyWriter, record.Operation == Operation.Generate.Word(), store, after);
        await SendAsync(events, record.Partials, record.Size, record.Quality, record.Background, record.StartedAt + record.Duration, http);
        await FinishAsync(events, record, http);
    }

    /// <summary>Those that were not sent yet; one that is no longer in the store keeps its number.</summary>
    private async Task SendAsync(OpenAiEvents events, IReadOnlyList<PictureRecord> partials, string? size, string? quality, string? background, DateTimeOffset at, HttpContext http)
    {
        for (var i = events.Number; i < partials.Count; i++)
        {
            if (Replay.PartialOf(partials[i], store) is { } partial)
            {
                await events.PartialAsync(partial, at, size, quality, background, http.RequestAborted);
            }
            else
            {
                events.Skip();
            }
        }
    }

    private async Task FinishAsync(OpenAiEvents events, GenerationRecord record, HttpContext http)
    {
        if (record.Outcome != Outcome.Completed)
        {
            await events.ErrorAsync(Replay.ErrorOf(record), http.RequestAborted);
        }
        else if (Replay.ResultOf(record, store) is { } result)
        {
            await events.CompletedAsync(result, http.RequestAborted);
        }
        else
        {
            await events.ErrorAsync(RepeatErrors.Removed(record.Id), http.RequestAborted);
        }
    }

    private static void Begin(string id, HttpContext http)
    {
        var response = http.Response;
        if (response.HasStarted)
        {
            return;
        }

        response.ContentType = ResponseHead.Events;
        response.Headers.CacheControl = "no-store";
        response.Headers["x-accel-buffering"] = "no";
        response.Headers[TesseraHeaders.GenerationId] = id;
    }
}
