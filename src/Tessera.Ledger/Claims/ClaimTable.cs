using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Claims;

/// <summary>The rows of <c>claim</c>. For one thread at a time.</summary>
/// <remarks>Every member throws <see cref="SqlFault"/> when the database refuses or is away.</remarks>
internal sealed class ClaimTable(Database database) : IDisposable
{
    private readonly Connection _connection = database.Connect();

    public string Path => database.Path;

    public void Transact(Action work) => _connection.Transact(work);

    /// <summary>The claim that stands after this: <paramref name="wanted"/>, or an earlier one that is younger than <paramref name="expired"/>.</summary>
    public Claim Insert(Claim wanted, DateTimeOffset expired)
    {
        _connection.Change(ClaimSql.Insert, statement => statement
            .Add(wanted.KeyId).Add(wanted.IdempotencyKey)
            .Add(wanted.Fingerprint).Add(wanted.Digests).Add(wanted.GenerationId).Add(wanted.Node).Add(UnixTime.Microseconds(wanted.ClaimedAt)).Add(UnixTime.Microseconds(wanted.AliveAt))
            .Add(UnixTime.Microseconds(expired)));
        // The insert has locked the row, so it is there.
        return Find(wanted.KeyId, wanted.IdempotencyKey)!;
    }

    /// <summary>The claim that stands after this: <paramref name="wanted"/>, where <paramref name="generationId"/> had it until now. Null where it was released.</summary>
    public Claim? TakeOver(string generationId, Claim wanted)
    {
        _connection.Change(ClaimSql.TakeOver, statement => statement
            .Add(wanted.Fingerprint).Add(wanted.Digests).Add(wanted.GenerationId).Add(wanted.Node).Add(UnixTime.Microseconds(wanted.ClaimedAt)).Add(UnixTime.Microseconds(wanted.AliveAt))
            .Add(wanted.KeyId).Add(wanted.IdempotencyKey).Add(generationId));
        return Find(wanted.KeyId, wanted.IdempotencyKey);
    }

    public void Renew(Claim claim, DateTimeOffset now) => _connection.Change(
        ClaimSql.Renew, statement => statement.Add(UnixTime.Microseconds(now)).Add(claim.KeyId).Add(claim.IdempotencyKey).Add(claim.GenerationId));

    public void Release(Claim claim) => _connection.Change(
        ClaimSql.Release, statement => statement.Add(claim.KeyId).Add(claim.IdempotencyKey).Add(claim.GenerationId));

    public int DeleteOldest(DateTimeOffset expired, int max) => _connection.Change(
        ClaimSql.DeleteOldest, statement => statement.Add(UnixTime.Microseconds(expired)).Add(max));

    public void Dispose() => _connection.Dispose();

    private Claim? Find(string keyId, string idempotencyKey)
    {
        using var statement = _connection.Prepare(ClaimSql.Find);
        return statement.Add(keyId).Add(idempotencyKey).Step()
            ? new(keyId, idempotencyKey, statement.Text(0), statement.Text(1), statement.Text(2), statement.Text(3), UnixTime.Moment(statement.Integer(4))) { AliveAt = UnixTime.Moment(statement.Integer(5)) }
            : null;
    }
}
