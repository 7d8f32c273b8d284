using Tessera.Gateway.Providers.Sketch;

namespace Tessera.Gateway.Providers;

/// <summary>The providers that are switched on, in the order in which they are preferred. Immutable; swapped whole when settings change.</summary>
internal sealed class ProviderList(SketchProvider sketch, IReadOnlyList<IProvider> remote)
{
    /// <summary>The painter inside: always there.</summary>
    public SketchProvider Sketch { get; } = sketch;

    /// <summary>Those that are reached over a network.</summary>
    public IReadOnlyList<IProvider> Remote { get; } = remote;
}
