using Npgsql;

namespace Tessera.Ledger.Sql.Postgres;

/// <summary>A database of a PostgreSQL server, migrated.</summary>
internal sealed class PostgresDatabase : Database
{
    private readonly PostgresSource _source;

    private PostgresDatabase(PostgresAddress address) => (_source, Path) = (new PostgresSource(address), address.Name);

    public override string Path { get; }

    /// <exception cref="LedgerUnavailableException">It cannot be opened; the message says why and what to do.</exception>
    public static PostgresDatabase Open(PostgresAddress address)
    {
        var database = new PostgresDatabase(address);
        try
        {
            using var connection = new PostgresConnection(database._source, PostgresPatience.Long);
            Migrations.Apply(connection, new PostgresSchema(), address.Name);
            return database;
        }
        catch (SqlFault fault)
        {
            throw new LedgerUnavailableException(fault.Explain(address.Name), fault);
        }
    }

    public override Connection Connect() => new PostgresConnection(_source, PostgresPatience.Usual);

    public override Connection ConnectForLong() => new PostgresConnection(_source, PostgresPatience.Long);
}
