using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Images;
using Tessera.Gateway.Pipeline;
using Tessera.Gateway.Playground;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Providers.OpenAiWire;
using Tessera.Gateway.Providers.Sketch;
using Tessera.Gateway.Status;
using Tessera.Gateway.Uploads;
using Tessera.Ledger;

namespace Tessera.Gateway.Http;

/// <summary>Everything the gateway is made of, each thing once.</summary>
public static class GatewayServices
{
    /// <param name="books">Already open: a database that cannot be opened is told before a server starts.</param>
    public static IServiceCollection AddTesseraGateway(this IServiceCollection services, GatewaySetup setup, Books books) => services
        .AddSingleton(setup)
        .AddSingleton(TimeProvider.System)
        .AddSingleton(books)
        .AddSingleton(books.Keys)
        .AddSingleton(books.Journal)
        .AddSingleton(books.Ids)
        .AddSingleton(_ => ModelCatalogue.Load())
        .AddSingleton(StoreLimits.Default)
        .AddSingleton(provider => new ImageStore(
            Path.Combine(setup.DataDirectory, "images"), provider.GetRequiredService<StoreLimits>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ImageStore>>()))
        .AddSingleton(provider => new StoreSweep(provider.GetRequiredService<ImageStore>(), provider.GetRequiredService<TimeProvider>(), StoreSweep.FreeDiskBytes))
        .AddSingleton<Thumbnails>()
        .AddHostedService<StoreSweeper>()
        .AddSingleton(provider => new FileUrlSigner(FileUrlKey.ReadOrCreate(setup.DataDirectory), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(UploadLimits.Default)
        .AddSingleton(provider => new UploadRoom(Path.Combine(setup.DataDirectory, "uploads"), provider.GetRequiredService<UploadLimits>()))
        .AddSingleton<RemotePictures>()
        .AddSingleton<PaintingRoom>()
        .AddSingleton<SketchProvider>()
        .AddSingleton(provider => new ProviderSwitch(setup.Environment, provider.GetRequiredService<SketchProvider>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => provider.GetRequiredService<ProviderSwitch>().Live)
        .AddSingleton<Doorkeeper>()
        .AddSingleton<Relay>()
        .AddSingleton<ImagePipeline>()
        .AddSingleton<ImageEndpoints>()
        .AddSingleton<PlaygroundTurns>()
        .AddSingleton(provider => new GatewayStatus(provider.GetRequiredService<ModelCatalogue>(), provider.GetRequiredService<LiveProviders>()))
        .AddSingleton<StoredImages>()
        .AddSingleton<ModelEndpoints>()
        .AddSingleton<AiSdkEndpoints>()
        .AddSingleton<HealthEndpoints>()
        .AddSingleton<CreditEndpoint>()
        .AddSingleton<KeyEndpoints>();
}
