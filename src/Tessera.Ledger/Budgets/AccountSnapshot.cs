using System.Collections.Concurrent;
using System.Collections.Frozen;
using Tessera.Ledger.Keys;

namespace Tessera.Ledger.Budgets;

/// <summary>All open accounts at one moment.</summary>
internal sealed class AccountSnapshot
{
    private readonly FrozenDictionary<Scope, IReadOnlyList<Account>> _byScope;

    // What was put together for a key; at most one entry per key, and a new snapshot begins with none.
    private readonly ConcurrentDictionary<string, (string? Team, KeyKind Kind, IReadOnlyList<Account> Accounts)> _byKey = new(StringComparer.Ordinal);

    private AccountSnapshot(FrozenDictionary<Scope, IReadOnlyList<Account>> byScope) => _byScope = byScope;

    public IEnumerable<Scope> Scopes => _byScope.Keys;

    public static AccountSnapshot Of(IEnumerable<Account> accounts) => new(accounts
        .GroupBy(account => account.Scope)
        .ToFrozenDictionary(group => group.Key, IReadOnlyList<Account> (group) => [.. group]));

    public IReadOnlyList<Account> Of(Scope scope) => _byScope.GetValueOrDefault(scope, []);

    /// <summary>Those of the key, its team and the gateway, in this order. Allocates nothing when asked again.</summary>
    public IReadOnlyList<Account> Of(ApiKey key)
    {
        if (_byKey.TryGetValue(key.Id, out var known) && known.Team == key.Team && known.Kind == key.Kind)
        {
            return known.Accounts;
        }

        var accounts = Gather(key);
        _byKey[key.Id] = (key.Team, key.Kind, accounts);
        return accounts;
    }

    private IReadOnlyList<Account> Gather(ApiKey key)
    {
        var own = Of(Scope.Key(key.Id));
        return key.Kind == KeyKind.Test ? own : [.. own, .. key.Team is { } team ? Of(Scope.Team(team)) : [], .. Of(Scope.Gateway)];
    }
}
