using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tessera.Ledger;
using Tessera.Ledger.Webhooks;

namespace Tessera.Gateway.Webhooks;

/// <summary>Deletes deliveries that have come to their end and are older than <see cref="Deliveries.KeepDays"/>, once an hour.</summary>
internal sealed partial class WebhookSweeper(Deliveries deliveries, TimeProvider time, ILogger<WebhookSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await Task.Run(() => Trim(time.GetUtcNow().AddDays(-Deliveries.KeepDays), stoppingToken), stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program is stopping.
        }
    }

    private void Trim(DateTimeOffset before, CancellationToken cancellation)
    {
        try
        {
            if (deliveries.Trim(before, cancellation) is > 0 and var count)
            {
                LogTrimmed(log, count, before);
            }
        }
        catch (LedgerUnavailableException fault)
        {
            // The next hour tries again.
            LogFailed(log, fault.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Count} webhooks from before {Before}")]
    private static partial void LogTrimmed(ILogger log, int count, DateTimeOffset before);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old webhooks could not be deleted: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}
