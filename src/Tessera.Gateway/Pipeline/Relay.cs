using System.Buffers;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects;
using Tessera.Gateway.Http;
using Tessera.Gateway.Images;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Providers.OpenAiWire;
using Tessera.Gateway.Routing;

namespace Tessera.Gateway.Pipeline;

/// <summary>
/// Brings an answer to the store and to the client. Two lanes: where the client takes the provider's bytes as they are, they
/// pass through untouched while a tap decodes, hashes and stores the pictures in them; otherwise the answer is taken to the
/// store whole, and the dialect writes its own. In both, a client that leaves does not stop what was paid for.
/// </summary>
internal sealed class Relay(ImageStore store, TimeProvider time)
{
    /// <summary>Proxies cut a line that is silent for 60 s; OpenAI's clients skip a comment.</summary>
    private static readonly TimeSpan KeepAliveEvery = TimeSpan.FromSeconds(15);

    /// <summary>One read. A TLS record has 16 KiB and a socket's buffer some 64, so that more would not be filled.</summary>
    private const int ReadBytes = 64 << 10;

    public async Task<Result<ImageResult, Failure>> RunAsync(Answer answer, PlannedRoute route, Generation generation, IImageReply reply, HttpContext http)
    {
        switch (answer)
        {
            case RefusedAnswer refused:
                return refused.Failure;

            case WireAnswer wire when reply.PassesThrough(route.Call, wire.Kind):
                return await PassThroughAsync(wire, route, generation, reply, http);

            case WireAnswer wire:
                return await DeliverAsync(CollectAsync(wire, route), generation, reply, http);

            case DrawnAnswer drawn:
                return await DeliverAsync(drawn.DrawAsync(partial => PartialAsync(reply, partial, http), CancellationToken.None), generation, reply, http);

            default:
                throw new InvalidOperationException($"no lane for {answer.GetType().Name}");
        }
    }

    /// <summary>Waits for whatever takes long, with signs of life to a client that watches a stream.</summary>
    public async Task<T> WaitAsync<T>(Task<T> work, IImageReply reply, HttpContext http)
    {
        while (reply.Streams && !work.IsCompleted)
        {
            using var stop = new CancellationTokenSource();
            if (await Task.WhenAny(work, Task.Delay(KeepAliveEvery, time, stop.Token)) == work)
            {
                await stop.CancelAsync();
                break;
            }

            await new ClientLine(http).TryAsync(() => reply.KeepAliveAsync(http.RequestAborted));
        }

        return await work;
    }

    /// <summary>
    /// The lane without decoding: every byte goes to the client and past the tap. A JSON document is held back until its first
    /// picture begins (some sixty bytes in), so that an answer without one becomes a clean error.
    /// </summary>
    private async Task<Result<ImageResult, Failure>> PassThroughAsync(WireAnswer wire, PlannedRoute route, Generation generation, IImageReply reply, HttpContext http)
    {
        using var tap = new AnswerTap(wire.Kind, route, store, time);
        var client = new ClientLine(http);
        var held = wire.Kind == WireKind.Json ? new ArrayBufferWriter<byte>() : null;
        var betweenEvents = wire.Kind == WireKind.Events;
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        // A stream has no length of its own: where it breaks off, an error event follows.
        var length = wire.Kind == WireKind.Json ? wire.Length : null;
        ResponseHead.Write(http.Response, generation.Receipt(null), wire.Kind == WireKind.Json ? ResponseHead.Json : ResponseHead.Events, length);
        try
        {
            while (true)
            {
                var reading = ReadAsync(wire, buffer);
                var read = betweenEvents && client.IsThere ? await WaitAsync(reading.AsTask(), reply, http) : await reading;
                if (read < 0 && wire.Kind == WireKind.Events && !betweenEvents)
                {
                    // Behind half an event an error event would be taken for the rest of it.
                    http.Abort();
                }

                if (read <= 0)
                {
                    generation.ClientHasAll = read == 0 && held is null && client.IsThere;
                    return read == 0 ? tap.Finish() : OpenAiWireFailures.OfBody(route.Provider.Name, "it broke off in the middle");
                }

                var piece = buffer.AsMemory(0, read);
                tap.Push(piece.Span);
                betweenEvents = wire.Kind == WireKind.Events && (piece.Span.EndsWith("\n\n"u8) || piece.Span.EndsWith("\r\n\r\n"u8));
                if (held is not null && !tap.HasPicture && held.WrittenCount + read <= ReadBytes)
                {
                    held.Write(piece.Span);
                    continue;
                }

                if (held is { WrittenCount: > 0 })
                {
                    await client.WriteAsync(held.WrittenMemory);
                }

                held = null;
                await client.WriteAsync(piece);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The lane by way of the store: the dialect writes its own answer once the pictures are safe.</summary>
    private async Task<Result<ImageResult, Failure>> DeliverAsync(Task<Result<ImageResult, Failure>> making, Generation generation, IImageReply reply, HttpContext http)
    {
        var made = await WaitAsync(making, reply, http);
        if (made.Value is { } result)
        {
            generation.ClientHasAll = await new ClientLine(http).TryAsync(() => reply.FinishAsync(result, generation.Receipt(result), http.RequestAborted));
        }

        return made;
    }

    private async Task<Result<ImageResult, Failure>> CollectAsync(WireAnswer wire, PlannedRoute route)
    {
        using var tap = new AnswerTap(wire.Kind, route, store, time);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            int read;
            while ((read = await ReadAsync(wire, buffer)) > 0)
            {
                tap.Push(buffer.AsSpan(0, read));
            }

            return read == 0 ? tap.Finish() : OpenAiWireFailures.OfBody(route.Provider.Name, "it broke off in the middle");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask PartialAsync(IImageReply reply, PartialPicture partial, HttpContext http)
    {
        if (store.Keep(partial) is { } kept)
        {
            await new ClientLine(http).TryAsync(() => reply.PartialAsync(kept, http.RequestAborted));
        }
    }

    /// <summary>The next bytes; 0 at the end, -1 where the connection broke or fell silent.</summary>
    private async ValueTask<int> ReadAsync(WireAnswer wire, byte[] buffer)
    {
        using var patience = new CancellationTokenSource(OpenAiWireLimits.BodyIdle, time);
        try
        {
            return await wire.Body.ReadAsync(buffer.AsMemory(0, ReadBytes), patience.Token);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
        {
            return -1;
        }
    }
}
