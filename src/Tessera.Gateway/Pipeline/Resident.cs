using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Pipeline;

/// <summary>Callers inside the house, who need no secret.</summary>
internal static class Resident
{
    /// <summary>The prompt box on the dashboard: a test key, so it never reaches a provider and never costs.</summary>
    public static ApiKey Playground { get; } = new("key_playground", "The dashboard's prompt box", KeyKind.Test, "", DateTimeOffset.UnixEpoch, null);
}
