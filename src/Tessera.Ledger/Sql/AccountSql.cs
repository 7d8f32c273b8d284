namespace Tessera.Ledger.Sql;

internal static class AccountSql
{
    private const string Columns = "id, scope, measure, period, zone, ceiling, soft, wait";

    public const string Revision = "SELECT value FROM account_revision";

    public const string Revise = "UPDATE account_revision SET value = value + 1";

    public const string Count = "SELECT count(*) FROM account WHERE closed_at IS NULL";

    public const string Open = $"SELECT {Columns} FROM account WHERE closed_at IS NULL ORDER BY id";

    public const string OpenOf = $"SELECT {Columns} FROM account WHERE scope = ? AND closed_at IS NULL ORDER BY id";

    public const string Insert = """
        INSERT INTO account (id, scope, measure, period, zone, ceiling, soft, wait, created_at)
        VALUES ((SELECT coalesce(max(id), 0) + 1 FROM account), ?, ?, ?, ?, ?, ?, ?, ?)
        """;

    public const string Update = "UPDATE account SET zone = ?, ceiling = ?, soft = ?, wait = ? WHERE id = ?";

    public const string Close = "UPDATE account SET closed_at = ? WHERE id = ?";
}
