using Microsoft.AspNetCore.Http;

namespace Tessera.Gateway.Pipeline;

/// <summary>The way to a client who may hang up at any moment, which is no failure of the call: the rest is done without him.</summary>
internal sealed class ClientLine(HttpContext http)
{
    public bool IsThere { get; private set; } = true;

    /// <summary>Sends bytes as they are, or nothing once the client is gone.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        if (!IsThere || http.RequestAborted.IsCancellationRequested)
        {
            IsThere = false;
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
    public async Task<bool> TryAsync(Func<Task> write)
    {
        if (http.RequestAborted.IsCancellationRequested)
        {
            return false;
        }

        try
        {
            await write();
            return true;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
