using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Dialects;
using Tessera.Gateway.Http;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Routing;
using Tessera.Gateway.Uploads;
using Tessera.Gateway.Validation;
using Tessera.Ledger.Identifiers;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Pipeline;

/// <summary>
/// The life of an image call, whatever dialect it came in and whoever serves it:
/// <code>
/// 1 identify   whose key is it?
/// 2 read       the body into the common form, pictures to disk
/// 3 validate   would the model take it?
/// 4 fetch      pictures given by address
/// 5 plan       which routes, in which order, with what changed
/// 6 attempt    put it to the first route; to the next one only where surely nothing was made
/// 7 relay      provider to store and client, byte for byte where both speak the same
/// 8 settle     what was used, what it cost
/// 9 record     one line in the books
/// </code>
/// Once a provider has been asked, the client's leaving changes nothing: the picture is paid for, so it is taken to the store.
/// </summary>
internal sealed partial class ImagePipeline(
    Doorkeeper doorkeeper,
    ModelCatalogue catalogue,
    RemotePictures remote,
    LiveProviders providers,
    Ulids ids,
    Relay relay,
    Journal journal,
    TimeProvider time,
    ILogger<ImagePipeline> log)
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

        using (request)
        {
            var reply = dialect.Open(http, request);

            // 3 validate
            if (ImageValidation.Check(request, catalogue).Failed(out var invalid, out var call))
            {
                await reply.FailAsync(invalid, http.RequestAborted);
                return;
            }

            // 4 fetch
            if ((await remote.FetchAsync(call, http.RequestAborted)).Failed(out var unfetched, out call))
            {
                await reply.FailAsync(unfetched, http.RequestAborted);
                return;
            }

            // 5 plan
            if (Planner.Plan(call, key.Kind, providers.Current, catalogue, time.GetUtcNow()).Failed(out var unroutable, out var plan))
            {
                await reply.FailAsync(unroutable, http.RequestAborted);
                return;
            }

            // From here on there is a generation, and it is recorded whether it succeeds or fails; only a bug leaves none.
            var generation = new Generation(ids.NewGeneration(), dialect.Name, time);
            http.Response.Headers[TesseraHeaders.GenerationId] = generation.Id;
            await WalkAsync(plan, key, call, generation, reply, http);
        }
    }

    private async Task WalkAsync(Plan plan, ApiKey key, ImageCall call, Generation generation, IImageReply reply, HttpContext http)
    {
        Failure? failure = null;
        foreach (var route in plan.Routes)
        {
            // 6 attempt
            generation.Try(route);
            reply.Begin(call, generation.Receipt(null));
            await using var answer = await relay.WaitAsync(route.Provider.AskAsync(route, generation.Id, reply.PassesThrough(call, WireKind.Events), CancellationToken.None), reply, http);
            generation.Answered(answer);

            // 7 relay
            var relayed = await relay.RunAsync(answer, route, generation, reply, http);
            generation.Ended(relayed.Error);
            if (!relayed.Failed(out failure, out var result))
            {
                // 8 settle, 9 record
                await journal.AppendAsync(generation.Completed(key, call, result), CancellationToken.None);
                return;
            }

            LogAttempt(log, generation.Id, route.Provider.Name, failure.Step, failure.Error.Message);
            if (!failure.MayTryNext)
            {
                break;
            }
        }

        if (!generation.ClientHasAll)
        {
            await new ClientLine(http).TryAsync(() => reply.FailAsync(failure!.Error, http.RequestAborted));
        }

        await journal.AppendAsync(generation.Failed(key, call, failure!), CancellationToken.None);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{GenerationId}: the attempt at {Provider} failed at {Step}: {Reason}")]
    private static partial void LogAttempt(ILogger log, string generationId, string provider, FailedAt step, string reason);
}
