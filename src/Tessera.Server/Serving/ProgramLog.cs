using Microsoft.Extensions.Logging.Console;
using Tessera.Gateway.Settings;

namespace Tessera.Server.Serving;

/// <summary>
/// Log lines on stderr: ours from the level in the settings, which may change while the program runs; frameworks' from Warning.
/// While it starts the frameworks are silent, since what fails then is told once, as a sentence.
/// </summary>
/// <param name="isQuiet">Nothing but what nobody foresaw: for a command whose own line says what went wrong.</param>
internal sealed class ProgramLog(bool isQuiet = false)
{
    private RunningSettings? _settings;

    /// <summary>From now on everybody may speak.</summary>
    public void Open(RunningSettings settings) => _settings = settings;

    public void Add(ILoggingBuilder logging)
    {
        logging.SetMinimumLevel(LogLevel.Trace);
        logging.AddFilter(Passes);
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "yyyy-MM-dd HH:mm:ss ";
            console.UseUtcTimestamp = true;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    private bool Passes(string? category, LogLevel level)
    {
        if (isQuiet)
        {
            return level >= LogLevel.Error && category?.StartsWith("Tessera.", StringComparison.Ordinal) == true;
        }

        var least = _settings?.LogLevel ?? LogLevel.Information;
        return category?.StartsWith("Tessera.", StringComparison.Ordinal) == true
            ? level >= least
            : _settings is not null && level >= Max(least, LogLevel.Warning);
    }

    private static LogLevel Max(LogLevel left, LogLevel right) => left > right ? left : right;
}
