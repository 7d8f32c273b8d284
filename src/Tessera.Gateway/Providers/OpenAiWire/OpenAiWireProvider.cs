using System.Net.Http.Headers;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Routing;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Providers.OpenAiWire;

/// <summary>
/// Asks a server that speaks OpenAI's images format: OpenAI, the Vercel AI Gateway, or any compatible one. The answer's
/// body is not read here; it is relayed as it comes.
/// </summary>
internal sealed class OpenAiWireProvider(OpenAiWireProfile profile, HttpMessageInvoker http, TimeProvider time) : IProvider
{
    public string Name => profile.Name;

    public RouteCard? RouteOf(ModelCard model) => profile.Models.TryGetValue(model.Id, out var theirs)
        ? new RouteCard(Name, theirs, PriceList.Unknown, null)
        : model.Route(Name);

    public async Task<Answer> AskAsync(PlannedRoute route, string generationId, bool wantEvents, CancellationToken cancellation)
    {
        var stream = wantEvents && profile.Streams && route.Call.Stream;
        using var request = new HttpRequestMessage(HttpMethod.Post, profile.BaseAddress.AbsoluteUri.TrimEnd('/') + OpenAiWireRequest.PathOf(route.Call.Operation))
        {
            Content = OpenAiWireRequest.Write(route, profile, stream),
        };
        request.Headers.TryAddWithoutValidation("Accept", stream ? "text/event-stream" : "application/json");
        request.Headers.TryAddWithoutValidation("X-Client-Request-Id", generationId);
        if (profile.Key is { } key)
        {
            request.Headers.TryAddWithoutValidation("Authorization", key.ForHeader("Bearer"));
        }

        using var patience = new CancellationTokenSource(OpenAiWireLimits.Headers, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        HttpResponseMessage response;
        try
        {
            response = await http.SendAsync(request, either.Token);
        }
        catch (HttpRequestException exception)
        {
            return new RefusedAnswer(OpenAiWireFailures.OfTransport(Name, exception));
        }
        catch (IOException)
        {
            return new RefusedAnswer(OpenAiWireFailures.OfTransport(Name, new HttpRequestException(HttpRequestError.ResponseEnded)));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new RefusedAnswer(Cancellation.Of(FailedAt.Headers, Acceptance.MaybeAccepted));
        }
        catch (OperationCanceledException)
        {
            return new RefusedAnswer(OpenAiWireFailures.OfSilence(Name, OpenAiWireLimits.Headers));
        }

        var status = (int)response.StatusCode;
        var requestId = response.Headers.TryGetValues("x-request-id", out var ids) ? ids.FirstOrDefault() : null;
        if (status != 200)
        {
            using (response)
            {
                var failure = OpenAiWireFailures.OfStatus(Name, response.StatusCode, RetryAfter(response.Headers), await ReadErrorAsync(response, either.Token));
                return new RefusedAnswer(failure) { Status = status, ProviderRequestId = requestId };
            }
        }

        var kind = response.Content.Headers.ContentType?.MediaType;
        if (kind is not ("application/json" or "text/event-stream"))
        {
            using (response)
            {
                return new RefusedAnswer(OpenAiWireFailures.OfBody(Name, $"it is {kind ?? "of no stated type"}, not JSON")) { Status = status, ProviderRequestId = requestId };
            }
        }

        return new WireAnswer(response, await response.Content.ReadAsStreamAsync(cancellation), kind == "application/json" ? WireKind.Json : WireKind.Events)
        {
            Status = status,
            ProviderRequestId = requestId,
        };
    }

    private TimeSpan? RetryAfter(HttpResponseHeaders headers)
    {
        if (headers.TryGetValues("retry-after-ms", out var values) && int.TryParse(values.First(), out var ms) && ms >= 0)
        {
            return TimeSpan.FromMilliseconds(ms);
        }

        return headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow() is { Ticks: > 0 } wait ? wait : TimeSpan.Zero,
            _ => null,
        };
    }

    private static async Task<byte[]> ReadErrorAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var buffer = new byte[OpenAiWireLimits.ErrorBytesMax];
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            var read = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
            return buffer[..read];
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
        {
            return [];
        }
    }
}
