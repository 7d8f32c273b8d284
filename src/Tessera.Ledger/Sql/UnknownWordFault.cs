namespace Tessera.Ledger.Sql;

/// <summary>A row holds a word that no Tessera writes.</summary>
internal sealed class UnknownWordFault(string message) : SqlFault(message)
{
    public override bool IsLasting => true;

    public override string Explain(string place) => $"{place} is damaged ({Message}). Restore it from a backup, or move it away to start with empty books.";
}
