namespace Tessera.Ledger.Sql;

internal static class ClaimSql
{
    /// <summary>Takes what nobody has, or had so long ago that it counts no more.</summary>
    public const string Insert = """
        INSERT INTO claim (key_id, idempotency_key, fingerprint, digests, generation, node, claimed_at, alive_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (key_id, idempotency_key) DO UPDATE
        SET fingerprint = excluded.fingerprint, digests = excluded.digests, generation = excluded.generation,
            node = excluded.node, claimed_at = excluded.claimed_at, alive_at = excluded.alive_at
        WHERE claim.claimed_at <= ?
        """;

    public const string Find = """
        SELECT fingerprint, digests, generation, node, claimed_at, alive_at
        FROM claim
        WHERE key_id = ? AND idempotency_key = ?
        """;

    /// <summary>From a generation that came to nothing to another; whoever comes first.</summary>
    public const string TakeOver = """
        UPDATE claim
        SET fingerprint = ?, digests = ?, generation = ?, node = ?, claimed_at = ?, alive_at = ?
        WHERE key_id = ? AND idempotency_key = ? AND generation = ?
        """;

    public const string Renew = "UPDATE claim SET alive_at = ? WHERE key_id = ? AND idempotency_key = ? AND generation = ?";

    public const string Release = "DELETE FROM claim WHERE key_id = ? AND idempotency_key = ? AND generation = ?";

    public const string DeleteOldest = """
        DELETE FROM claim
        WHERE (key_id, idempotency_key) IN (SELECT key_id, idempotency_key FROM claim WHERE claimed_at <= ? LIMIT ?)
        """;
}
