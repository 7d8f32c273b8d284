using Tessera.Ledger.Money;

namespace Tessera.Ledger.Records;

/// <summary>How a generation ended.</summary>
public enum Outcome
{
    Completed,
    Failed,
    Cancelled,
}

/// <summary>
/// One accepted call with all that the books keep of it: written once, when the call has ended. Pictures are kept by hash;
/// the prompt is kept as it was given, the bytes of pictures never.
/// </summary>
/// <param name="Id"><c>gen_</c> and a ULID, which orders by time.</param>
/// <param name="Operation"><c>generate</c>, <c>edit</c> or <c>vary</c>.</param>
/// <param name="Dialect">The wire format the client spoke: <c>openai</c>, <c>chat</c>, <c>aisdk</c>.</param>
/// <param name="Cost">Exact, in the price list of the day; null where it is unknown. Simulated for a test key.</param>
public sealed record GenerationRecord(
    string Id,
    string KeyId,
    Keys.KeyKind KeyKind,
    string Operation,
    string Dialect,
    string Model,
    string Prompt,
    DateTimeOffset StartedAt,
    TimeSpan Duration,
    Outcome Outcome,
    Usage Usage,
    Usd? Cost,
    string? Size,
    string? Quality,
    string? ErrorCode,
    IReadOnlyList<AttemptRecord> Attempts,
    IReadOnlyList<PictureRecord> Pictures)
{
    /// <summary>Coarser pictures on the way to the finished ones, in the order in which they came; each has <see cref="PictureRecord.Partial"/>.</summary>
    public IReadOnlyList<PictureRecord> Partials { get; init; } = [];

    /// <summary>Of the key, when the call was made.</summary>
    public string? Team { get; init; }

    /// <summary>The caller's own customer: OpenAI's <c>user</c>. At most 256 characters.</summary>
    public string? User { get; init; }

    /// <summary>At most 10, each 1 to 64 characters.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What a provider may charge for although nothing came of it: booked until somebody knows better. Null otherwise.</summary>
    public Usd? AtRisk { get; init; }

    /// <summary>It costs something, or may, and nobody knows how much: the route has no price. What it counts for in budgets meanwhile is in <see cref="AtRisk"/>.</summary>
    public bool IsUnpriced { get; init; }

    /// <summary>What the provider itself said that the call cost; null where it did not say.</summary>
    public Usd? ProviderCost { get; init; }

    /// <summary>Where the prices of <see cref="Cost"/> come from; null where it is unknown.</summary>
    public PriceOrigin? Price { get; init; }

    /// <summary>The quality that the price was looked up for, where the provider did not say which it made.</summary>
    public string? PricedQuality { get; init; }

    /// <summary><c>opaque</c> or <c>transparent</c>, where the provider said so.</summary>
    public string? Background { get; init; }

    /// <summary>SHA-256 over everything that was asked for, 64 lower-case hexadecimal digits: equal calls have equal ones.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>What the caller was told, where the call failed: a repeat is told the same.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>The HTTP status and the type of error that go with <see cref="ErrorMessage"/>.</summary>
    public int? ErrorStatus { get; init; }

    public string? ErrorType { get; init; }

    /// <summary>What a provider may charge for a call that failed: <c>not_accepted</c>, <c>maybe_accepted</c> or <c>produced</c>.</summary>
    public string? FailureClass { get; init; }

    /// <summary>Where its end is told, as a delivery in <see cref="Books.Webhooks"/>; null: nowhere. Not part of what is read back.</summary>
    public string? Webhook { get; init; }

    /// <summary>Scheme and host under which the caller reached the gateway, e.g. <c>https://tessera.example</c>: kept with the delivery. Not part of what is read back.</summary>
    public string? Origin { get; init; }
}

/// <summary>One try at one route. <paramref name="Status"/> is the provider's HTTP status, null where none came.</summary>
public sealed record AttemptRecord(string Provider, string ProviderModel, TimeSpan StartedAfter, TimeSpan Duration, int? Status, string? Error, string? ProviderRequestId);

/// <summary>One finished picture: where its bytes are in the store, and what they are.</summary>
/// <param name="Hash">SHA-256 of the bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="MediaType">What the first bytes say, e.g. <c>image/png</c>.</param>
/// <param name="RevisedPrompt">The prompt as the model rewrote it.</param>
public sealed record PictureRecord(string Hash, string MediaType, long Bytes, int Width, int Height, string? RevisedPrompt)
{
    /// <summary>0-based number of a partial picture; null for a finished one.</summary>
    public int? Partial { get; init; }
}
