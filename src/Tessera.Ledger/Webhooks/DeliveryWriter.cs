using System.Diagnostics;
using Tessera.Ledger.Identifiers;
using Tessera.Ledger.Records;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Webhooks;

/// <summary>
/// Writes the delivery of a record in the record's own transaction: a call whose end is recorded has its end told, whatever
/// happens to the process in between. For one thread at a time.
/// </summary>
internal sealed class DeliveryWriter : IDisposable
{
    public const string IdPrefix = "msg_";

    private Connection? _connection;
    private Statement? _insert;

    /// <summary>Nothing for a record without a webhook; of two for the same event of a generation the first stays.</summary>
    /// <exception cref="SqlFault">The database refused or is away.</exception>
    public void Write(Connection connection, GenerationRecord record)
    {
        if (record.Webhook is not { } url)
        {
            return;
        }

        var at = UnixTime.Microseconds(record.StartedAt + record.Duration);
        var insert = InsertOn(connection);
        try
        {
            insert.Add(IdOf(record)).Add(record.Id).Add(record.KeyId).Add(EventOf(record.Outcome))
                .Add(url).Add(HostOf(url)).Add(record.Origin).Add(at).Add(at)
                .Run();
        }
        catch
        {
            // Half given parameters must not be inherited by the next one.
            insert.Reset();
            throw;
        }
    }

    public void Dispose() => _insert?.Dispose();

    private Statement InsertOn(Connection connection)
    {
        if (_insert is null || !ReferenceEquals(_connection, connection))
        {
            _insert?.Dispose();
            (_connection, _insert) = (connection, connection.Prepare(WebhookSql.Insert));
        }

        return _insert;
    }

    /// <summary>
    /// Of generation and event, so that written twice it is there once. A generation ends once; save that one whose process was
    /// taken for dead, and which was told to have failed, may have come to another end, which then is told too.
    /// </summary>
    private static string IdOf(GenerationRecord record)
    {
        var ulid = record.Id.StartsWith(Ulids.GenerationPrefix, StringComparison.Ordinal) ? record.Id.AsSpan(Ulids.GenerationPrefix.Length) : record.Id;
        return $"{IdPrefix}{ulid}_{Words.Of(record.Outcome)}";
    }

    private static string EventOf(Outcome outcome) => outcome switch
    {
        Outcome.Completed => "image.generation.completed",
        Outcome.Failed => "image.generation.failed",
        Outcome.Cancelled => "image.generation.cancelled",
        _ => throw new UnreachableException(),
    };

    private static string HostOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? $"{address.IdnHost}:{address.Port}" : url;
}
