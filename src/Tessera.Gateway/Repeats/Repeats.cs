using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects;
using Tessera.Gateway.Http;
using Tessera.Ledger;
using Tessera.Ledger.Claims;
using Tessera.Ledger.Identifiers;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Repeats;

/// <summary>
/// Whether a call is a fresh order, and the answer to those that are none: they join the call that runs, or are given its
/// result again. A repeat asks no provider, sets nothing aside and counts against no limit.
/// </summary>
internal sealed class Repeats(RecentCalls recent, Orders orders, Claims claims, Journal journal, Joining joining, Ulids ids, TimeProvider time)
{
    /// <summary>How often a call that runs in another process is looked for.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>This process, for as long as it runs.</summary>
    private readonly string _node = ids.Next("node_");

    /// <summary>The right to order, or null where the call was a repeat, or not a call at all, and has been answered.</summary>
    public async Task<Order?> TakeAsync(HttpContext http, ApiKey key, ImageCall call, IImageReply reply)
    {
        if (IdempotencyKey.Read(http.Request, out var name) is { } invalid)
        {
            await reply.FailAsync(invalid, http.RequestAborted);
            return null;
        }

        var fingerprint = await Fingerprint.OfAsync(call, http.RequestAborted);
        try
        {
            return name is null
                ? await EnterAsync(http, new(key.Id, fingerprint.Hash), call, reply)
                : await ClaimAsync(http, new(key.Id, name, fingerprint.Hash, Differences.Write(fingerprint.Digests), "", _node, default), fingerprint, call, reply);
        }
        catch (LedgerUnavailableException) when (!http.Response.HasStarted)
        {
            await reply.FailAsync(RepeatErrors.Unavailable, http.RequestAborted);
            return null;
        }
    }

    private async Task<Order?> EnterAsync(HttpContext http, CallPlace place, ImageCall call, IImageReply reply)
    {
        var retryCount = RepeatPolicy.RetryCount(http.Request);
        while (true)
        {
            var order = orders.Open(ids.NewGeneration(), place, null);
            var answering = recent.Enter(place, order.GenerationId, retryCount);
            if (answering == order.GenerationId)
            {
                order.Watch(http);
                return order;
            }

            orders.Drop(order);
            await using (http.RequestAborted.UnsafeRegister(_ => recent.Left(place, answering), null))
            {
                if (orders.Find(answering) is { } open)
                {
                    if (await joining.JoinAsync(open, http, call, reply))
                    {
                        return null;
                    }
                }
                else if (await journal.FindAsync(answering) is { } record)
                {
                    await joining.ReplayAsync(record, http, call, reply);
                    return null;
                }
            }

            recent.Forget(place, answering);
        }
    }

    private async Task<Order?> ClaimAsync(HttpContext http, Claim wanted, Fingerprint fingerprint, ImageCall call, IImageReply reply)
    {
        Claim? stale = null;
        var silence = new Silence(time);
        while (true)
        {
            var now = time.GetUtcNow();
            var mine = wanted with { GenerationId = ids.NewGeneration(), ClaimedAt = now, AliveAt = now };
            var order = orders.Open(mine.GenerationId, new(mine.KeyId, mine.Fingerprint), mine);
            Claim stands;
            try
            {
                stands = await (stale is null ? claims.ClaimAsync(mine) : claims.TakeOverAsync(stale, mine));
            }
            catch
            {
                orders.Drop(order);
                throw;
            }

            if (stands.GenerationId == mine.GenerationId && !http.Response.HasStarted)
            {
                http.Response.Headers.Remove(TesseraHeaders.Replayed);
                return order;
            }

            if (stands.GenerationId == mine.GenerationId)
            {
                // It has waited for a call elsewhere that came to nothing; its stream has that one's head.
                await order.DisposeAsync();
                await reply.FailAsync(RepeatErrors.CameToNothing, http.RequestAborted);
                return null;
            }

            orders.Drop(order);
            if (stands.Fingerprint != mine.Fingerprint)
            {
                http.Response.Headers[TesseraHeaders.GenerationId] = stands.GenerationId;
                await reply.FailAsync(RepeatErrors.KeyReused(Differences.Between(stands.Digests, fingerprint.Digests), stands.GenerationId), http.RequestAborted);
                return null;
            }

            if (orders.Find(stands.GenerationId) is { } open)
            {
                if (await joining.JoinAsync(open, http, call, reply))
                {
                    return null;
                }

                stale = null;
            }
            else if (await journal.FindAsync(stands.GenerationId) is { } record)
            {
                // What surely came to nothing leaves its key free; here only releasing it has failed.
                stale = Replay.StateOf(record) == CallState.Refused ? stands : null;
                if (stale is null)
                {
                    await joining.ReplayAsync(record, http, call, reply);
                    return null;
                }
            }
            else
            {
                stale = await LookElsewhereAsync(stands, silence, http, call, reply);
            }
        }
    }

    /// <summary>The claim, where nobody carries it out; null where somebody may, who is asked again in a moment.</summary>
    private async Task<Claim?> LookElsewhereAsync(Claim claim, Silence silence, HttpContext http, ImageCall call, IImageReply reply)
    {
        // What a provider was asked for is waited for: its process records it, or the one that buries that process does.
        var isDead = claim.Node == _node || silence.IsLasting(claim);
        if (isDead && await journal.FindHeldAsync(claim.GenerationId) is null && await journal.FindAsync(claim.GenerationId) is null)
        {
            return claim;
        }

        await joining.WaitAsync(Task.Delay(LookEvery, time, http.RequestAborted), claim.GenerationId, http, call, reply);
        return null;
    }
}
