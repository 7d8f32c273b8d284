using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Http;
using Tessera.Gateway.Pipeline;
using Tessera.Ledger;

namespace Tessera.Gateway.Administration;

/// <summary>Lets admin keys in, and nobody else.</summary>
internal sealed class AdminDoor(Doorkeeper doorkeeper)
{
    public async Task EnterAsync(HttpContext http, Func<HttpContext, Task> act)
    {
        if (doorkeeper.IdentifyAdmin(http.Request).Failed(out var stranger, out _))
        {
            await ErrorBody.WriteAsync(http.Response, stranger, http.RequestAborted);
            return;
        }

        try
        {
            http.Response.Headers.CacheControl = "no-store";
            await act(http);
        }
        catch (LedgerUnavailableException unavailable) when (!http.Response.HasStarted)
        {
            await ErrorBody.WriteAsync(
                http.Response,
                new(503, "server_error", "books_unavailable", null, unavailable.Message) { RetryAfter = TimeSpan.FromSeconds(5) },
                http.RequestAborted);
        }
    }
}
