using Npgsql;

namespace Tessera.Ledger.Sql.Postgres;

/// <summary>One statement with its parameters, ready to be sent.</summary>
/// <param name="Returns">Whether rows come back.</param>
internal sealed record PostgresCommand(string Sql, IReadOnlyList<NpgsqlParameter> Parameters, bool Returns)
{
    /// <summary>Without parameters or rows.</summary>
    public static PostgresCommand Plain(string sql) => new(sql, [], Returns: false);
}
