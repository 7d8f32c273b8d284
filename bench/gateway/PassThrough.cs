using System.Net;

namespace Tessera.Bench;

/// <summary>The least a gateway in .NET can be: Kestrel in front, an HTTP client behind, bytes copied between. What we are measured against.</summary>
internal static class PassThrough
{
    public static async Task<int> RunAsync(int port, Uri upstream)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenLocalhost(port);
            kestrel.AddServerHeader = false;
        });
        var app = builder.Build();
        using var client = new HttpMessageInvoker(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, UseCookies = false, ActivityHeadersPropagator = null });
        app.Map("/{**path}", async http =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(upstream, http.Request.Path)) { Content = new StreamContent(http.Request.Body) };
            request.Content.Headers.TryAddWithoutValidation("Content-Type", http.Request.ContentType);
            request.Content.Headers.ContentLength = http.Request.ContentLength;
            request.Headers.TryAddWithoutValidation("Authorization", http.Request.Headers.Authorization.ToString());
            using var response = await client.SendAsync(request, http.RequestAborted);
            http.Response.StatusCode = (int)response.StatusCode;
            http.Response.ContentType = response.Content.Headers.ContentType?.ToString();
            http.Response.ContentLength = response.Content.Headers.ContentLength;
            await response.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
        });
        await app.RunAsync();
        return 0;
    }
}
