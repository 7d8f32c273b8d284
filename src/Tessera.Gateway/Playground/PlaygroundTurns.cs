using System.Net;
using System.Threading.RateLimiting;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Playground;

/// <summary>Whose turn it is to draw: a few at a time for each client address, and a short queue that has an end.</summary>
internal sealed class PlaygroundTurns : IDisposable
{
    /// <summary>Drawings at a time for one address; the next ones wait.</summary>
    public const int DrawingsMax = 2;

    /// <summary>Drawings that wait for one address; the next one is refused with 429 (<see cref="Busy"/>).</summary>
    public const int WaitingMax = 4;

    // Addresses that are not drawing are forgotten after some seconds, so the table does not grow.
    private readonly PartitionedRateLimiter<IPAddress> _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetConcurrencyLimiter(address, static _ => new ConcurrencyLimiterOptions
        {
            PermitLimit = DrawingsMax,
            QueueLimit = WaitingMax,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));

    public static CallerError Busy { get; } = new(
        429, "requests", "rate_limit_exceeded", null, "This address has several pictures in the making. Wait for one of them, then draw again.") { RetryAfter = TimeSpan.FromSeconds(1) };

    /// <param name="address">Null where there is no network between, as on a Unix socket: then all share one turn.</param>
    public ValueTask<RateLimitLease> WaitAsync(IPAddress? address, CancellationToken cancellation) =>
        _limiter.AcquireAsync(address ?? IPAddress.None, cancellationToken: cancellation);

    public void Dispose() => _limiter.Dispose();
}
