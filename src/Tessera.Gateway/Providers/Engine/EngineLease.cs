using Tessera.Inference.Engine;

namespace Tessera.Gateway.Providers.Engine;

/// <summary>The right to use an open model until it is disposed.</summary>
/// <param name="stopping">Cancelled when the gateway stops.</param>
/// <param name="leave">Gives the right back.</param>
internal sealed class EngineLease(PictureEngine engine, CancellationToken stopping, Action leave) : IDisposable
{
    private Action? _leave = leave;

    public PictureEngine Engine { get; } = engine;

    public CancellationToken Stopping { get; } = stopping;

    public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
}
