using System.Net.Security;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tessera.Gateway.Administration;
using Tessera.Gateway.Budgets;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Images;
using Tessera.Gateway.Pipeline;
using Tessera.Gateway.Playground;
using Tessera.Gateway.Pricing;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Providers.Engine;
using Tessera.Gateway.Providers.Sketch;
using Tessera.Gateway.Repeats;
using Tessera.Gateway.Reports;
using Tessera.Gateway.Settings;
using Tessera.Gateway.Status;
using Tessera.Gateway.Uploads;
using Tessera.Gateway.Webhooks;
using Tessera.Ledger;

namespace Tessera.Gateway.Http;

/// <summary>Everything the gateway is made of, each thing once.</summary>
public static class GatewayServices
{
    /// <param name="books">Already open: a database that cannot be opened is told before a server starts.</param>
    /// <exception cref="SettingsUnusableException">The settings file has faults; all of them are in the message.</exception>
    public static IServiceCollection AddTesseraGateway(this IServiceCollection services, GatewaySetup setup, Books books)
    {
        var catalogue = ModelCatalogue.Load();
        return SettingsFile.Load(setup.SettingsPath, setup.Environment, catalogue).Failed(out var errors, out var settings)
            ? throw new SettingsUnusableException(errors)
            : services.AddParts(setup, books, catalogue, settings);
    }

    private static IServiceCollection AddParts(this IServiceCollection services, GatewaySetup setup, Books books, ModelCatalogue catalogue, SettingsFile settings) => services
        .AddSingleton(setup)
        .AddSingleton(settings)
        .AddSingleton(new RunningSettings(settings))
        .AddHostedService<SettingsWatch>()
        .AddSingleton(TimeProvider.System)
        .AddSingleton(books)
        .AddSingleton(books.Keys)
        .AddSingleton(books.Allowances)
        .AddSingleton(books.Holds)
        .AddSingleton(books.Journal)
        .AddSingleton(books.Entries)
        .AddSingleton(books.Ids)
        .AddSingleton(books.Holds)
        .AddSingleton(books.Allowances)
        .AddHostedService<RecordSweeper>()
        .AddSingleton(catalogue)
        .AddSingleton(new LiveCatalogue(catalogue))
        .AddHostedService<ModelsWatch>()
        .AddSingleton(provider => OpenStore(setup, settings, provider))
        .AddSingleton(provider => new StoreSweep(provider.GetRequiredService<ImageStore>(), provider.GetRequiredService<TimeProvider>(), StoreSweep.FreeDiskBytes))
        .AddSingleton<Thumbnails>()
        .AddHostedService<StoreSweeper>()
        .AddSingleton(provider => new FileUrlSigner(FileUrlKey.ReadOrCreate(setup.DataDirectory), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(UploadLimits.Default)
        .AddSingleton(provider => new UploadRoom(Path.Combine(setup.DataDirectory, "uploads"), provider.GetRequiredService<UploadLimits>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new RemotePictures(provider.GetRequiredService<UploadRoom>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => PublicDialer.Real(provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(books.Webhooks)
        .AddSingleton(books.SigningSecrets)
        .AddSingleton<WebhookAddress>()
        .AddSingleton<WebhookOrders>()
        .AddSingleton<DeliveryBody>()
        .AddSingleton(provider => new Courier(
            books, provider.GetRequiredService<DeliveryBody>(), provider.GetRequiredService<WebhookAddress>(), provider.GetRequiredService<PublicDialer>(),
            new SslClientAuthenticationOptions(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<WebhookEndpoints>()
        .AddHostedService(provider => new WebhookSender(
            books.Webhooks, provider.GetRequiredService<Courier>(), new Random(RandomNumberGenerator.GetInt32(int.MaxValue)),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<WebhookSender>>()))
        .AddHostedService<WebhookSweeper>()
        .AddSingleton<PaintingRoom>()
        .AddSingleton<SketchProvider>()
        .AddSingleton(FreeMemory.Real)
        .AddSingleton<EngineRoom>()
        .AddHostedService(provider => provider.GetRequiredService<EngineRoom>())
        .AddSingleton(provider => new EngineProvider(
            provider.GetRequiredService<EngineRoom>(), provider.GetRequiredService<PaintingRoom>(), provider.GetRequiredService<ImageStore>(),
            new Random(RandomNumberGenerator.GetInt32(int.MaxValue)), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<EngineProvider>>()))
        .AddSingleton<ProviderSwitch>()
        .AddSingleton(provider => provider.GetRequiredService<ProviderSwitch>().Live)
        .AddSingleton(books.Claims)
        .AddSingleton<RecentCalls>()
        .AddSingleton<Orders>()
        .AddSingleton<Joining>()
        .AddSingleton<Repeats.Repeats>()
        .AddHostedService<ClaimKeeper>()
        .AddSingleton<Doorkeeper>()
        .AddSingleton<SoftThresholds>()
        .AddSingleton<RateLimitHeaders>()
        .AddSingleton<Relay>()
        .AddSingleton<RunningGenerations>()
        .AddSingleton<DetachedCalls>()
        .AddHostedService(provider => provider.GetRequiredService<DetachedCalls>())
        .AddSingleton<CallHolds>()
        .AddSingleton<Attempts>()
        .AddSingleton<QuoteDesk>()
        .AddSingleton<Admission>()
        .AddSingleton<ImagePipeline>()
        .AddSingleton<ImageEndpoints>()
        .AddSingleton<PlaygroundTurns>()
        .AddSingleton(provider => new GatewayStatus(provider.GetRequiredService<LiveCatalogue>(), provider.GetRequiredService<LiveProviders>()))
        .AddSingleton<StoredImages>()
        .AddSingleton<EventsEndpoint>()
        .AddSingleton<ModelEndpoints>()
        .AddSingleton<AiSdkEndpoints>()
        .AddSingleton<HealthEndpoints>()
        .AddSingleton<CreditEndpoint>()
        .AddSingleton<ReportEndpoints>()
        .AddSingleton<GenerationInfoEndpoint>()
        .AddSingleton<EntryEndpoints>()
        .AddSingleton<CorrectionEndpoints>()
        .AddSingleton<AdminDoor>()
        .AddSingleton<KeyEndpoints>()
        .AddSingleton<TeamEndpoints>()
        .AddSingleton<WholeGatewayEndpoints>();

    private static ImageStore OpenStore(GatewaySetup setup, SettingsFile settings, IServiceProvider services)
    {
        var store = new ImageStore(
            setup.DataDirectory,
            settings.Current.Settings.Images.ToLimits(),
            services.GetRequiredService<TimeProvider>(),
            services.GetRequiredService<ILogger<ImageStore>>());
        settings.Changed += changed => store.Limits = changed.Settings.Images.ToLimits();
        return store;
    }
}
