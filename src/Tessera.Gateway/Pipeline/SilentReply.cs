using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects;
using Tessera.Gateway.Providers;

namespace Tessera.Gateway.Pipeline;

/// <summary>The reply to a client who does not wait: everything is in the store and in the books, to be fetched by id.</summary>
internal sealed class SilentReply : IImageReply
{
    public bool Streams => false;

    public bool PassesThrough(ImageCall call, WireKind kind) => false;

    public void Begin(ImageCall call, Receipt receipt)
    {
    }

    public Task PartialAsync(KeptPartial partial, CancellationToken cancellation) => Task.CompletedTask;

    public Task KeepAliveAsync(string? note, CancellationToken cancellation) => Task.CompletedTask;

    public Task FinishAsync(ImageResult result, Receipt receipt, CancellationToken cancellation) => Task.CompletedTask;

    public Task FailAsync(CallerError error, CancellationToken cancellation) => Task.CompletedTask;
}
