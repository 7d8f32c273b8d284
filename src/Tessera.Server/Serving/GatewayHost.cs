using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Tessera.Dashboard;
using Tessera.Gateway.Http;
using Tessera.Gateway.Settings;
using Tessera.Ledger;

namespace Tessera.Server.Serving;

/// <summary>The gateway on a Kestrel. Reads nothing that is not handed to it: no appsettings, no variables of ASP.NET.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GatewayHost(WebApplication app, HostPlan plan, RunningCalls calls, Books books) =>
        (_app, Calls, Books, HasPages) = (app, calls, books, ServesPages(app, plan));

    /// <summary>Whether browsers are served too.</summary>
    public bool HasPages { get; }

    public IServiceProvider Services => _app.Services;

    public RunningCalls Calls { get; }

    public Books Books { get; }

    /// <summary>An address that a client on this machine can call.</summary>
    public string Address => ListenAddresses.ToCall(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses);

    /// <summary>Opens the books and listens. Everything that can go wrong is thrown, and <see cref="StartFaults"/> knows its sentence.</summary>
    /// <param name="prepare">Runs once the books are open, before the first call can come.</param>
    public static async Task<GatewayHost> StartAsync(HostPlan plan, ProgramLog log, Action<Books> prepare, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "tessera" });
        log.Add(builder.Logging);
        using var early = LoggerFactory.Create(log.Add);
        var books = Books.Open(plan.Place.Books, TimeProvider.System, early);
        try
        {
            prepare(books);
            var calls = new RunningCalls();
            var app = Build(builder, plan, books, calls);
            await ListenAsync(app, plan.Addresses, cancellation);
            log.Open(app.Services.GetRequiredService<RunningSettings>());
            return new GatewayHost(app, plan, calls, books);
        }
        catch
        {
            await books.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes no new calls, lets the running ones end, and says how many of them had to be cut.</summary>
    public async Task<int> StopAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        return Calls.Count;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Books.DisposeAsync();
    }

    private static WebApplication Build(WebApplicationBuilder builder, HostPlan plan, Books books, RunningCalls calls)
    {
        builder.WebHost.UseKestrelCore().ConfigureKestrel(Configure).UseUrls([.. plan.Addresses.Urls]);
        builder.Services
            .AddSingleton<IHostLifetime, SilentLifetime>()
            .AddRoutingCore()
            .Configure<HostOptions>(host => host.ShutdownTimeout = plan.Grace)
            .Configure<ForwardedHeadersOptions>(proxy => proxy.ForwardedHeaders = ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost)
            .AddTesseraGateway(new GatewaySetup { DataDirectory = plan.Place.DataDirectory, Environment = plan.Place.Environment, EngineThreads = plan.EngineThreads }, books);
        if (plan.HasPages)
        {
            builder.Services.AddTesseraDashboard();
        }

        var app = builder.Build();
        app.Use(calls.CountAsync);
        app.UseForwardedHeaders();
        app.UseTesseraGateway();
        app.UseRouting();
        app.MapTesseraGateway();
        if (ServesPages(app, plan))
        {
            app.MapTesseraDashboard();
        }

        return app;
    }

    private static bool ServesPages(WebApplication app, HostPlan plan) => plan.HasPages && app.Services.GetRequiredService<RunningSettings>().HasDashboard;

    private static void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = GatewayEndpoints.RequestBytesMax;
        // Longer than the 60 s of nginx and of cloud load balancers, which otherwise reuse a connection in the moment it closes.
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(130);
        // Without TLS a browser and every client speaks HTTP/1.1 alone.
        kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1);
    }

    private static async Task ListenAsync(WebApplication app, ListenAddresses addresses, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception fault)
        {
            await app.DisposeAsync();
            throw StartFaults.ExplainListening(fault, addresses) ?? fault;
        }
    }
}
