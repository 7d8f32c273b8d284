using Microsoft.Extensions.Logging;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Budgets;

/// <summary>
/// What each key, each team and the gateway may spend, and how fast. Asking reads an immutable snapshot in memory; a change by
/// another process is seen within <see cref="Keyring.RefreshSeconds"/>.
/// </summary>
public sealed class Allowances : IDisposable
{
    /// <summary>Open accounts; each costs some 300 bytes of memory.</summary>
    public const int AccountsMax = 1_000_000;

    private readonly AccountTable _table;
    private readonly Mirror<AccountSnapshot> _mirror;
    private readonly TimeProvider _time;
    private volatile AccountSnapshot _snapshot = AccountSnapshot.Of([]);

    internal Allowances(Database database, TimeProvider time, ILogger log)
    {
        _time = time;
        _table = new AccountTable(database);
        _mirror = new Mirror<AccountSnapshot>(_table, Publish, time, log);
    }

    /// <summary>After any change, by whichever process, was taken. Raised one at a time; a handler must be quick and set nothing.</summary>
    public event Action? Changed;

    /// <summary>Owners that have a budget or a limit, in no order.</summary>
    public IEnumerable<Scope> Scopes => _snapshot.Scopes;

    /// <summary>
    /// The accounts that a key's calls count against: its own, its team's, the gateway's, in this order; a test key's, which
    /// costs nobody anything, are its own alone. Allocates nothing when asked again.
    /// </summary>
    public IReadOnlyList<Account> Of(ApiKey key) => _snapshot.Of(key);

    /// <summary>An owner's own accounts.</summary>
    public IReadOnlyList<Account> Of(Scope scope) => _snapshot.Of(scope);

    public Allowance Get(Scope scope) => Allowance.Of(Of(scope));

    /// <summary>
    /// Replaces what an owner may spend. A budget of the same period, and a limit of the same kind, keeps what was spent; one
    /// that is left out is closed, and begins at nothing if it is set again.
    /// </summary>
    /// <returns>What is in force now.</returns>
    /// <exception cref="ArgumentException"><see cref="Allowance.Fault"/> has a sentence.</exception>
    /// <exception cref="LedgerUnavailableException">The database cannot be written, or <see cref="AccountsMax"/> is reached.</exception>
    public Allowance Set(Scope scope, Allowance allowance) => Change(scope, _ => allowance);

    /// <summary>The same, from what is in force.</summary>
    /// <inheritdoc cref="Set"/>
    public Allowance Change(Scope scope, Func<Allowance, Allowance> change)
    {
        _mirror.Change(() =>
        {
            var allowance = change(Get(scope));
            if (allowance.Fault() is { } fault)
            {
                throw new ArgumentException(fault, nameof(change));
            }

            _table.Replace(scope, [.. allowance.Accounts(scope)], _time.GetUtcNow());
        });
        return Get(scope);
    }

    /// <summary>Looks at once whether another process has changed something.</summary>
    internal void Refresh() => _mirror.Refresh();

    public void Dispose() => _mirror.Dispose();

    private void Publish(AccountSnapshot read)
    {
        _snapshot = read;
        Changed?.Invoke();
    }
}
