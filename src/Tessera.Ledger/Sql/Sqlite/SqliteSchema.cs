namespace Tessera.Ledger.Sql.Sqlite;

/// <summary>The version is SQLite's <c>user_version</c>, which is part of a transaction.</summary>
internal sealed class SqliteSchema : Schema
{
    public override string Elsewhere => "Move it away, or point the data directory elsewhere.";

    public override string? Fault(Connection connection) => null;

    public override long? Version(Connection connection)
    {
        var version = connection.Number("PRAGMA user_version");
        return connection.Number("PRAGMA application_id") == Migrations.ApplicationId ? version
            : version == 0 && connection.Number("SELECT count(*) FROM sqlite_master") == 0 ? 0
            : null;
    }

    public override void SetVersion(Connection connection, int number) =>
        connection.Run($"PRAGMA user_version = {number}; PRAGMA application_id = {Migrations.ApplicationId}");

    public override string Words(string sql) => sql;
}
