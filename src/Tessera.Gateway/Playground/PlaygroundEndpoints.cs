using System.Globalization;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Http;

namespace Tessera.Gateway.Playground;

/// <summary>
/// <c>POST /playground/images</c>: the call behind the dashboard's prompt box. Body and events are those of
/// <c>/v1/images/generations</c>, and a receipt comes last. It takes no key, since it only reaches the local painter; so that no
/// other site can keep that busy, it answers nobody but a page of this gateway.
/// </summary>
public static class PlaygroundEndpoints
{
    public const string Path = "/playground/images";

    /// <summary>The header in which the page sends its antiforgery token.</summary>
    public const string TokenHeader = "x-tessera-page-token";

    /// <summary>A prompt and a handful of parameters: a larger body is refused with 413 before it is read.</summary>
    internal const int BodyBytesMax = 16 << 10;

    /// <summary>Needs antiforgery (<c>AddAntiforgery</c> with <see cref="TokenHeader"/>).</summary>
    public static void MapPlayground(this IEndpointRouteBuilder app)
    {
        var images = app.ServiceProvider.GetRequiredService<ImageEndpoints>();
        var turns = app.ServiceProvider.GetRequiredService<PlaygroundTurns>();
        var antiforgery = app.ServiceProvider.GetRequiredService<IAntiforgery>();
        app.MapPost(Path, http => DrawAsync(http, images, turns, antiforgery));
    }

    private static async Task DrawAsync(HttpContext http, ImageEndpoints images, PlaygroundTurns turns, IAntiforgery antiforgery)
    {
        if (await RefusalAsync(http, antiforgery) is { } refusal)
        {
            await ErrorBody.WriteAsync(http.Response, refusal, http.RequestAborted);
            return;
        }

        using var turn = await turns.WaitAsync(http.Connection.RemoteIpAddress, http.RequestAborted);
        if (!turn.IsAcquired)
        {
            await ErrorBody.WriteAsync(http.Response, PlaygroundTurns.Busy, http.RequestAborted);
            return;
        }

        await images.PlayAsync(http);
    }

    private static async Task<CallerError?> RefusalAsync(HttpContext http, IAntiforgery antiforgery)
    {
        if (!SameOrigin.Holds(http.Request))
        {
            return new(403, CallerError.InvalidRequest, "cross_origin", null,
                "The prompt box draws for the page of this gateway alone. From elsewhere, call POST /v1/images/generations with a test key.");
        }

        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return new(403, CallerError.InvalidRequest, "invalid_page_token", null, "This page is out of date. Reload it and draw again.");
        }

        if (http.Request.ContentLength > BodyBytesMax)
        {
            return new(413, CallerError.InvalidRequest, "request_too_large", null, string.Create(CultureInfo.InvariantCulture,
                $"The prompt box takes {BodyBytesMax} bytes. Shorten the prompt, or call POST /v1/images/generations with a test key."));
        }

        // A body that does not say its length is cut here.
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = BodyBytesMax;
        return null;
    }
}
