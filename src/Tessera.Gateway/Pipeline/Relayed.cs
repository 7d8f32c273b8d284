using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Pipeline;

/// <summary>An answer that has come to its end, and what the client has not been sent of it yet.</summary>
internal sealed class Relayed
{
    /// <summary>The store's lane: nothing was sent, the dialect will write its own.</summary>
    public Relayed(Result<ImageResult, Failure> outcome) => Outcome = outcome;

    /// <summary>The lane of untouched bytes.</summary>
    public Relayed(Result<ImageResult, Failure> outcome, ReadOnlyMemory<byte> rest) => (Outcome, Rest, PassedThrough) = (outcome, rest, true);

    public Result<ImageResult, Failure> Outcome { get; }

    /// <summary>The last bytes of a document that passes through; they make it whole.</summary>
    public ReadOnlyMemory<byte> Rest { get; }

    public bool PassedThrough { get; }

    /// <summary>The client was sent all that the provider said, and nothing may follow: a stream that ended by itself, whatever was in it.</summary>
    public bool IsWhole { get; init; }
}
