using Tessera.Ledger.Budgets;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Entries;

/// <summary>
/// What entries that come later change in budgets: in the windows in which the calls were charged, also those that are over.
/// Gathered first and written in the order of the rows' keys, as all who write them do, so that none waits for another in a circle.
/// Within the caller's transaction.
/// </summary>
internal sealed class WindowPosts(Connection connection)
{
    private readonly SortedDictionary<(long Account, long StartsAt), long> _changes = [];

    public void Add(Entry entry)
    {
        if (entry.Amount is not { Nanos: not 0 } amount)
        {
            return;
        }

        // A test key's calls count against its own budget alone.
        var key = Scope.Key(entry.KeyId).ToString();
        var isTest = entry.KeyKind == KeyKind.Test;
        var usedAt = UnixTime.Microseconds(entry.UsedAt);
        using var windows = connection.Prepare(EntrySql.WindowsOf);
        windows
            .Add(key).Add(isTest || entry.Team is null ? key : Scope.Team(entry.Team).ToString()).Add(isTest ? key : Scope.Gateway.ToString())
            .Add(usedAt).Add(usedAt).Add(usedAt);
        while (windows.Step())
        {
            var row = (windows.Integer(0), windows.Integer(1));
            _changes[row] = checked(_changes.GetValueOrDefault(row) + amount.Nanos);
        }
    }

    public void Write()
    {
        using var post = connection.Prepare(EntrySql.PostWindow);
        foreach (var ((account, startsAt), nanos) in _changes)
        {
            post.Add(nanos).Add(account).Add(startsAt).Run();
        }
    }
}
