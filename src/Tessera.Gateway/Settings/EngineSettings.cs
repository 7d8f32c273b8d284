namespace Tessera.Gateway.Settings;

/// <summary>How models on this machine are run. In force from the next model that is opened.</summary>
internal sealed record EngineSettings
{
    public const int ThreadsMax = 1_024;

    public const int WaitingMaxMost = 10_000;

    /// <summary>Threads that draw; null: one for each processor.</summary>
    public int? Threads { get; init; }

    /// <summary>Calls that may wait for one model; more are told to come back.</summary>
    public int WaitingMax { get; init; } = 64;
}
