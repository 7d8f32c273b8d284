using Tessera.Ledger.Sql.Postgres;
using Tessera.Ledger.Sql.Sqlite;

namespace Tessera.Ledger.Sql;

/// <summary>
/// A database that is made and migrated. What is committed survives a power cut: a key is shown only once, and money is kept
/// here.
/// </summary>
internal abstract class Database
{
    /// <summary>Where it is, for people: in <see cref="SqlFault.Explain"/> and in logs. Never with a password.</summary>
    public abstract string Path { get; }

    /// <exception cref="LedgerUnavailableException">It cannot be opened; the message says why and what to do.</exception>
    public static Database Open(BooksPlace place) => place.Server is { } server ? PostgresDatabase.Open(server) : SqliteDatabase.Open(place.DataDirectory);

    /// <exception cref="SqlFault">The database refused or is away.</exception>
    public abstract Connection Connect();

    /// <summary>For statements that may take long, since no caller waits for them.</summary>
    /// <exception cref="SqlFault">The database refused or is away.</exception>
    public virtual Connection ConnectForLong() => Connect();
}
