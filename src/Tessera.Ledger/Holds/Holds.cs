using Microsoft.Extensions.Logging;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Identifiers;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Ledger.Records;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Holds;

/// <summary>
/// Sets money and room aside before a provider is asked, so that no limit is ever exceeded: a call draws on every account that
/// applies to it, or on none. Safe from any thread.
/// </summary>
public sealed class Holds
{
    private readonly Database _database;
    private readonly Till _till;
    private readonly Func<Scope, IReadOnlyList<Account>> _accountsOf;
    private readonly Spool _spool;

    /// <param name="spool">The directory that the spools of all processes are in.</param>
    internal Holds(Database database, string spool, Func<ApiKey, IReadOnlyList<Account>> accounts, Func<Scope, IReadOnlyList<Account>> accountsOf, TimeProvider time, ILogger log)
    {
        (_database, _accountsOf) = (database, accountsOf);
        _spool = new Spool(spool, new Ulids(time).Next("spool_"), log);
        _till = new Till(accounts, time, () => Queue!.Wake());
        Queue = new WriteQueue(_till, new GroupWriter(database, _till, _spool, time, log), database.Path, log);
    }

    /// <summary>Transactions in which this process has written what ended and what changed.</summary>
    public long GroupsWritten => Queue.Writer.GroupsWritten;

    internal WriteQueue Queue { get; }

    internal Till Till => _till;

    internal Spool Spool => _spool;

    /// <summary>Sets the worst case aside. Completes at once save where a limit has to be looked up in the database or a line be stood in.</summary>
    public ValueTask<HoldResult> PlaceAsync(HoldOrder order, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return Queue.IsFull || !_spool.HasRoom(order)
            ? ValueTask.FromResult(new HoldResult(new Refusal(RefusalReason.Unavailable, Standing: null, order.Worst.Money, TimeSpan.FromSeconds(1))))
            : _till.Place(this, order, cancellation);
    }

    /// <summary>All accounts that apply to a key, in their present windows, as this node sees them.</summary>
    public IReadOnlyList<Standing> Standings(ApiKey key) => _till.Standings(key);

    /// <summary>The accounts of one owner, exact over all nodes.</summary>
    /// <exception cref="LedgerUnavailableException">The database cannot be read.</exception>
    public ValueTask<IReadOnlyList<Standing>> StandingsAsync(Scope scope, CancellationToken cancellation = default) => StandingsAsync([scope], cancellation);

    /// <summary>Those of many owners, in the order of <paramref name="scopes"/>.</summary>
    /// <exception cref="LedgerUnavailableException">The database cannot be read.</exception>
    public async ValueTask<IReadOnlyList<Standing>> StandingsAsync(IEnumerable<Scope> scopes, CancellationToken cancellation = default)
    {
        var accounts = scopes.SelectMany(_accountsOf).ToList();
        if (accounts.Count == 0)
        {
            return [];
        }

        await Queue.FlushAsync(cancellation);
        return await Task.Run(
            () =>
            {
                try
                {
                    using var connection = _database.Connect();
                    return accounts.Select(account => _till.Look(account, connection, Queue.Writer.Node)).ToList();
                }
                catch (SqlFault fault)
                {
                    throw new LedgerUnavailableException(fault.Explain(_database.Path), fault);
                }
            },
            cancellation);
    }

    internal ValueTask<Refusal?> ResizeAsync(Hold hold, Usd worst, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return _till.Resize(hold, worst, cancellation);
    }

    internal void Ask(Hold hold)
    {
        if (_till.Ask(hold) is { } note)
        {
            _spool.Ask(hold, note);
            Queue.Stir();
        }
    }

    internal void Settle(Hold hold, GenerationRecord record)
    {
        if (_till.Settle(hold, Charge.Of(record)))
        {
            _spool.End(hold, HoldNote.Of(record, hold.Worst, hold.Draws));
            Queue.Settle(hold, record);
        }
    }

    internal void Refresh() => _till.Refresh();
}
