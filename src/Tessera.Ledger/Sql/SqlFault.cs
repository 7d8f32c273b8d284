namespace Tessera.Ledger.Sql;

/// <summary>The database refused a statement, or is away.</summary>
internal abstract class SqlFault(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The data is at fault, not the database: the same statement would fail again however long one waits.</summary>
    public abstract bool IsLasting { get; }

    /// <summary>A sentence for the operator: what is wrong with the database at <paramref name="place"/>, and what to do.</summary>
    public abstract string Explain(string place);
}
