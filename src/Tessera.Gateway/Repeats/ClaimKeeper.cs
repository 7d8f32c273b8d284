using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tessera.Ledger;
using Tessera.Ledger.Claims;

namespace Tessera.Gateway.Repeats;

/// <summary>
/// Says of each order that takes long that this process is still at it, so that another one does not take its idempotency key
/// over; and deletes, once an hour, those that count no more.
/// </summary>
internal sealed partial class ClaimKeeper(Orders orders, Claims claims, TimeProvider time, ILogger<ClaimKeeper> log) : BackgroundService
{
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(RenewEvery, time);
        var sweptAt = time.GetUtcNow();
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var now = time.GetUtcNow();
                await TryAsync(() => Task.WhenAll(orders.Claimed.Where(claim => now - claim.ClaimedAt >= RenewEvery).Select(claims.RenewAsync)));
                if (now - sweptAt >= SweepEvery)
                {
                    sweptAt = now;
                    await TryAsync(() => claims.SweepAsync(stoppingToken));
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program is stopping.
        }
    }

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (LedgerUnavailableException exception)
        {
            // The next round tries again.
            LogFailed(log, exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Idempotency keys could not be kept up: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}
