using Tessera.Gateway.Calls;

namespace Tessera.Gateway.Repeats;

/// <summary>What a client is told whose call is no fresh order and cannot be answered with one either.</summary>
internal static class RepeatErrors
{
    /// <summary>Names in the message; the rest is counted.</summary>
    private const int NamesMax = 5;

    /// <summary>The key's own database is away: without it nobody can know whether this was ordered before.</summary>
    public static CallerError Unavailable { get; } = new(503, "server_error", "idempotency_unavailable", null,
        "This gateway cannot tell just now whether this Idempotency-Key was used before, so nothing was ordered. Please try again in 2s.") { RetryAfter = TimeSpan.FromSeconds(2) };

    /// <summary>The call that this one would have been answered by was never put to a provider.</summary>
    public static CallerError CameToNothing { get; } = new(503, "server_error", "repeated_call_refused", null,
        "The call that this one repeats was refused before any provider was asked. Please try again in 1s.") { RetryAfter = TimeSpan.FromSeconds(1) };

    public static CallerError KeyReused(IReadOnlyList<string> differences, string generationId)
    {
        var named = string.Join(", ", differences.Take(NamesMax).Select(name => $"'{name}'"));
        var more = differences.Count > NamesMax ? $" and {differences.Count - NamesMax} more" : "";
        var what = differences.Count == 0 ? "The call is" : $"{named}{more} {(differences.Count == 1 ? "is" : "are")}";
        return new(409, CallerError.InvalidRequest, "idempotency_key_reused", differences.Count > 0 ? differences[0] : null,
            $"This Idempotency-Key was used for another call ({generationId}): {what} not the same. Send the same call again to get its result, or use a new key for a new one.") { MayRepeat = false };
    }

    public static CallerError Removed(string generationId) => new(410, CallerError.InvalidRequest, "result_removed", null,
        $"The call was answered before ({generationId}), but its pictures are no longer in this gateway's store. Use a new Idempotency-Key to order it again.") { MayRepeat = false };
}
