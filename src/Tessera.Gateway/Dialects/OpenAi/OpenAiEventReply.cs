using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Http;
using Tessera.Gateway.Images;
using Tessera.Gateway.Providers;

namespace Tessera.Gateway.Dialects.OpenAi;

/// <summary>
/// Server-sent events: partial pictures while it is drawn, and a completed event for each finished one. No <c>[DONE]</c>, as
/// OpenAI sends none on picture streams; clients stop at the end of the stream.
/// </summary>
internal sealed class OpenAiEventReply(HttpResponse response, Operation operation, ImageStore store, TimeProvider time) : IImageReply
{
    // Partial pictures come from the painter's thread while signs of life come from the call's.
    private readonly SemaphoreSlim _line = new(1);
    private readonly OpenAiEvents _events = new(response.BodyWriter, operation == Operation.Generate, store);
    private ImageCall? _asked;
    private Receipt? _begun;

    public bool Streams => true;

    public bool PassesThrough(ImageCall call, WireKind kind) => kind == WireKind.Events;

    public void Begin(ImageCall call, Receipt receipt) => (_asked, _begun) = (call, receipt);

    public Task PartialAsync(KeptPartial partial, CancellationToken cancellation) =>
        InTurnAsync(() => _events.PartialAsync(partial, time.GetUtcNow(), _asked!.Size, _asked.Quality, _asked.Background, cancellation), cancellation);

    public Task KeepAliveAsync(string? note, CancellationToken cancellation) => InTurnAsync(() => _events.PingAsync(note, cancellation), cancellation);

    public Task FinishAsync(ImageResult result, Receipt receipt, CancellationToken cancellation)
    {
        _begun = receipt;
        return InTurnAsync(() => _events.CompletedAsync(result, cancellation), cancellation);
    }

    public Task FailAsync(CallerError error, CancellationToken cancellation) => response.HasStarted
        ? _events.ErrorAsync(error, cancellation)
        : ErrorBody.WriteAsync(response, error, cancellation);

    private async Task InTurnAsync(Func<Task> write, CancellationToken cancellation)
    {
        await _line.WaitAsync(cancellation);
        try
        {
            ResponseHead.Write(response, _begun!, ResponseHead.Events);
            await write();
        }
        finally
        {
            _line.Release();
        }
    }
}
