using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tessera.Ledger;
using Tessera.Ledger.Claims;

namespace Tessera.Gateway.Repeats;

/// <summary>Deletes idempotency keys that are older than a day, once an hour. They count no more by then; this only makes room.</summary>
internal sealed partial class ClaimSweeper(Claims claims, TimeProvider time, ILogger<ClaimSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SweepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program is stopping.
        }
    }

    private async Task SweepAsync(CancellationToken cancellation)
    {
        try
        {
            await claims.SweepAsync(cancellation);
        }
        catch (LedgerUnavailableException exception)
        {
            // The next hour tries again.
            LogFailed(log, exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old idempotency keys could not be deleted: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}
