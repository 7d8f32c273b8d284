using Microsoft.Extensions.Logging;

namespace Tessera.Gateway.Settings;

/// <summary>What the program around the gateway needs of the settings, as they are at this moment.</summary>
public sealed class RunningSettings
{
    private readonly SettingsFile _file;

    internal RunningSettings(SettingsFile file) => _file = file;

    /// <summary>The least level that is logged.</summary>
    public LogLevel LogLevel => _file.Current.Settings.Log.Level;

    /// <summary>Whether the pages at <c>/</c> are served.</summary>
    public bool HasDashboard => _file.Current.Settings.Dashboard.Enabled;
}
