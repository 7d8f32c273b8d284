using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Budgets;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Dialects;
using Tessera.Gateway.Http;
using Tessera.Gateway.Pricing;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Routing;
using Tessera.Gateway.Uploads;
using Tessera.Ledger.Holds;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Pipeline;

/// <summary>
/// The life of an image call, whatever dialect it came in and whoever serves it:
/// <code>
/// 1 identify   whose key is it?
/// 2 read       the body into the common form, pictures to disk
/// 3 validate   would the model take it, may this key call it, and can its end be told where it says? A dry run is told its price and ends here
/// 4 repeat     a call that was made before is answered with what that one brings
/// 5 fetch      pictures given by address
/// 6 plan       which routes, in which order, with what changed; none that may cost more than the quote that is redeemed
/// 7 hold       the worst case of the first route is set aside, in all budgets and limits or in none
///   then, in <see cref="Attempts"/>, with or without the client:
/// 8 attempt    put it to the first route; to the next one only where surely nothing was made
/// 9 relay      provider to store and client, byte for byte where both speak the same
/// 10 settle    what was used, what it cost, one line in the books
/// 11 deliver   the end of the answer
/// </code>
/// Once a provider has been asked, the client's leaving changes nothing: the picture is paid for, so it is taken to the store.
/// </summary>
internal sealed class ImagePipeline(
    Doorkeeper doorkeeper,
    Admission admission,
    LiveCatalogue catalogue,
    Repeats.Repeats repeats,
    RemotePictures remote,
    LiveProviders providers,
    QuoteDesk quotes,
    CallHolds holds,
    Attempts attempts,
    DetachedCalls detached,
    Relay relay,
    RateLimitHeaders limits,
    TimeProvider time)
{
    /// <param name="resident">A caller inside the house, who needs no key.</param>
    public async Task RunAsync(HttpContext http, IImageDialect dialect, ApiKey? resident = null)
    {
        // 1 identify
        if (doorkeeper.Identify(http.Request, resident).Failed(out var stranger, out var key))
        {
            await dialect.Open(http, null).FailAsync(stranger, http.RequestAborted);
            return;
        }

        // 2 read
        if ((await dialect.ReadAsync(http.Request, http.RequestAborted)).Failed(out var unreadable, out var request))
        {
            await dialect.Open(http, null).FailAsync(unreadable, http.RequestAborted);
            return;
        }

        var handedOver = false;
        try
        {
            var reply = dialect.Open(http, request);

            // 3 validate
            if ((await admission.CheckAsync(http.Request, request, key, http.RequestAborted)).Failed(out var invalid, out var admitted))
            {
                await reply.FailAsync(invalid, http.RequestAborted);
                return;
            }

            var call = admitted.Call;
            if (quotes.Price(http.Request, key, call).Failed(out var unpriced, out var priced))
            {
                await reply.FailAsync(unpriced, http.RequestAborted);
                return;
            }

            if (priced.Quote is { } quote)
            {
                await QuoteDesk.WriteAsync(http, quote);
                return;
            }

            // 4 repeat
            await using var order = await repeats.TakeAsync(http, key, call, reply);
            if (order is null)
            {
                return;
            }

            // Before pictures are fetched: a quote knows the addresses of those it did not fetch. After a repeat is answered: it has been held to the quote.
            if (quotes.Redeem(http.Request, call).Failed(out var unredeemed, out var redeemed))
            {
                await reply.FailAsync(unredeemed, http.RequestAborted);
                return;
            }

            // 5 fetch
            if ((await remote.FetchAsync(call, http.RequestAborted)).Failed(out var unfetched, out call))
            {
                await reply.FailAsync(unfetched, http.RequestAborted);
                return;
            }

            // 6 plan
            if (Planner.Plan(call, Resident.KindFor(key, call), providers.Current, catalogue.Current, time.GetUtcNow()).Failed(out var unroutable, out var plan))
            {
                await reply.FailAsync(unroutable, http.RequestAborted);
                return;
            }

            if (QuoteDesk.Limit(plan, redeemed.Terms).Failed(out var dearer, out plan))
            {
                await reply.FailAsync(dearer, http.RequestAborted);
                return;
            }

            // From here on there is a generation. It is recorded once something was set aside for it, however it ends.
            var client = new ClientLine(http);
            var isDetached = AsyncPreference.IsAsked(http.Request);
            var generation = new Generation(order.GenerationId, dialect.Name, key, call, time) { Fingerprint = order.Place.Fingerprint, Webhook = admitted.Webhook, IsDetached = isDetached };

            // 7 hold
            generation.Expect(plan.Routes[0]);
            reply.Begin(call, generation.Receipt(null));
            var waiting = generation.Running.News;
            var holding = holds.PlaceAsync(generation, plan.Routes[0], isDetached ? CancellationToken.None : http.RequestAborted);
            if (isDetached)
            {
                await Task.WhenAny(holding, waiting);
                limits.Write(http.Response, key);
                handedOver = await DetachAsync(http, request, generation, plan, holding, reply);
                if (handedOver)
                {
                    order.Unwatch();
                    order.Begun(generation.Running);
                }

                return;
            }

            var held = await relay.WaitInLineAsync(holding, generation.Running, reply, client);
            limits.Write(http.Response, key);
            if (held.Failed(out var refused, out _))
            {
                await client.TryAsync(gone => reply.FailAsync(refused, gone));
                return;
            }

            if (!http.Response.HasStarted)
            {
                // A stream that showed the place in a line has said so already.
                http.Response.Headers[TesseraHeaders.GenerationId] = generation.Id;
            }

            // 8 attempt, 9 relay, 10 settle, 11 deliver
            order.Begun(generation.Running);
            await attempts.WalkAsync(generation, plan, reply, client);
        }
        finally
        {
            if (!handedOver)
            {
                request.Dispose();
            }
        }
    }

    /// <summary>Answers 202 once the money is set aside or the call stands in a line, and goes on without the client.</summary>
    /// <returns>True where the call now owns its request.</returns>
    private async Task<bool> DetachAsync(HttpContext http, ImageRequest request, Generation generation, Plan plan, Task<Result<Hold, CallerError>> holding, IImageReply reply)
    {
        if (holding.IsCompleted && (await holding).Failed(out var refused, out _))
        {
            attempts.Forget(generation);
            await reply.FailAsync(refused, http.RequestAborted);
            return false;
        }

        if (!detached.TryStart(() => WalkAloneAsync(request, generation, plan, holding)))
        {
            await generation.Running.CancelAsync();
            await attempts.AbandonAsync(generation, holding, DetachedCalls.Full);
            await reply.FailAsync(DetachedCalls.Full, http.RequestAborted);
            return false;
        }

        await AsyncPreference.AcceptAsync(http, generation.Running);
        return true;
    }

    private async Task WalkAloneAsync(ImageRequest request, Generation generation, Plan plan, Task<Result<Hold, CallerError>> holding)
    {
        using (request)
        {
            if ((await holding).Failed(out var refused, out _))
            {
                await attempts.AbandonAsync(generation, holding, refused);
                return;
            }

            await attempts.WalkAsync(generation, plan, new SilentReply(), ClientLine.Nobody);
        }
    }
}
