using Microsoft.Extensions.Logging;

namespace Tessera.Gateway.Settings;

/// <summary>Takes over the settings when their file has changed.</summary>
internal sealed partial class SettingsWatch(SettingsFile file, TimeProvider time, ILogger<SettingsWatch> log) : Lookout(time)
{
    /// <summary>One look. A broken file is complained about once, until it changes again.</summary>
    internal override void Look()
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
