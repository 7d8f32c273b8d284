using System.Buffers;
using System.Globalization;
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
/// store whole, and the dialect writes its own. In both, a client that leaves does not stop what was paid for, and the end of
/// an answer is kept back until it is in the books (<see cref="DeliverAsync"/>).
/// </summary>
internal sealed class Relay(ImageStore store, TimeProvider time)
{
    /// <summary>Proxies cut a line that is silent for 60 s; OpenAI's clients skip a comment.</summary>
    public static readonly TimeSpan KeepAliveEvery = TimeSpan.FromSeconds(15);

    /// <summary>How often a client who watches is told of tokens.</summary>
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromSeconds(1);

    /// <summary>One read. A TLS record has 16 KiB and a socket's buffer some 64, so that more would not be filled.</summary>
    private const int ReadBytes = 64 << 10;

    public async Task<Relayed> RunAsync(Answer answer, PlannedRoute route, Generation generation, IImageReply reply, ClientLine client)
    {
        switch (answer)
        {
            case RefusedAnswer refused:
                return new(refused.Failure);

            case WireAnswer wire when reply.PassesThrough(route.Call, wire.Kind):
                return await PassThroughAsync(wire, route, generation, reply, client);

            case WireAnswer wire:
                return new(await WaitAsync(CollectAsync(wire, route, generation), reply, client));

            case DrawnAnswer drawn:
                return new(await WatchAsync(DrawAsync(drawn, generation, reply, client), generation.Running, reply, client));

            default:
                throw new InvalidOperationException($"no lane for {answer.GetType().Name}");
        }
    }

    /// <summary>What was kept back of an answer: its last bytes, or all of it where the dialect writes its own. True where the client now has everything.</summary>
    public static Task<bool> DeliverAsync(Relayed relayed, Generation generation, IImageReply reply, ClientLine client) => client.TryAsync(gone => relayed.PassedThrough
        ? client.WriteAsync(relayed.Rest).AsTask()
        : reply.FinishAsync(relayed.Outcome.Value!, generation.Receipt(relayed.Outcome.Value), gone));

    /// <summary>Waits for whatever takes long, with signs of life to a client that watches a stream.</summary>
    public async Task<T> WaitAsync<T>(Task<T> work, IImageReply reply, ClientLine client)
    {
        while (reply.Streams && !work.IsCompleted)
        {
            using var stop = new CancellationTokenSource();
            if (await Task.WhenAny(work, Task.Delay(KeepAliveEvery, time, stop.Token)) == work)
            {
                await stop.CancelAsync();
                break;
            }

            await client.TryAsync(gone => reply.KeepAliveAsync(null, gone));
        }

        return await work;
    }

    /// <summary>Waits until a call is through the line before a limit; a client that watches a stream sees its place.</summary>
    public async Task<T> WaitInLineAsync<T>(Task<T> holding, RunningGeneration running, IImageReply reply, ClientLine client)
    {
        while (reply.Streams && !holding.IsCompleted)
        {
            var news = running.News;
            if (running.Place is > 0 and var place)
            {
                await client.TryAsync(gone => reply.KeepAliveAsync(string.Create(CultureInfo.InvariantCulture, $"{place} in line"), gone));
            }

            using var stop = new CancellationTokenSource();
            await Task.WhenAny(holding, news, Task.Delay(KeepAliveEvery, time, stop.Token));
            await stop.CancelAsync();
        }

        return await holding;
    }

    /// <summary>Waits for a picture that is drawn here; a client that watches a stream sees at once its place in the line and that the model is opened, and every second how far it is.</summary>
    private async Task<T> WatchAsync<T>(Task<T> work, RunningGeneration running, IImageReply reply, ClientLine client)
    {
        var told = default(DrawingState);
        var lastAt = time.GetTimestamp();
        while (reply.Streams && !work.IsCompleted)
        {
            var (news, state) = (running.News, running.Drawing);
            var isNews = state != told && (state is { Place: > 0 } or { IsLoading: true } || (state.TokensTotal > 0 && time.GetElapsedTime(lastAt) >= ProgressEvery));
            if (isNews || time.GetElapsedTime(lastAt) >= KeepAliveEvery)
            {
                await client.TryAsync(gone => reply.KeepAliveAsync(state.Note, gone));
                (told, lastAt) = (state, time.GetTimestamp());
            }

            using var stop = new CancellationTokenSource();
            await Task.WhenAny(work, news, Task.Delay(KeepAliveEvery - time.GetElapsedTime(lastAt), time, stop.Token));
            await stop.CancelAsync();
        }

        return await work;
    }

    /// <summary>
    /// The lane without decoding: every byte goes to the client and past the tap. A JSON document is held back until its first
    /// picture begins (some sixty bytes in), so that an answer without one becomes a clean error; from then on it goes out one
    /// read behind, so that its end can wait for the books. A stream's events go out at once.
    /// </summary>
    private async Task<Relayed> PassThroughAsync(WireAnswer wire, PlannedRoute route, Generation generation, IImageReply reply, ClientLine client)
    {
        using var tap = new AnswerTap(wire.Kind, route, store, time, generation.Running.Add);
        var isDocument = wire.Kind == WireKind.Json;
        var betweenEvents = !isDocument;
        var (buffer, held, heldBytes) = (ArrayPool<byte>.Shared.Rent(ReadBytes), ArrayPool<byte>.Shared.Rent(isDocument ? ReadBytes : 0), 0);
        if (client.Response is { } response)
        {
            // A stream has no length of its own: where it breaks off, an error event follows.
            ResponseHead.Write(response, generation.Receipt(null), isDocument ? ResponseHead.Json : ResponseHead.Events, isDocument ? wire.Length : null);
        }

        try
        {
            while (true)
            {
                var reading = ReadAsync(wire, buffer, generation.Cancelled);
                var read = betweenEvents && client.IsThere ? await WaitAsync(reading.AsTask(), reply, client) : await reading;
                if (read < 0 && !isDocument && !betweenEvents)
                {
                    // Behind half an event an error event would be taken for the rest of it.
                    client.Abort();
                }

                if (read <= 0)
                {
                    var relayed = new Relayed(read == 0 ? tap.Finish() : BrokenOff(route, generation.Cancelled), held, heldBytes) { IsWhole = read == 0 && !isDocument };
                    held = [];
                    return relayed;
                }

                tap.Push(buffer.AsSpan(0, read));
                if (!isDocument)
                {
                    betweenEvents = buffer.AsSpan(0, read).EndsWith("\n\n"u8) || buffer.AsSpan(0, read).EndsWith("\r\n\r\n"u8);
                    await client.WriteAsync(buffer.AsMemory(0, read));
                    continue;
                }

                if (heldBytes > 0 && !tap.HasPicture && heldBytes + read <= ReadBytes)
                {
                    buffer.AsSpan(0, read).CopyTo(held.AsSpan(heldBytes));
                    heldBytes += read;
                    continue;
                }

                await client.WriteAsync(held.AsMemory(0, heldBytes));
                (held, heldBytes, buffer) = (buffer, read, held);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            ArrayPool<byte>.Shared.Return(held);
        }
    }

    private async Task<Result<ImageResult, Failure>> CollectAsync(WireAnswer wire, PlannedRoute route, Generation generation)
    {
        using var tap = new AnswerTap(wire.Kind, route, store, time, generation.Running.Add);
        var buffer = ArrayPool<byte>.Shared.Rent(ReadBytes);
        try
        {
            int read;
            while ((read = await ReadAsync(wire, buffer, generation.Cancelled)) > 0)
            {
                tap.Push(buffer.AsSpan(0, read));
            }

            return read == 0 ? tap.Finish() : BrokenOff(route, generation.Cancelled);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<Result<ImageResult, Failure>> DrawAsync(DrawnAnswer drawn, Generation generation, IImageReply reply, ClientLine client)
    {
        try
        {
            return await drawn.DrawAsync(TakeAsync, state => generation.Running.Drawing = state, generation.Cancelled);
        }
        catch (OperationCanceledException) when (generation.Cancelled.IsCancellationRequested)
        {
            return Cancellation.Of(FailedAt.Draw, Acceptance.NotAccepted);
        }

        async ValueTask TakeAsync(PartialPicture partial)
        {
            if (store.Keep(partial) is { } kept)
            {
                generation.Running.Add(kept);
                await client.TryAsync(gone => reply.PartialAsync(kept, gone));
            }
        }
    }

    private static Failure BrokenOff(PlannedRoute route, CancellationToken cancelled) => cancelled.IsCancellationRequested
        ? Cancellation.Of(FailedAt.Body, Acceptance.MaybeAccepted)
        : OpenAiWireFailures.OfBody(route.Provider.Name, "it broke off in the middle");

    /// <summary>The next bytes; 0 at the end, -1 where the connection broke or fell silent, or the call was cancelled.</summary>
    private async ValueTask<int> ReadAsync(WireAnswer wire, byte[] buffer, CancellationToken cancelled)
    {
        using var patience = new CancellationTokenSource(OpenAiWireLimits.BodyIdle, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancelled, patience.Token);
        try
        {
            return await wire.Body.ReadAsync(buffer.AsMemory(0, ReadBytes), either.Token);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
        {
            return -1;
        }
    }
}
