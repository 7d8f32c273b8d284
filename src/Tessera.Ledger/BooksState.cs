using Tessera.Ledger.Sql;
using Tessera.Ledger.Sql.Postgres;

namespace Tessera.Ledger;

/// <summary>What a look at a PostgreSQL database shows. Nothing is made or changed by looking.</summary>
/// <param name="Version">The server's, e.g. <c>15.18</c>.</param>
/// <param name="IsNew">There are no tables yet: they are made at the first start.</param>
/// <param name="Warnings">What works but should be otherwise, a sentence each.</param>
public sealed record BooksState(string Version, bool IsNew, IReadOnlyList<string> Warnings)
{
    /// <exception cref="LedgerUnavailableException">It cannot be opened; the message says why and what to do.</exception>
    public static BooksState Look(PostgresAddress address)
    {
        try
        {
            using var connection = new PostgresConnection(new PostgresSource(address), PostgresPatience.Usual);
            var version = Setting(connection, "server_version").Split(' ')[0];
            var warnings = new List<string>();
            if (Setting(connection, "fsync") == "off")
            {
                warnings.Add("The server runs with fsync = off: a power cut may destroy the books. Set it on in postgresql.conf.");
            }

            if (connection.Number("SELECT count(*) FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND NOT ssl") == 1 && !address.IsLocal)
            {
                warnings.Add("The connection is not encrypted, and every prompt goes over it. Add ?sslmode=verify-full to the address.");
            }

            return new BooksState(version, Migrations.Version(connection, new PostgresSchema(), address.Name) == 0, warnings);
        }
        catch (SqlFault fault)
        {
            throw new LedgerUnavailableException(fault.Explain(address.Name), fault);
        }
    }

    private static string Setting(Connection connection, string name)
    {
        using var statement = connection.Prepare("SELECT current_setting(?)");
        statement.Add(name).Step();
        return statement.Text(0);
    }
}
