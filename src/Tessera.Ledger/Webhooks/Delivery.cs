namespace Tessera.Ledger.Webhooks;

/// <summary>How far a delivery is.</summary>
public enum DeliveryState
{
    /// <summary>An attempt is to come, or runs.</summary>
    Pending,

    Delivered,

    /// <summary>Given up: the schedule is at its end, or the receiver wants no more.</summary>
    Dead,
}

/// <summary>The end of one generation, to be told to one address until that has taken it.</summary>
/// <param name="Id"><c>msg_</c>, the ULID of the generation and how it ended. The same in every attempt, so that a receiver can tell a repeat.</param>
/// <param name="Event"><c>image.generation.completed</c>, <c>….failed</c> or <c>….cancelled</c>.</param>
/// <param name="Host">Of the address, with its port.</param>
/// <param name="Origin">Under which the caller reached the gateway, e.g. <c>https://tessera.example</c>: the addresses of pictures begin so. Null: not known.</param>
/// <param name="Attempts">Begun so far.</param>
/// <param name="Tries">Of these, since the first or the last replay.</param>
/// <param name="DueAt">Of the next attempt; while one runs, when it counts as lost; null where none is to come.</param>
/// <param name="Last">The last attempt, once it has ended.</param>
public sealed record Delivery(
    string Id,
    string GenerationId,
    string KeyId,
    string Event,
    string Url,
    string Host,
    string? Origin,
    DeliveryState State,
    DateTimeOffset CreatedAt,
    long Attempts,
    long Tries,
    DateTimeOffset? DueAt,
    DateTimeOffset? DeliveredAt,
    DeliveryAttempt? Last);

/// <summary>One attempt that has ended.</summary>
/// <param name="Status">The receiver's HTTP status; null where no answer came.</param>
/// <param name="Error">Why it does not count as delivered, as a sentence; null where it does.</param>
public sealed record DeliveryAttempt(DateTimeOffset At, TimeSpan Duration, int? Status, string? Error);

/// <summary>What became of a claimed delivery.</summary>
/// <param name="State">From now on; <see cref="DeliveryState.Pending"/> with the moment of the next attempt in <paramref name="DueAt"/>.</param>
public sealed record DeliveryOutcome(Delivery Delivery, DeliveryAttempt Attempt, DeliveryState State, DateTimeOffset? DueAt);
