using Microsoft.Extensions.Logging.Abstractions;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Providers.Engine;
using Tessera.Gateway.Providers.Sketch;
using Tessera.Gateway.Routing;

namespace Tessera.Gateway.Tests.Routing;

/// <summary>A far end that serves what the catalogue says it serves, and answers what the test gives it.</summary>
internal sealed class TestProvider(string name, params Answer[] answers) : IProvider
{
    private int _asked;

    public string Name => name;

    public List<PlannedRoute> Asked { get; } = [];

    public RouteCard? RouteOf(ModelCard model) => model.Route(name);

    public Task<Answer> AskAsync(PlannedRoute route, string generationId, bool wantEvents, CancellationToken cancellation)
    {
        Asked.Add(route);
        return Task.FromResult(answers[_asked++]);
    }

    /// <summary>The painter, who is never asked in these tests, and providers of these names.</summary>
    public static ProviderList List(params string[] remote) => List([.. remote.Select(one => new TestProvider(one))]);

    public static ProviderList List(params TestProvider[] remote) => new(new SketchProvider(new PaintingRoom(), null!, TimeProvider.System), new EngineProvider(null!, null!, null!, new Random(0), TimeProvider.System, NullLogger<EngineProvider>.Instance), remote);
}
