using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Http;

namespace Tessera.Gateway.Dialects.Chat;

/// <summary>Errors on the chat address: OpenAI's shape, but an unknown model is a 404 there.</summary>
internal static class ChatErrors
{
    public static async Task WriteAsync(HttpContext http, CallerError error, CancellationToken cancellation)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        await ErrorBody.WriteAsync(http.Response, ForChat(error), cancellation);
    }

    public static CallerError ForChat(CallerError error) => error.IsUnknownModel
        ? new(404, CallerError.InvalidRequest, "model_not_found", "model", error.Message)
        : error;
}
