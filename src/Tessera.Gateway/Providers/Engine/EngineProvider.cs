using System.Globalization;
using Microsoft.Extensions.Logging;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Images;
using Tessera.Gateway.Providers.Sketch;
using Tessera.Gateway.Routing;

namespace Tessera.Gateway.Providers.Engine;

/// <summary>The models that are installed on this machine and run in this process.</summary>
internal sealed partial class EngineProvider(EngineRoom engines, PaintingRoom painting, ImageStore store, Random chance, TimeProvider time, ILogger<EngineProvider> log) : IProvider
{
    /// <summary>As routes, headers and the books call it.</summary>
    public const string ProviderName = "engine";

    private readonly Lock _gate = new();

    public string Name => ProviderName;

    public RouteCard? RouteOf(ModelCard model) => model.Installed is null ? null : model.Route(ProviderName);

    public Task<Answer> AskAsync(PlannedRoute route, string generationId, bool wantEvents, CancellationToken cancellation)
    {
        if (route.Call.Seed is { } given)
        {
            return Task.FromResult<Answer>(new EngineAnswer(route.Call, given, engines, painting, store, time));
        }

        var chosen = Choose();
        LogSeed(log, generationId, chosen);
        return Task.FromResult<Answer>(new EngineAnswer(route.Call, chosen, engines, painting, store, time)
        {
            Adjustments = [new("seed", AdjustmentKind.Mapped, string.Create(CultureInfo.InvariantCulture, $"{chosen}, chosen here"))],
        });
    }

    /// <summary>Below 2^31, which every client's numbers hold, so that the picture can be asked for again.</summary>
    private long Choose()
    {
        lock (_gate)
        {
            return chance.Next();
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{GenerationId} is drawn with the seed {Seed}")]
    private static partial void LogSeed(ILogger log, string generationId, long seed);
}
