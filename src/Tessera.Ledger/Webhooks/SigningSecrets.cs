using System.Security.Cryptography;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Webhooks;

/// <summary>
/// What the deliveries of a key are signed with: <c>whsec_</c> and 32 bytes of chance in base64, the form of Standard Webhooks.
/// After a rotation the old one stays in force for a while beside the new one, so that receivers can be changed in between.
/// </summary>
/// <remarks>Every member throws <see cref="LedgerUnavailableException"/> when the database cannot be reached.</remarks>
public sealed class SigningSecrets
{
    public const string Prefix = "whsec_";

    /// <summary>How long the old secret is in force beside a new one, unless somebody says otherwise.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    /// <summary>Longer asks for two secrets for ever.</summary>
    public static readonly TimeSpan OverlapMax = TimeSpan.FromDays(7);

    private const int ChanceBytes = 32;

    private readonly Database _database;
    private readonly TimeProvider _time;

    internal SigningSecrets(Database database, TimeProvider time) => (_database, _time) = (database, time);

    /// <summary>Gives a key a secret, and its present one until <paramref name="overlap"/> is over. It is returned this once; one from an earlier rotation ends now.</summary>
    /// <param name="overlap">Zero ends the present one at once: for a secret that has leaked.</param>
    public string Rotate(string keyId, TimeSpan overlap)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(overlap, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(overlap, OverlapMax);
        var secret = Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(ChanceBytes));
        var now = _time.GetUtcNow();
        Explained(connection =>
        {
            connection.Transact(() =>
            {
                connection.Change(WebhookSql.EndOldSecrets, statement => statement.Add(keyId));
                connection.Change(WebhookSql.EndSecret, statement => statement.Add(UnixTime.Microseconds(now + overlap)).Add(keyId));
                connection.Change(WebhookSql.InsertSecret, statement => statement.Add(secret).Add(keyId).Add(UnixTime.Microseconds(now)));
            });
            return true;
        });
        return secret;
    }

    /// <summary>Gives a key a secret if it has none; null where it has one, which is not told again.</summary>
    public string? EnsureFor(string keyId) => Of(keyId).Count == 0 ? Rotate(keyId, Overlap) : null;

    /// <summary>All in force, newest first: none, one, or two during a rotation.</summary>
    public IReadOnlyList<string> Of(string keyId) => Explained(connection =>
    {
        using var statement = connection.Prepare(WebhookSql.Secrets);
        statement.Add(keyId).Add(UnixTime.Microseconds(_time.GetUtcNow()));
        var secrets = new List<string>();
        while (statement.Step())
        {
            secrets.Add(statement.Text(0));
        }

        return secrets;
    });

    private T Explained<T>(Func<Connection, T> work)
    {
        try
        {
            using var connection = _database.Connect();
            return work(connection);
        }
        catch (SqlFault fault)
        {
            throw new LedgerUnavailableException(fault.Explain(_database.Path), fault);
        }
    }
}
