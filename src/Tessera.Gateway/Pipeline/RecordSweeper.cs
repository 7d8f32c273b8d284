using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tessera.Gateway.Settings;
using Tessera.Ledger;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Pipeline;

/// <summary>Deletes records that are older than <c>records.keep_days</c>, once an hour. Without the setting they are kept for ever.</summary>
internal sealed partial class RecordSweeper(SettingsFile settings, Journal journal, TimeProvider time, ILogger<RecordSweeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                if (settings.Current.Settings.Records.KeepDays is { } days)
                {
                    await TrimAsync(time.GetUtcNow().AddDays(-days), stoppingToken);
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program is stopping.
        }
    }

    private async Task TrimAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        try
        {
            if (await journal.TrimAsync(before, cancellation) is > 0 and var count)
            {
                LogTrimmed(log, count, before);
            }
        }
        catch (LedgerUnavailableException exception)
        {
            // The next hour tries again; records that stay too long harm nobody.
            LogFailed(log, exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Deleted {Count} records from before {Before}")]
    private static partial void LogTrimmed(ILogger log, int count, DateTimeOffset before);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Old records could not be deleted: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}
