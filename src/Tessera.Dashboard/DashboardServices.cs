using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tessera.Dashboard.Assets;
using Tessera.Gateway.Http;
using Tessera.Gateway.Playground;

namespace Tessera.Dashboard;

/// <summary>What the pages are made of.</summary>
public static class DashboardServices
{
    /// <summary>Comes after <c>AddTesseraGateway</c>, whose <see cref="GatewaySetup"/> says where keys may be kept.</summary>
    public static IServiceCollection AddTesseraDashboard(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddSingleton(PageAssets.Load());
        services.AddAntiforgery(Protect);
        services.AddDataProtection();
        // In the data directory, so that a page which is open outlives a restart.
        services.AddOptions<KeyManagementOptions>().Configure<GatewaySetup, ILoggerFactory>((options, setup, logs) =>
            options.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(Path.Combine(setup.DataDirectory, "page-keys")), logs));
        // It warns that these keys are not encrypted. They guard page tokens only, and lie where the signing key of the pictures lies.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        return services;
    }

    private static void Protect(AntiforgeryOptions options)
    {
        options.HeaderName = PlaygroundEndpoints.TokenHeader;
        options.Cookie.Name = "tessera-page";
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        // The page's own policy forbids every frame (PageSecurity).
        options.SuppressXFrameOptionsHeader = true;
    }
}
