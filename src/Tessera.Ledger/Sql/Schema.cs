namespace Tessera.Ledger.Sql;

/// <summary>What of migrating differs between the stores: where the version is kept, and the words for types.</summary>
internal abstract class Schema
{
    /// <summary>What to do where the database is another program's: a sentence.</summary>
    public abstract string Elsewhere { get; }

    /// <summary>Why this database will never do, as the rest of a sentence that begins with its name; null if it will.</summary>
    public abstract string? Fault(Connection connection);

    /// <summary>The number of the last migration; 0 in an empty database, null in another program's.</summary>
    public abstract long? Version(Connection connection);

    public abstract void SetVersion(Connection connection, int number);

    public abstract string Words(string sql);
}
