using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Dashboard.Assets;
using Tessera.Dashboard.Shell;
using Tessera.Gateway.Playground;

namespace Tessera.Dashboard;

/// <summary>The addresses of the pages: <c>/</c>, their assets, and the call behind the prompt box.</summary>
public static class DashboardEndpoints
{
    public static void MapTesseraDashboard(this WebApplication app)
    {
        app.UseAntiforgery();
        app.Services.GetRequiredService<PageAssets>().Map(app);
        app.MapPlayground();
        app.MapRazorComponents<App>().Add(PageSecurity.Guard);
    }
}
