using Microsoft.Extensions.Logging;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Routing;
using Tessera.Gateway.Settings;
using Tessera.Ledger.Holds;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Pipeline;

/// <summary>Steps 8 to 11 in the life of a call (<see cref="ImagePipeline"/>): down the planned routes until one brings the pictures, with or without a client who waits.</summary>
internal sealed partial class Attempts(Relay relay, CallHolds holds, Journal journal, RunningGenerations running, SettingsFile settings, ILogger<Attempts> log)
{
    /// <summary>The first route's hold is placed. However this ends, the generation is settled once.</summary>
    public async Task WalkAsync(Generation generation, Plan plan, IImageReply reply, ClientLine client)
    {
        try
        {
            await TryRoutesAsync(generation, plan, reply, client);
        }
        finally
        {
            if (generation.Hold is not null)
            {
                SettleBroken(generation);
            }

            Forget(generation);
        }
    }

    /// <summary>A call that was told to look by id and comes to nothing before anybody was asked: the record says why.</summary>
    public async Task AbandonAsync(Generation generation, Task<Result<Hold, CallerError>> holding, CallerError why)
    {
        var record = generation.Failed(new(FailedAt.Connect, Blame.Gateway, Acceptance.NotAccepted, null, why));
        if ((await holding).Value is not null)
        {
            Settle(generation, record);
        }
        else
        {
            await journal.AppendAsync(record, CancellationToken.None);
            generation.Running.End(record);
        }

        Forget(generation);
    }

    /// <summary>Nobody will ask for it: it was refused at once, or is on record.</summary>
    public void Forget(Generation generation) => running.Remove(generation.Running);

    private async Task TryRoutesAsync(Generation generation, Plan plan, IImageReply reply, ClientLine client)
    {
        Failure? failure = null;
        foreach (var route in plan.Routes)
        {
            // 7 hold, again: the next route may cost more
            if (failure is not null && await holds.WidenAsync(generation, route) is { } refused)
            {
                Settle(generation, generation.Failed(failure with { Error = refused }));
                generation.ClientHas(await client.TryAsync(gone => reply.FailAsync(refused, gone)));
                return;
            }

            // 8 attempt
            generation.Try(route);
            reply.Begin(generation.Call, generation.Receipt(null));
            var wantsEvents = client.Response is null || reply.PassesThrough(generation.Call, WireKind.Events);
            await using var answer = await relay.WaitAsync(route.Provider.AskAsync(route, generation.Id, wantsEvents, generation.Cancelled), reply, client);
            generation.Answered(answer);
            if (answer.Adjustments.Count > 0)
            {
                reply.Begin(generation.Call, generation.Receipt(null));
            }

            // 9 relay
            using var relayed = await relay.RunAsync(answer, route, generation, reply, client);
            generation.Ended(relayed.Outcome.Error);
            if (!relayed.Outcome.Failed(out failure, out var result))
            {
                // 10 settle
                Settle(generation, generation.Completed(result));

                // 11 deliver
                generation.ClientHas(await Relay.DeliverAsync(relayed, generation, reply, client));
                return;
            }

            LogAttempt(log, generation.Id, route.Provider.Name, failure.Step, failure.Error.Message);
            if (route == plan.Routes[^1] || !failure.MayTryNext(settings.Current.Settings.Budgets.MaybeAccepted))
            {
                Settle(generation, generation.Failed(failure));
                generation.ClientHas(await TellAsync(failure, relayed, generation, reply, client));
                return;
            }
        }
    }

    /// <summary>True where the client now knows all there is to know.</summary>
    private static async Task<bool> TellAsync(Failure failure, Relayed relayed, Generation generation, IImageReply reply, ClientLine client)
    {
        if (relayed.IsWhole)
        {
            return client.IsThere;
        }

        // Where it is our store that failed, the client gets what was paid for all the same.
        return failure.Step == FailedAt.Store && relayed.PassedThrough && client.IsThere
            ? await Relay.DeliverAsync(relayed, generation, reply, client)
            : await client.TryAsync(gone => reply.FailAsync(failure.Error, gone));
    }

    /// <summary>Only a bug leaves a call open: what a provider was asked for by then may be charged.</summary>
    private void SettleBroken(Generation generation)
    {
        if (generation.IsTrying)
        {
            generation.Ended(Bug);
        }

        Settle(generation, generation.Failed(Bug));
    }

    private static void Settle(Generation generation, GenerationRecord record)
    {
        if (generation.Hold is { } hold)
        {
            generation.Hold = null;
            hold.Settle(record);
            generation.Running.End(record);
        }
    }

    private static readonly Failure Bug = new(FailedAt.Draw, Blame.Gateway, Acceptance.MaybeAccepted, null, new(500, "server_error", "internal_error", null, "Something broke in this gateway.") { MayRepeat = false });

    [LoggerMessage(Level = LogLevel.Warning, Message = "{GenerationId}: the attempt at {Provider} failed at {Step}: {Reason}")]
    private static partial void LogAttempt(ILogger log, string generationId, string provider, FailedAt step, string reason);
}
