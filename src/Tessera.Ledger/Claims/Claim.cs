namespace Tessera.Ledger.Claims;

/// <summary>Which generation answers an idempotency key of one API key, and what was asked for with it.</summary>
/// <param name="IdempotencyKey">1 to 255 printable ASCII characters, as the client sent them.</param>
/// <param name="Fingerprint">SHA-256 over the call, 64 lower-case hexadecimal digits.</param>
/// <param name="Digests">A short digest of each parameter, to say which one differs: <c>model=0a1b…;prompt=2c3d…</c>.</param>
/// <param name="GenerationId">The generation that answers whoever comes with this key.</param>
/// <param name="Node">The process that took the call.</param>
public sealed record Claim(string KeyId, string IdempotencyKey, string Fingerprint, string Digests, string GenerationId, string Node, DateTimeOffset ClaimedAt)
{
    /// <summary>When the process last said that it is at it: one that is dead says nothing.</summary>
    public DateTimeOffset AliveAt { get; init; } = ClaimedAt;
}
