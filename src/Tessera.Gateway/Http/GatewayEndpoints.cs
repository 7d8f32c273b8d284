using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Gateway.Administration;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Images;
using Tessera.Gateway.Reports;
using Tessera.Gateway.Uploads;

namespace Tessera.Gateway.Http;

/// <summary>All addresses of the gateway, and what every answer has.</summary>
public static class GatewayEndpoints
{
    /// <summary>A whole request; the server that carries the gateway must let as much through and no more.</summary>
    public static long RequestBytesMax => UploadLimits.Default.RequestBytesMax;

    /// <summary>Comes before everything else.</summary>
    public static void UseTesseraGateway(this IApplicationBuilder app) => app.UseMiddleware<Housekeeping>();

    public static void MapTesseraGateway(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        services.GetRequiredService<ImageEndpoints>().Map(app);
        services.GetRequiredService<StoredImages>().Map(app);
        services.GetRequiredService<EventsEndpoint>().Map(app);
        services.GetRequiredService<ModelEndpoints>().Map(app);
        services.GetRequiredService<AiSdkEndpoints>().Map(app);
        services.GetRequiredService<KeyEndpoints>().Map(app);
        services.GetRequiredService<TeamEndpoints>().Map(app);
        services.GetRequiredService<WholeGatewayEndpoints>().Map(app);
        services.GetRequiredService<WebhookEndpoints>().Map(app);
        app.MapFiles();
        services.GetRequiredService<HealthEndpoints>().Map(app);
        services.GetRequiredService<CreditEndpoint>().Map(app);
        services.GetRequiredService<ReportEndpoints>().Map(app);
        services.GetRequiredService<GenerationInfoEndpoint>().Map(app);
        services.GetRequiredService<EntryEndpoints>().Map(app);
        services.GetRequiredService<CorrectionEndpoints>().Map(app);
        app.MapGet("/openapi.json", OpenApiDocument.WriteAsync);
        foreach (var version in new[] { "/v1", "/v2", "/v3", "/v4" })
        {
            app.MapFallback(version + "/{**path}", NotFoundAsync);
        }
    }

    private static Task NotFoundAsync(HttpContext http) => ErrorBody.WriteAsync(
        http.Response,
        new(404, CallerError.InvalidRequest, "unknown_url", null, $"Unknown request URL: {http.Request.Method} {http.Request.Path}. GET /openapi.json lists the addresses of this gateway."),
        http.RequestAborted);
}
