namespace Tessera.Server.Serving;

/// <summary>How many calls are being answered, so that a stop can say how many it cut. Safe from any thread.</summary>
internal sealed class RunningCalls
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public async Task CountAsync(HttpContext http, RequestDelegate next)
    {
        Interlocked.Increment(ref _count);
        try
        {
            await next(http);
        }
        finally
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
