using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Text.Json;
using Tessera.Server.Serving;

namespace Tessera.Server.Generating;

/// <summary>Talks to a gateway as any client does: over HTTP, with a key.</summary>
/// <param name="address">Without <c>/v1</c>.</param>
internal sealed class GatewayCall(string address, string key, HttpMessageInvoker network)
{
    /// <summary>A picture of the largest size as base64 has some 60 MB; more is no answer to one call.</summary>
    private const int AnswerBytesMax = 1_000_000_000;

    /// <summary>How often a gateway is asked how far a picture is that is on its way.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <param name="order">What to draw.</param>
    /// <param name="onMoved">Is told how far it is.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="StartFault">The gateway's own sentence, where it refuses; or that there is none.</exception>
    public async Task<GatewayAnswer> GenerateAsync(GenerateOrder order, Action<Movement> onMoved, CancellationToken cancellation)
    {
        using var body = OrderBody.Write(order);
        using var request = new HttpRequestMessage(HttpMethod.Post, address + OrderBody.Path(order)) { Content = body };
        using var response = await SendAsync(request, cancellation);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw new StartFault(AnswerReader.Refusal(await ReadAllAsync(stream, cancellation), (int)response.StatusCode, address));
        }

        var isStream = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        var pictures = isStream ? await FollowAsync(stream, Header(response, "x-tessera-generation-id"), onMoved, cancellation) : AnswerReader.Pictures(await ReadAllAsync(stream, cancellation));
        return pictures.Count > 0
            ? new GatewayAnswer(pictures, Header(response, "x-tessera-generation-id"), Header(response, "x-tessera-adjusted"))
            : throw new StartFault($"{address} answered without a picture.");
    }

    /// <summary>What an order would cost, as the gateway writes it.</summary>
    /// <exception cref="StartFault">The gateway's own sentence, where it refuses; or that there is none.</exception>
    public async Task<ReadOnlyMemory<byte>> QuoteAsync(GenerateOrder order, CancellationToken cancellation)
    {
        using var body = OrderBody.Write(order);
        using var request = new HttpRequestMessage(HttpMethod.Post, address + OrderBody.Path(order)) { Content = body };
        using var response = await SendAsync(request, cancellation);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        var answer = await ReadAllAsync(stream, cancellation);
        return response.IsSuccessStatusCode ? answer : throw new StartFault(AnswerReader.Refusal(answer, (int)response.StatusCode, address));
    }

    /// <summary>What the gateway's books say of a call; null for a server that keeps none.</summary>
    public async Task<GenerationSummary?> FindAsync(string generationId, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{address}/v1/images/{generationId}?response_format=url");
        using var response = await SendAsync(request, cancellation);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
        return response.IsSuccessStatusCode ? GenerationSummary.Read(await ReadAllAsync(stream, cancellation)) : null;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        try
        {
            return await network.SendAsync(request, cancellation);
        }
        catch (HttpRequestException fault) when (fault.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            throw new StartFault($"Nothing answers at {address}. Start the gateway there with 'tessera serve', or leave --url out to draw without one.");
        }
        catch (HttpRequestException fault)
        {
            throw new StartFault($"{address} cannot be reached: {fault.Message}. Check --url.");
        }
    }

    /// <summary>Reads a stream, and asks beside it how far it is: models that run in a gateway tell tokens, which are no events.</summary>
    private async Task<List<byte[]>> FollowAsync(Stream stream, string? generationId, Action<Movement> onMoved, CancellationToken cancellation)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watching = generationId is null ? Task.CompletedTask : WatchAsync(generationId, onMoved, done.Token);
        try
        {
            return await ReadEventsAsync(stream, partials => onMoved(new Movement(partials)), cancellation);
        }
        finally
        {
            await done.CancelAsync();
            await watching.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WatchAsync(string generationId, Action<Movement> onMoved, CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(LookEvery, cancellation);
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{address}/v1/images/{generationId}?response_format=url");
            using var response = await SendAsync(request, cancellation);
            await using var stream = await response.Content.ReadAsStreamAsync(cancellation);
            if (AnswerReader.Standing(await ReadAllAsync(stream, cancellation)) is { } moved)
            {
                onMoved(moved);
            }
        }
    }

    private async Task<List<byte[]>> ReadEventsAsync(Stream stream, Action<int> onPartial, CancellationToken cancellation)
    {
        var pictures = new List<byte[]>();
        var partials = 0;
        try
        {
            // Bytes, and no strings: a picture's base64 would be held twice over.
            var events = SseParser.Create(stream, static (_, data) => AnswerReader.Event(data));
            await foreach (var item in events.EnumerateAsync(cancellation))
            {
                switch (item.Data)
                {
                    case { Error: { } sentence }:
                        throw new StartFault(sentence);
                    case { IsPartial: true }:
                        onPartial(++partials);
                        break;
                    case { Picture: { } picture }:
                        pictures.Add(picture);
                        break;
                }
            }
        }
        catch (Exception fault) when (fault is IOException or JsonException or HttpIOException)
        {
            throw new StartFault($"The answer of {address} broke off. If the picture was made, it is in the gateway's store.");
        }

        return pictures;
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAllAsync(Stream stream, CancellationToken cancellation)
    {
        var memory = new MemoryStream();
        var buffer = new byte[64 << 10];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation)) > 0)
        {
            if (memory.Length + read > AnswerBytesMax)
            {
                throw new StartFault($"The answer has over {AnswerBytesMax} bytes. Ask for fewer pictures.");
            }

            await memory.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }

        return memory.GetBuffer().AsMemory(0, (int)memory.Length);
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}

/// <param name="Adjusted">The header <c>x-tessera-adjusted</c> as it came.</param>
internal sealed record GatewayAnswer(IReadOnlyList<byte[]> Pictures, string? GenerationId, string? Adjusted);
