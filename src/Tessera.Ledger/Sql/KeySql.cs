namespace Tessera.Ledger.Sql;

/// <summary>What changes keys runs alone (<see cref="Connection.TransactAlone"/>): it numbers its change.</summary>
internal static class KeySql
{
    public const string Count = "SELECT count(*) FROM api_key";

    public const string Revision = "SELECT coalesce(max(revision), 0) FROM api_key";

    public const string All = """
        SELECT id, name, kind, prefix, fixed, created_at, revoked_at, hash, team, models, webhook
        FROM api_key
        ORDER BY id
        """;

    public const string Insert = """
        INSERT INTO api_key (id, name, kind, prefix, fixed, created_at, hash, team, models, webhook, revision)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(revision), 0) + 1 FROM api_key))
        """;

    public const string InsertIfMissing = Insert + " ON CONFLICT (hash) DO NOTHING";

    public const string Update = """
        UPDATE api_key
        SET name = ?, team = ?, models = ?, webhook = ?, revision = (SELECT max(revision) + 1 FROM api_key)
        WHERE id = ?
        """;

    public const string Revoke = """
        UPDATE api_key
        SET revoked_at = ?, revision = (SELECT max(revision) + 1 FROM api_key)
        WHERE id = ? AND revoked_at IS NULL
        """;
}
