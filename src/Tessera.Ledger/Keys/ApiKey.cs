namespace Tessera.Ledger.Keys;

/// <summary>What a key may do: <see cref="Live"/> spends, <see cref="Test"/> never reaches a provider and never costs, <see cref="Admin"/> administers.</summary>
public enum KeyKind
{
    Live,
    Test,
    Admin,
}

/// <summary>A key as the books know it: never the secret, only its hash and its first characters.</summary>
/// <param name="Id"><c>key_</c> and a ULID.</param>
/// <param name="Prefix">The first characters of the secret, enough to recognise it: <c>tsr_live_8fQ2…</c>.</param>
/// <param name="RevokedAt">Null while the key works.</param>
public sealed record ApiKey(string Id, string Name, KeyKind Kind, string Prefix, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt)
{
    /// <summary>Its secret comes from the settings of the process, and works as long as these name it.</summary>
    public bool IsFixed { get; init; }

    /// <summary>The team whose allowance its calls count against too; null: none.</summary>
    public string? Team { get; init; }

    /// <summary>The full ids of the models it may call; null: all.</summary>
    public IReadOnlyList<string>? Models { get; init; }

    /// <summary>Where the end of each of its calls is told; null: nowhere.</summary>
    public string? Webhook { get; init; }
}
