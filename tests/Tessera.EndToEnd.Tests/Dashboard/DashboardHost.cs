using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tessera.Dashboard;
using Tessera.Gateway.Http;
using Tessera.Ledger;
using Tessera.Ledger.Keys;

namespace Tessera.EndToEnd.Tests.Dashboard;

/// <summary>A gateway with its pages on a port of its own, one provider switched on, in a directory with one small model.</summary>
public sealed class DashboardHost : IAsyncLifetime
{
    public const string ProviderKey = "sk-upstream-secret-that-stays-in-the-house";

    private readonly string data = Directory.CreateTempSubdirectory("tessera-dashboard-").FullName;
    private WebApplication? app;
    private Books? books;

    /// <summary>Without a slash at its end.</summary>
    public string Address => app!.Urls.Single();

    public Books Books => books!;

    public string TestKey { get; private set; } = "";

    public async Task InitializeAsync()
    {
        LocalModels.TinyModel.Install(data);
        books = Books.Open(data, TimeProvider.System);
        TestKey = books.Keys.Create("test", KeyKind.Test).Secret;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddTesseraGateway(new GatewaySetup { DataDirectory = data, Environment = name => name == "OPENAI_API_KEY" ? ProviderKey : null }, books);
        builder.Services.AddTesseraDashboard();
        app = builder.Build();
        app.UseTesseraGateway();
        app.MapTesseraGateway();
        app.MapTesseraDashboard();
        await app.StartAsync(CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await app!.DisposeAsync();
        await books!.DisposeAsync();
        Directory.Delete(data, recursive: true);
    }
}
