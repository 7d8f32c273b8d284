using System.Collections.Frozen;
using Microsoft.Extensions.Logging;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Identifiers;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Keys;

/// <summary>
/// The keys of these books. Checking one reads an immutable snapshot in memory: no lock, no allocation, no database. Changes go
/// to the database first, then swap the snapshot whole; a change by another process is seen within <see cref="RefreshSeconds"/>.
/// </summary>
public sealed class Keyring : IDisposable
{
    /// <summary>At the limit no more keys are made. Each costs some 300 bytes of memory.</summary>
    public const int KeysMax = 100_000;

    /// <summary>Characters; shorter fixed keys could be guessed.</summary>
    public const int FixedSecretLengthMin = 20;

    public const int NameLengthMax = 100;

    /// <summary>Ids in the list of the models that a key may call.</summary>
    public const int ModelsMax = 200;

    public const int ModelLengthMax = 200;

    public const int WebhookLengthMax = 2_048;

    public const int RefreshSeconds = Mirror<Snapshot>.RefreshSeconds;

    private readonly KeyTable _table;
    private readonly Mirror<IReadOnlyList<(ApiKey Key, KeyHash Hash)>> _mirror;
    private readonly Allowances _allowances;
    private readonly Ulids _ids;
    private readonly TimeProvider _time;
    private readonly HashSet<KeyHash> _fixed = [];
    private readonly Dictionary<KeyHash, ApiKey> _lent = [];
    private volatile Snapshot _snapshot = null!;

    internal Keyring(Database database, Allowances allowances, Ulids ids, TimeProvider time, ILogger log)
    {
        (_allowances, _ids, _time) = (allowances, ids, time);
        _table = new KeyTable(database);
        _mirror = new(_table, Publish, time, log);
    }

    /// <summary>No key has ever been kept here: the first start.</summary>
    public bool IsNew => _snapshot.All.Count == 0;

    /// <summary>What is wrong with a name for a key, as a sentence; null if it will do.</summary>
    public static string? NameFault(string? name) =>
        string.IsNullOrWhiteSpace(name) || name.Length > NameLengthMax || name.AsSpan().ContainsAnyInRange('\0', '\u001f')
            ? $"The name of a key has 1 to {NameLengthMax} characters and no control characters."
            : null;

    /// <summary>What is wrong with team, models or webhook of a key, as a sentence; null if they will do.</summary>
    public static string? OptionFault(ApiKey key)
    {
        if (key.Team is { } team && !TeamName.IsName(team))
        {
            return $"The name of a team is {TeamName.Allowed}.";
        }

        if (key.Models is { } models && (models.Count is 0 or > ModelsMax || models.Any(model => model.Length is 0 or > ModelLengthMax || model.AsSpan().ContainsAnyInRange('\0', '\u001f'))))
        {
            return $"The models of a key are 1 to {ModelsMax} ids of 1 to {ModelLengthMax} characters.";
        }

        return key.Webhook is { } webhook && (webhook.Length is 0 or > WebhookLengthMax) ? $"The webhook of a key is an address of 1 to {WebhookLengthMax} characters." : null;
    }

    /// <summary>What is wrong with a secret from the settings, as a sentence without the secret; null if it will do.</summary>
    public static string? FixedSecretFault(string? secret) =>
        secret is null || secret.Length is < FixedSecretLengthMin or > KeyHash.SecretLengthMax || !KeyHash.TryOf(secret, out _)
            ? $"A fixed key has {FixedSecretLengthMin} to {KeyHash.SecretLengthMax} characters, all of them printable ASCII without spaces."
            : null;

    /// <summary>Makes a key. The secret is returned this once and kept nowhere.</summary>
    /// <param name="allowance">What it may spend, and how fast; null: no end.</param>
    /// <exception cref="ArgumentException"><see cref="NameFault"/>, <see cref="OptionFault"/> or <see cref="Allowance.Fault"/> has a sentence.</exception>
    /// <exception cref="LedgerUnavailableException">The database cannot be written, or <see cref="KeysMax"/> is reached.</exception>
    public (ApiKey Key, string Secret) Create(
        string name, KeyKind kind, string? team = null, IReadOnlyList<string>? models = null, string? webhook = null, Allowance? allowance = null)
    {
        var secret = Secret.New(kind);
        KeyHash.TryOf(secret, out var hash);
        var key = Checked(NewKey(name, kind, secret) with { Team = team, Models = models, Webhook = webhook });
        if (allowance is not null)
        {
            // First: a key whose budget could not be written would spend without end.
            _allowances.Set(Scope.Key(key.Id), allowance);
        }

        _mirror.Change(() => _table.Insert(key, hash));
        return (_snapshot.ByHash[hash], secret);
    }

    /// <summary>Changes name, team, models or webhook of a key; nothing else of what <paramref name="change"/> returns counts.</summary>
    /// <returns>The key as it is now; null if there is none.</returns>
    /// <exception cref="ArgumentException"><see cref="NameFault"/> or <see cref="OptionFault"/> has a sentence.</exception>
    /// <exception cref="LedgerUnavailableException">The database cannot be written.</exception>
    public ApiKey? Change(string id, Func<ApiKey, ApiKey> change)
    {
        if (Find(id) is not null)
        {
            _mirror.Change(() => _table.Update(Checked(change(Find(id)!) with { Id = id })));
        }

        return Find(id);
    }

    /// <summary>
    /// Makes a secret from the settings known, as often as one likes. It works in this process only, as long as that runs: once
    /// the settings name another secret, or none, a restart ends the old one. If it was revoked, it stays so: look at the answer.
    /// </summary>
    /// <exception cref="ArgumentException"><see cref="FixedSecretFault"/> or <see cref="NameFault"/> has a sentence, or the secret is a key of another kind.</exception>
    /// <exception cref="LedgerUnavailableException">The database cannot be written.</exception>
    public ApiKey EnsureFixed(KeyKind kind, string secret, string name)
    {
        ThrowIfFault(NameFault(name), nameof(name));
        ThrowIfFault(FixedSecretFault(secret), nameof(secret));
        KeyHash.TryOf(secret, out var hash);
        var fresh = NewKey(name, kind, secret) with { IsFixed = true };
        _mirror.Change(() =>
        {
            _table.InsertIfMissing(fresh, hash);
            _fixed.Add(hash);
        });

        var kept = _snapshot.ByHash[hash];
        ThrowIfFault(kept.Kind == kind ? null : $"The fixed key {name} is to be {kind}, but its secret is already that of the {kept.Kind} key {kept.Name}.", nameof(secret));
        return kept;
    }

    /// <summary>
    /// Lends a caller in this process a key that is written nowhere and ends with it. Records name <paramref name="id"/>, so one
    /// that stays the same keeps together what was made under it.
    /// </summary>
    /// <returns>The secret.</returns>
    public string Lend(string id, string name, KeyKind kind)
    {
        var secret = Secret.New(kind);
        KeyHash.TryOf(secret, out var hash);
        _mirror.Change(() => _lent[hash] = new ApiKey(id, name, kind, Secret.Prefix(secret), _time.GetUtcNow(), RevokedAt: null));
        return secret;
    }

    /// <summary>All keys, oldest first, revoked ones too; without fixed keys that the settings no longer name.</summary>
    public IReadOnlyList<ApiKey> List() => _snapshot.Listed;

    /// <summary>A key by its identifier, also one that <see cref="List"/> leaves out; null if there is none.</summary>
    public ApiKey? Find(string id) => _snapshot.All.GetValueOrDefault(id);

    /// <summary>Ends a key for good; again changes nothing. Null if there is none.</summary>
    /// <exception cref="LedgerUnavailableException">The database cannot be written.</exception>
    public ApiKey? Revoke(string id)
    {
        if (Find(id) is null or { RevokedAt: not null })
        {
            return Find(id);
        }

        _mirror.Change(() => _table.Revoke(id, _time.GetUtcNow()));
        return Find(id);
    }

    /// <summary>Whose secret is this? <paramref name="presented"/> is what followed <c>Bearer </c>.</summary>
    public KeyCheck Authenticate(ReadOnlySpan<char> presented)
    {
        if (presented.IsEmpty)
        {
            return new KeyCheck(KeyVerdict.Missing, null);
        }

        if (!KeyHash.TryOf(presented, out var hash))
        {
            return new KeyCheck(KeyVerdict.Malformed, null);
        }

        return _snapshot.ByHash.TryGetValue(hash, out var key)
            ? new KeyCheck(key.RevokedAt is null ? KeyVerdict.Ok : KeyVerdict.Revoked, key)
            : new KeyCheck(Secret.Explain(presented), null);
    }

    public void Dispose() => _mirror.Dispose();

    private static void ThrowIfFault(string? sentence, string parameter)
    {
        if (sentence is not null)
        {
            throw new ArgumentException(sentence, parameter);
        }
    }

    private static ApiKey Checked(ApiKey key)
    {
        ThrowIfFault(NameFault(key.Name), nameof(key));
        ThrowIfFault(OptionFault(key), nameof(key));
        return key;
    }

    private ApiKey NewKey(string name, KeyKind kind, string secret) =>
        new(_ids.NewKey(), name, kind, Secret.Prefix(secret), _time.GetUtcNow(), RevokedAt: null);

    private void Publish(IReadOnlyList<(ApiKey Key, KeyHash Hash)> rows)
    {
        // A key that another process has just made must not be let in before what it may spend is known here.
        _allowances.Refresh();
        _snapshot = Snapshot.Of(rows, _fixed, _lent);
    }

    private sealed record Snapshot(FrozenDictionary<KeyHash, ApiKey> ByHash, FrozenDictionary<string, ApiKey> All, IReadOnlyList<ApiKey> Listed)
    {
        public static Snapshot Of(IReadOnlyList<(ApiKey Key, KeyHash Hash)> rows, HashSet<KeyHash> fixedHere, Dictionary<KeyHash, ApiKey> lent)
        {
            var known = rows.Where(row => !row.Key.IsFixed || fixedHere.Contains(row.Hash)).ToList();
            return new Snapshot(
                known.Select(row => (row.Hash, row.Key)).Concat(lent.Select(pair => (Hash: pair.Key, Key: pair.Value))).ToFrozenDictionary(pair => pair.Hash, pair => pair.Key),
                rows.ToFrozenDictionary(row => row.Key.Id, row => row.Key, StringComparer.Ordinal),
                known.ConvertAll(row => row.Key));
        }
    }
}
