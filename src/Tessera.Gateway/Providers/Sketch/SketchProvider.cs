using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Images;
using Tessera.Gateway.Routing;

namespace Tessera.Gateway.Providers.Sketch;

/// <summary>
/// The local painter: it serves <c>tessera/sketch</c>, and every other image model when the call comes with a test key. The
/// pictures are procedural illustrations; sizes, checks, tokens and costs are those of the model that was asked for.
/// </summary>
internal sealed class SketchProvider(PaintingRoom room, ImageStore store, TimeProvider time) : IProvider
{
    /// <summary>As the catalogue calls the painter's route.</summary>
    public const string ProviderName = "tessera";

    public string Name => ProviderName;

    public RouteCard? RouteOf(ModelCard model) => model.Route(ProviderName);

    public Task<Answer> AskAsync(PlannedRoute route, string generationId, bool wantEvents, CancellationToken cancellation) =>
        Task.FromResult<Answer>(new SketchAnswer(route.Call, room, store, time));
}
