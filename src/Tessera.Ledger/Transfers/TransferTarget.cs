using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Transfers;

/// <summary>
/// Whether books may be written over: only new ones, and a copy that nobody has used since. What is in the target and not in the
/// source would be lost.
/// </summary>
internal sealed class TransferTarget(Connection source, Connection target)
{
    /// <exception cref="LedgerUnavailableException">The target holds something of its own.</exception>
    public void Check(string from, string to)
    {
        var own = Missing("key", "SELECT id FROM api_key", "SELECT id FROM api_key WHERE id = ?")
            ?? Missing("generation", "SELECT id FROM generation ORDER BY id DESC LIMIT 1", "SELECT id FROM generation WHERE id = ?")
            ?? Missing("entry of", "SELECT generation FROM entry ORDER BY booked_at DESC LIMIT 1", "SELECT generation FROM entry WHERE generation = ? LIMIT 1")
            ?? (IsNewer("SELECT coalesce(max(revision), 0) FROM api_key") || IsNewer("SELECT coalesce(max(value), 0) FROM account_revision") ? "a change of keys or budgets" : null);
        if (own is not null)
        {
            throw new LedgerUnavailableException(
                $"{to} has books of its own: it holds {own} that {from} does not, and that would be lost. Take an empty database, or one that nothing but a transfer from there has written to.");
        }
    }

    private string? Missing(string what, string inTarget, string inSource)
    {
        using var ids = target.Prepare(inTarget);
        using var find = source.Prepare(inSource);
        while (ids.Step())
        {
            var isKnown = find.Add(ids.Text(0)).Step();
            find.Reset();
            if (!isKnown)
            {
                return $"the {what} {ids.Text(0)}";
            }
        }

        return null;
    }

    private bool IsNewer(string number) => target.Number(number) > source.Number(number);
}
