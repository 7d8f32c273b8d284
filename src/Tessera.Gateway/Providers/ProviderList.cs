using Tessera.Gateway.Providers.Engine;
using Tessera.Gateway.Providers.Sketch;

namespace Tessera.Gateway.Providers;

/// <summary>The providers that are switched on, in the order in which they are preferred. Immutable; swapped whole when settings change.</summary>
internal sealed class ProviderList(SketchProvider sketch, EngineProvider engine, IReadOnlyList<IProvider> remote)
{
    /// <summary>The painter inside: always there.</summary>
    public SketchProvider Sketch { get; } = sketch;

    /// <summary>The models of this machine: always there, and of use once one is installed.</summary>
    public EngineProvider Engine { get; } = engine;

    /// <summary>Those that are reached over a network.</summary>
    public IReadOnlyList<IProvider> Remote { get; } = remote;
}
