using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Tessera.Ledger;
using Tessera.Ledger.Claims;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Repeats;

/// <summary>The orders that this process is carrying out, by generation.</summary>
internal sealed partial class Orders(RecentCalls recent, Claims claims, ILogger<Orders> log)
{
    private readonly ConcurrentDictionary<string, Order> _open = new(StringComparer.Ordinal);

    /// <summary>Those that were ordered under an idempotency key.</summary>
    public IEnumerable<Claim> Claimed => _open.Select(pair => pair.Value.Claim).OfType<Claim>();

    public Order? Find(string generationId) => _open.GetValueOrDefault(generationId);

    public Order Open(string generationId, CallPlace place, Claim? claim) =>
        _open[generationId] = new Order(this, generationId, place, claim);

    /// <summary>Never was: another call answers.</summary>
    public void Drop(Order order) => _open.TryRemove(order.GenerationId, out _);

    public void Left(Order order) => recent.Left(order.Place, order.GenerationId);

    /// <summary>What surely came to nothing may be ordered again under the same key.</summary>
    public async Task EndAsync(Order order, GenerationRecord? record)
    {
        var state = record is null ? CallState.Refused : Replay.StateOf(record);
        if (order.Claim is not { } claim)
        {
            recent.Ended(order.Place, order.GenerationId, state);
        }
        else if (state == CallState.Refused)
        {
            try
            {
                await claims.ReleaseAsync(claim);
            }
            catch (LedgerUnavailableException exception)
            {
                // The record says that it came to nothing: the next call under this key takes the claim over.
                LogNotReleased(log, order.GenerationId, exception.Message);
            }
        }

        Drop(order);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{GenerationId}: its idempotency key could not be released: {Reason}")]
    private static partial void LogNotReleased(ILogger log, string generationId, string reason);
}
