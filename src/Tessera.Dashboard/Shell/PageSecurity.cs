using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Tessera.Dashboard.Shell;

/// <summary>The headers that hold a page to its own files: no script and no style but ours, no frame, no other origin.</summary>
internal static class PageSecurity
{
    // data: and blob: are the pictures of a drawing, which arrive as base64.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; "
        + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static void Guard(EndpointBuilder endpoint)
    {
        var render = endpoint.RequestDelegate!;
        endpoint.RequestDelegate = http =>
        {
            Write(http.Response.Headers);
            return render(http);
        };
    }

    private static void Write(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
    }
}
