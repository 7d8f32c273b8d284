namespace Tessera.Ledger.Sql.Postgres;

/// <summary>The version is the one row of a table of its own. Other programs may share the database, but not the schema.</summary>
internal sealed class PostgresSchema : Schema
{
    private const string OwnTables = """
        SELECT count(*) FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND relname = 'tessera_schema'
        """;

    // Without those of extensions, which are nobody's data.
    private const string Tables = """
        SELECT count(*) FROM pg_class
        WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p')
        AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid AND deptype = 'e')
        """;

    public override string Elsewhere => "Give Tessera a database of its own, or a schema of its own in the user's search_path.";

    public override string? Fault(Connection connection)
    {
        if (connection.Number("SELECT count(*) FROM pg_database WHERE datname = current_database() AND pg_encoding_to_char(encoding) = 'UTF8'") == 0)
        {
            return "is not encoded in UTF8 and could not hold every prompt. Make one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0.";
        }

        return connection.Number("SELECT CASE WHEN current_schema() IS NULL THEN 1 ELSE 0 END") == 1
            ? "has no schema to work in. Make the one that the user's search_path names, or grant the right to use it."
            : null;
    }

    public override long? Version(Connection connection) =>
        connection.Number(OwnTables) == 1 ? connection.Number("SELECT version FROM tessera_schema")
        : connection.Number(Tables) == 0 ? 0
        : null;

    public override void SetVersion(Connection connection, int number) => connection.Run($"""
        CREATE TABLE IF NOT EXISTS tessera_schema (version BIGINT NOT NULL);
        DELETE FROM tessera_schema;
        INSERT INTO tessera_schema (version) VALUES ({number});
        """);

    public override string Words(string sql) => PostgresSql.Migration(sql);
}
