using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tessera.Gateway.Images;

/// <summary>
/// Sweeps the store in the background: at start (which also counts it), then each hour for what is past its time, and within a
/// minute when space runs short.
/// </summary>
internal sealed partial class StoreSweeper(StoreSweep sweep, TimeProvider time, ILogger<StoreSweeper> log) : BackgroundService
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan WalkInterval = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The timer first, so that no tick of the clock is missed while the first walk runs.
        using var timer = new PeriodicTimer(LookInterval, time);
        var walkedAt = DateTimeOffset.MinValue;
        try
        {
            do
            {
                var now = time.GetUtcNow();
                if (await Task.Run(() => SweepIfDue(now - walkedAt >= WalkInterval), stoppingToken))
                {
                    walkedAt = now;
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program is stopping.
        }
    }

    private bool SweepIfDue(bool isTime)
    {
        try
        {
            if (!isTime && !sweep.IsDue)
            {
                return false;
            }

            var result = sweep.Sweep();
            if (result.Removed > 0)
            {
                LogSwept(log, result.Removed, result.FreedBytes, result.TotalBytes);
            }
            else
            {
                LogNothingToSweep(log, result.TotalBytes);
            }

            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next look tries again; a store that cannot be swept still serves.
            LogFailed(log, error.Message);
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Removed {Count} pictures ({FreedBytes} bytes) from the store, which now holds {TotalBytes} bytes")]
    private static partial void LogSwept(ILogger log, int count, long freedBytes, long totalBytes);

    [LoggerMessage(3, LogLevel.Debug, "The store holds {TotalBytes} bytes, and nothing of it is past its time")]
    private static partial void LogNothingToSweep(ILogger log, long totalBytes);

    [LoggerMessage(2, LogLevel.Warning, "The image store could not be swept: {Reason}")]
    private static partial void LogFailed(ILogger log, string reason);
}
