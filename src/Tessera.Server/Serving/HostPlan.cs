namespace Tessera.Server.Serving;

/// <summary>How a gateway is hosted.</summary>
/// <param name="Grace">How long running calls may take to end at a stop.</param>
/// <param name="HasPages">Whether browsers are served too, unless the settings say otherwise.</param>
internal sealed record HostPlan(Place Place, ListenAddresses Addresses, TimeSpan Grace, bool HasPages)
{
    /// <summary>Threads that draw with the models of this machine; null: what the settings say.</summary>
    public int? EngineThreads { get; init; }
}
