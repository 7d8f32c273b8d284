using Microsoft.AspNetCore.Http;

namespace Tessera.Gateway.Pipeline;

/// <summary>The way to a client who may hang up at any moment, which is no failure of the call: the rest is done without him.</summary>
/// <param name="http">Null where nobody waits: then everything goes nowhere.</param>
internal sealed class ClientLine(HttpContext? http)
{
    public static ClientLine Nobody => new(null);

    public bool IsThere { get; private set; } = http is not null;

    /// <summary>The response, as long as somebody waits for one.</summary>
    public HttpResponse? Response => http?.Response;

    /// <summary>Sends bytes as they are, or nothing once the client is gone.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        if (http is null || !IsThere || http.RequestAborted.IsCancellationRequested)
        {
            IsThere = false;
            return;
        }

        if (bytes.IsEmpty)
        {
            return;
        }

        try
        {
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            IsThere = false;
        }
    }

    /// <summary>Does something for the client; false where it is gone.</summary>
    public async Task<bool> TryAsync(Func<CancellationToken, Task> write)
    {
        if (http is null || http.RequestAborted.IsCancellationRequested)
        {
            return IsThere = false;
        }

        try
        {
            await write(http.RequestAborted);
            return IsThere;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return IsThere = false;
        }
    }

    /// <summary>Cuts the connection: what was sent must not look whole.</summary>
    public void Abort() => http?.Abort();
}
