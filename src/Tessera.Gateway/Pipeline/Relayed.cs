using System.Buffers;
using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Pipeline;

/// <summary>An answer that has come to its end, and what the client has not been sent of it yet.</summary>
internal sealed class Relayed : IDisposable
{
    private readonly byte[] _held = [];

    /// <summary>The store's lane: nothing was sent, the dialect will write its own.</summary>
    public Relayed(Result<ImageResult, Failure> outcome) => Outcome = outcome;

    /// <summary>The lane of untouched bytes.</summary>
    /// <param name="held">Rented; given back when this is disposed.</param>
    public Relayed(Result<ImageResult, Failure> outcome, byte[] held, int heldBytes) =>
        (Outcome, _held, Rest, PassedThrough) = (outcome, held, held.AsMemory(0, heldBytes), true);

    public Result<ImageResult, Failure> Outcome { get; }

    /// <summary>The last bytes of a document that passes through; they make it whole. Valid until this is disposed.</summary>
    public ReadOnlyMemory<byte> Rest { get; }

    public bool PassedThrough { get; }

    /// <summary>The client was sent all that the provider said, and nothing may follow: a stream that ended by itself, whatever was in it.</summary>
    public bool IsWhole { get; init; }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_held);
}
