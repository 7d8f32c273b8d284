using Tessera.Ledger.Sql.Postgres;

namespace Tessera.Ledger;

/// <summary>Where the books are.</summary>
/// <param name="DataDirectory">For <c>tessera.db</c>, and for what a node keeps for itself wherever the database is.</param>
/// <param name="Server">The PostgreSQL database that holds the books instead of <c>tessera.db</c>; null: that does.</param>
public sealed record BooksPlace(string DataDirectory, PostgresAddress? Server = null)
{
    /// <summary>Of the database, for people, without a password.</summary>
    public string Name => Server?.Name ?? Path.Combine(DataDirectory, "tessera.db");
}
