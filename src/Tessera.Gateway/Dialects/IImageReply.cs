using Tessera.Gateway.Calls;
using Tessera.Gateway.Providers;

namespace Tessera.Gateway.Dialects;

/// <summary>
/// Writes one answer to one client. Exactly one of <see cref="FinishAsync"/> and <see cref="FailAsync"/> is called, after any
/// number of partial pictures; neither, where a provider's bytes were passed through.
/// </summary>
internal interface IImageReply
{
    /// <summary>Whether the client can take a provider's answer of this kind byte for byte.</summary>
    bool PassesThrough(ImageCall call, WireKind kind);

    /// <summary>Whether the client watches the picture grow, and wants events rather than one document.</summary>
    bool Streams { get; }

    /// <summary>The call is accepted; <paramref name="receipt"/> has what is known before the picture is there.</summary>
    void Begin(ImageCall call, Receipt receipt);

    Task PartialAsync(KeptPartial partial, CancellationToken cancellation);

    /// <summary>A sign of life on an open stream, which clients skip; proxies cut a line that is silent for a minute.</summary>
    /// <param name="note">What may be of interest meanwhile, such as the place in a line; null: nothing.</param>
    Task KeepAliveAsync(string? note, CancellationToken cancellation);

    Task FinishAsync(ImageResult result, Receipt receipt, CancellationToken cancellation);

    /// <summary>Before the first byte of the body a status and a document; after it, the format's way to say so.</summary>
    Task FailAsync(CallerError error, CancellationToken cancellation);
}
