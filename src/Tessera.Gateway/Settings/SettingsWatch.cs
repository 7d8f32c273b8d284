using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tessera.Gateway.Settings;

/// <summary>
/// Looks every two seconds whether the file has changed. It looks instead of asking to be told (FileSystemWatcher), since
/// the file of a container is often mounted from outside, and changes made there send it no event.
/// </summary>
internal sealed partial class SettingsWatch(SettingsFile file, TimeProvider time, ILogger<SettingsWatch> log) : BackgroundService
{
    public static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(2);

    private readonly PeriodicTimer _timer = new(LookInterval, time);

    public override void Dispose()
    {
        _timer.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await _timer.WaitForNextTickAsync(stoppingToken))
            {
                Look();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The program is stopping.
        }
    }

    /// <summary>One look. A broken file is complained about once, until it changes again.</summary>
    internal void Look()
    {
        if (!file.HasChanged)
        {
            return;
        }

        if (file.Reload() is not { } errors)
        {
            LogTaken(log, file.Path);
            return;
        }

        foreach (var error in errors.All)
        {
            LogWrong(log, error);
        }

        LogKept(log, file.Path);
    }

    [LoggerMessage(1, LogLevel.Information, "The settings in {Path} have changed and are in force")]
    private static partial void LogTaken(ILogger log, string path);

    [LoggerMessage(2, LogLevel.Error, "{Error}")]
    private static partial void LogWrong(ILogger log, SettingsError error);

    [LoggerMessage(3, LogLevel.Warning, "{Path} cannot be used; the settings stay as they were")]
    private static partial void LogKept(ILogger log, string path);
}
