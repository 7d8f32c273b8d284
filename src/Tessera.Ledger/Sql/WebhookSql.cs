namespace Tessera.Ledger.Sql;

internal static class WebhookSql
{
    private const string Columns = """
        w.id, w.generation, w.key_id, w.event, w.url, w.host, w.origin, w.state, w.created_at, w.attempts, w.tries, w.due_at, w.delivered_at,
        a.at, a.duration, a.status, a.error
        """;

    private const string WithLastAttempt = "webhook w LEFT JOIN webhook_attempt a ON a.webhook = w.id AND a.place = w.attempts";

    /// <summary>What is there already stays as it is, which lets a group of records be written again.</summary>
    public const string Insert = """
        INSERT INTO webhook (id, generation, key_id, event, url, host, origin, state, created_at, attempts, tries, due_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', ?, 0, 0, ?)
        ON CONFLICT (id) DO NOTHING
        """;

    public const string Find = $"SELECT {Columns} FROM {WithLastAttempt} WHERE w.id = ?";

    public const string NextDue = "SELECT MIN(due_at) FROM webhook WHERE due_at > ?";

    /// <summary>The moment at which it was due tells whether another process was quicker.</summary>
    public const string Claim = """
        UPDATE webhook SET attempts = attempts + 1, tries = tries + 1, due_at = ?
        WHERE id = ? AND due_at = ?
        RETURNING id, generation, key_id, event, url, host, origin, state, created_at, attempts, tries, due_at, delivered_at, null, null, null, null
        """;

    public const string InsertAttempt = """
        INSERT INTO webhook_attempt (webhook, place, at, duration, status, error)
        VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (webhook, place) DO NOTHING
        """;

    public const string Finish = """
        UPDATE webhook SET state = ?, due_at = ?, delivered_at = ?
        WHERE id = ? AND attempts = ?
        """;

    public const string GiveBack = """
        UPDATE webhook SET attempts = attempts - 1, tries = tries - 1, due_at = ?
        WHERE id = ? AND attempts = ?
        """;

    public const string Replay = "UPDATE webhook SET state = 'pending', tries = 0, due_at = ? WHERE id = ?";

    public const string Attempts = "SELECT at, duration, status, error FROM webhook_attempt WHERE webhook = ? ORDER BY place";

    public const string DeleteOldest = """
        DELETE FROM webhook
        WHERE id IN (SELECT id FROM webhook WHERE id < ? AND due_at IS NULL ORDER BY id LIMIT ?)
        """;

    /// <summary>Every one in force, newest first.</summary>
    public const string Secrets = """
        SELECT secret FROM webhook_secret
        WHERE key_id = ? AND (ends_at IS NULL OR ends_at > ?)
        ORDER BY created_at DESC, secret
        """;

    public const string EndOldSecrets = "DELETE FROM webhook_secret WHERE key_id = ? AND ends_at IS NOT NULL";

    public const string EndSecret = "UPDATE webhook_secret SET ends_at = ? WHERE key_id = ?";

    public const string InsertSecret = "INSERT INTO webhook_secret (secret, key_id, created_at) VALUES (?, ?, ?)";

    /// <summary>One text per number of hosts to leave out, of which there are few.</summary>
    public static string Due(int busyHosts) => $"""
        SELECT id, host, due_at FROM webhook
        WHERE due_at <= ?{(busyHosts == 0 ? "" : $" AND host NOT IN (?{string.Concat(Enumerable.Repeat(", ?", busyHosts - 1))})")}
        ORDER BY due_at LIMIT ?
        """;

    /// <summary>Newest first.</summary>
    public static string List(bool byState, bool byKey, bool before) => $"""
        SELECT {Columns} FROM {WithLastAttempt}
        WHERE true{(byState ? " AND w.state = ?" : "")}{(byKey ? " AND w.key_id = ?" : "")}{(before ? " AND w.id < ?" : "")}
        ORDER BY w.id DESC LIMIT ?
        """;
}
