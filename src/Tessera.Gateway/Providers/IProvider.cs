using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Routing;

namespace Tessera.Gateway.Providers;

/// <summary>
/// Somebody who answers image calls. Adding one is a folder and a line in <see cref="ProviderList"/>.
/// </summary>
internal interface IProvider
{
    /// <summary>The name in routes, headers, settings and the books.</summary>
    string Name { get; }

    /// <summary>What it calls a model and charges for it, or null where it does not serve it.</summary>
    RouteCard? RouteOf(ModelCard model);

    /// <summary>
    /// Puts the call to the provider. Never throws for what a provider or a network can do: a failure is an answer too.
    /// </summary>
    /// <param name="wantEvents">The client can take the provider's event stream byte for byte.</param>
    Task<Answer> AskAsync(PlannedRoute route, string generationId, bool wantEvents, CancellationToken cancellation);
}
