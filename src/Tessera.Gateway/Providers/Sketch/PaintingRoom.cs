namespace Tessera.Gateway.Providers.Sketch;

/// <summary>
/// Where pictures are painted: as many at once as there are cores, since a painter keeps one busy, and a queue that has an
/// end. Past <see cref="WaitingMax"/> a call is told to come back, which is kinder than a time-out.
/// </summary>
internal sealed class PaintingRoom : IDisposable
{
    /// <summary>Waiting calls: at a quarter of a second a picture on two cores the last one waits about a minute.</summary>
    public const int WaitingMax = 512;

    private readonly SemaphoreSlim _easels = new(Environment.ProcessorCount);
    private int _waiting;

    /// <summary>Paints when there is room; null where the queue is full.</summary>
    public async Task<T?> PaintAsync<T>(Func<T> paint, CancellationToken cancellation)
        where T : class
    {
        if (Interlocked.Increment(ref _waiting) > WaitingMax)
        {
            Interlocked.Decrement(ref _waiting);
            return null;
        }

        try
        {
            await _easels.WaitAsync(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            return await Task.Run(paint, cancellation);
        }
        finally
        {
            _easels.Release();
        }
    }

    public void Dispose() => _easels.Dispose();
}
