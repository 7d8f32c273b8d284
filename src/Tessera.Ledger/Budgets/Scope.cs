namespace Tessera.Ledger.Budgets;

/// <summary>Whose money or pace an account limits.</summary>
public enum ScopeKind
{
    Gateway,
    Team,
    Key,
}

/// <summary>The owner of an account: one key, one team, or the whole gateway.</summary>
/// <param name="Id">The key's identifier or the team's name; empty for the gateway.</param>
public readonly record struct Scope(ScopeKind Kind, string Id)
{
    public static Scope Gateway { get; } = new(ScopeKind.Gateway, "");

    public static Scope Team(string name) => new(ScopeKind.Team, name);

    public static Scope Key(string id) => new(ScopeKind.Key, id);

    /// <summary>As the database and messages have it: <c>gateway</c>, <c>team:design</c>, <c>key:key_…</c>.</summary>
    public override string ToString() => Kind switch
    {
        ScopeKind.Gateway => "gateway",
        ScopeKind.Team => $"team:{Id}",
        _ => $"key:{Id}",
    };
}
