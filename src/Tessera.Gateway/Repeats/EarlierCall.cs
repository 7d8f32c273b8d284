namespace Tessera.Gateway.Repeats;

/// <summary>How an earlier call stands, for whoever asks whether the next one is its repeat.</summary>
internal enum CallState
{
    Running,

    /// <summary>It brought pictures.</summary>
    Completed,

    /// <summary>It failed, and a provider may charge for it.</summary>
    AtRisk,

    /// <summary>It failed and surely cost nothing: asking again is a new order.</summary>
    Refused,
}

/// <summary>An equal call of the same key, as it stands now.</summary>
/// <param name="EndedAt">Null while it runs.</param>
/// <param name="LeftAt">When its client left without having everything; null where it is there, or had everything, or another call has taken its place.</param>
internal readonly record struct EarlierCall(string GenerationId, CallState State, DateTimeOffset? EndedAt, DateTimeOffset? LeftAt);
