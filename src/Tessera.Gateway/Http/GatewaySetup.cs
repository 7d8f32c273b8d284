namespace Tessera.Gateway.Http;

/// <summary>What the program decides before it starts; everything else is in the settings file, which may change while it runs.</summary>
public sealed record GatewaySetup
{
    /// <summary>Where the database, the pictures and the secrets are.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>The settings file; null: <c>TESSERA_SETTINGS</c>, else <c>./tessera.json</c> if it is there.</summary>
    public string? SettingsPath { get; init; }

    /// <summary>Threads that draw with the models of this machine; null: what the settings say.</summary>
    public int? EngineThreads { get; init; }

    /// <summary>Environment variables: provider keys and their base addresses.</summary>
    public required Func<string, string?> Environment { get; init; }
}
