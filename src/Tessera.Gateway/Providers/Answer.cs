using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Providers;

/// <summary>What came back from a provider: a refusal, a stream of bytes in a wire format, or pictures drawn here.</summary>
internal abstract class Answer : IAsyncDisposable
{
    /// <summary>The provider's HTTP status, where there was one.</summary>
    public int? Status { get; init; }

    /// <summary>The provider's own id of the call, for its support desk.</summary>
    public string? ProviderRequestId { get; init; }

    /// <summary>What was decided for the call before anything came back.</summary>
    public IReadOnlyList<Adjustment> Adjustments { get; init; } = [];

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

internal sealed class RefusedAnswer(Failure failure) : Answer
{
    public Failure Failure { get; } = failure;
}

/// <summary>How an answer in OpenAI's wire format comes: one JSON document, or server-sent events.</summary>
internal enum WireKind
{
    Json,
    Events,
}

/// <summary>An accepted call whose answer is still on its way, in OpenAI's wire format.</summary>
internal sealed class WireAnswer(HttpResponseMessage message, Stream body, WireKind kind) : Answer
{
    public WireKind Kind { get; } = kind;

    public Stream Body { get; } = body;

    /// <summary>Bytes of the body, where the provider says so.</summary>
    public long? Length => message.Content.Headers.ContentLength;

    public override async ValueTask DisposeAsync()
    {
        await Body.DisposeAsync();
        message.Dispose();
    }
}

/// <summary>Pictures that are drawn in this process, one after the other, when somebody asks for them.</summary>
internal abstract class DrawnAnswer : Answer
{
    /// <summary>Draws. Partial pictures are handed over in order, each before the next is made.</summary>
    /// <param name="onPartial">Takes a partial picture.</param>
    /// <param name="onState">Is told how far it is, by those whose pictures take long.</param>
    /// <param name="cancellation">Ends it, with an <see cref="OperationCanceledException"/>.</param>
    public abstract Task<Result<ImageResult, Failure>> DrawAsync(Func<PartialPicture, ValueTask> onPartial, Action<DrawingState> onState, CancellationToken cancellation);
}
