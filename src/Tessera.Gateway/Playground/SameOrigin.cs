using Microsoft.AspNetCore.Http;

namespace Tessera.Gateway.Playground;

/// <summary>
/// Whether a page of this very address made a request. <c>Sec-Fetch-Site</c> says so, but browsers send it only over https and
/// to this machine; elsewhere <c>Origin</c> does, which every browser sends with a POST. Neither: no browser, so no page.
/// </summary>
internal static class SameOrigin
{
    public static bool Holds(HttpRequest request)
    {
        if (request.Headers.TryGetValue("Sec-Fetch-Site", out var site))
        {
            return site == "same-origin";
        }

        // Without the scheme: behind a proxy that ends TLS the browser's is https and ours is not.
        return Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
            && Uri.TryCreate($"{origin.Scheme}://{request.Host.ToUriComponent()}", UriKind.Absolute, out var here)
            && string.Equals(origin.Authority, here.Authority, StringComparison.OrdinalIgnoreCase);
    }
}
