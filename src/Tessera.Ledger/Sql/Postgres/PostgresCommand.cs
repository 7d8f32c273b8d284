using Npgsql;

namespace Tessera.Ledger.Sql.Postgres;

/// <summary>One statement with its parameters, ready to be sent.</summary>
/// <param name="Returns">Whether rows come back.</param>
internal sealed record PostgresCommand(string Sql, IReadOnlyList<NpgsqlParameter> Parameters, bool Returns)
{
    public bool OnlyReads => Sql.StartsWith("SELECT", StringComparison.Ordinal);

    /// <summary>Made anew each time: one that was tried keeps its parameters to itself.</summary>
    public NpgsqlBatchCommand ToPart()
    {
        var part = new NpgsqlBatchCommand(Sql);
        foreach (var parameter in Parameters)
        {
            part.Parameters.Add(parameter.Collection is null ? parameter : parameter.Clone());
        }

        return part;
    }

    /// <summary>Without parameters or rows.</summary>
    public static PostgresCommand Plain(string sql) => new(sql, [], Returns: false);
}
