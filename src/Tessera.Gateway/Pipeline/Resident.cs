using Tessera.Gateway.Calls;
using Tessera.Ledger.Keys;

namespace Tessera.Gateway.Pipeline;

/// <summary>Callers inside the house, who need no secret.</summary>
internal static class Resident
{
    /// <summary>The prompt box on the dashboard: a test key, so it never reaches a provider and never costs.</summary>
    public static ApiKey Playground { get; } = new("key_playground", "The dashboard's prompt box", KeyKind.Test, "", DateTimeOffset.UnixEpoch, null);

    /// <summary>
    /// The kind by which a call is routed. The prompt box is let through to a model that is installed on this machine: its only
    /// route is here, so that nothing can be spent.
    /// </summary>
    public static KeyKind KindFor(ApiKey key, ImageCall call) => key == Playground && call.Model.Installed is not null ? KeyKind.Live : key.Kind;
}
