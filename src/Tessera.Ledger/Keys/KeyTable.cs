using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Keys;

/// <summary>The rows of <c>api_key</c>. For one thread at a time.</summary>
/// <remarks>Every member throws <see cref="SqlFault"/> when the database refuses or is away.</remarks>
internal sealed class KeyTable(Database database) : IMirrored<IReadOnlyList<(ApiKey Key, KeyHash Hash)>>
{
    private readonly Connection _connection = database.Connect();

    public string Path => database.Path;

    /// <exception cref="LedgerUnavailableException"><see cref="Keyring.KeysMax"/> is reached.</exception>
    public void Insert(ApiKey key, KeyHash hash)
    {
        _connection.TransactAlone(() =>
        {
            if (_connection.Number(KeySql.Count) >= Keyring.KeysMax)
            {
                throw new LedgerUnavailableException($"There are {Keyring.KeysMax} keys, the most these books can hold.");
            }

            Insert(KeySql.Insert, key, hash);
        });
    }

    public void InsertIfMissing(ApiKey key, KeyHash hash) => _connection.TransactAlone(() => Insert(KeySql.InsertIfMissing, key, hash));

    public void Revoke(string id, DateTimeOffset moment) =>
        _connection.TransactAlone(() => _connection.Change(KeySql.Revoke, statement => statement.Add(UnixTime.Microseconds(moment)).Add(id)));

    /// <summary>What may be changed of a key.</summary>
    public void Update(ApiKey key) => _connection.Change(
        KeySql.Update,
        statement => statement.Add(key.Name).Add(key.Team).Add(Lines(key.Models)).Add(key.Webhook).Add(key.Id));

    public long Revision() => _connection.Number(KeySql.Revision);

    public IReadOnlyList<(ApiKey Key, KeyHash Hash)> Read()
    {
        var rows = new List<(ApiKey, KeyHash)>();
        using var statement = _connection.Prepare(KeySql.All);
        while (statement.Step())
        {
            var revokedAt = statement.IntegerOrNull(6);
            rows.Add((
                new ApiKey(
                    Id: statement.Text(0),
                    Name: statement.Text(1),
                    Kind: Words.KindOf(statement.Text(2)),
                    Prefix: statement.Text(3),
                    CreatedAt: UnixTime.Moment(statement.Integer(5)),
                    RevokedAt: revokedAt is { } microseconds ? UnixTime.Moment(microseconds) : null)
                {
                    IsFixed = statement.Integer(4) != 0,
                    Team = statement.TextOrNull(8),
                    Models = statement.TextOrNull(9)?.Split('\n'),
                    Webhook = statement.TextOrNull(10),
                },
                new KeyHash(statement.Blob(7))));
        }

        return rows;
    }

    public void Dispose() => _connection.Dispose();

    private void Insert(string sql, ApiKey key, KeyHash hash) => _connection.Change(
        sql,
        statement => statement
            .Add(key.Id)
            .Add(key.Name)
            .Add(Words.Of(key.Kind))
            .Add(key.Prefix)
            .Add(key.IsFixed ? 1 : 0)
            .Add(UnixTime.Microseconds(key.CreatedAt))
            .Add((ReadOnlySpan<byte>)hash)
            .Add(key.Team)
            .Add(Lines(key.Models))
            .Add(key.Webhook));

    private static string? Lines(IReadOnlyList<string>? models) => models is null ? null : string.Join('\n', models);
}
