using Tessera.Ledger.Money;
using Tessera.Ledger.Records;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Entries;

/// <summary>
/// Books how calls ended, in the transaction in which their records are written: one entry for each, however often it is
/// written. For one thread at a time.
/// </summary>
internal sealed class EntryWriter(TimeProvider time) : IDisposable
{
    private Connection? _connection;
    private Statement? _insert;

    /// <summary>Writes nothing for a call that surely cost nothing.</summary>
    /// <exception cref="SqlFault">The database refused or is away.</exception>
    public void Write(Connection connection, GenerationRecord record)
    {
        if (Of(record, time.GetUtcNow()) is { } entry)
        {
            var insert = InsertOn(connection);
            try
            {
                EntryRow.Add(insert, entry).Run();
            }
            catch
            {
                // Half given parameters must not be inherited by the next entry.
                insert.Reset();
                throw;
            }
        }
    }

    public void Dispose() => _insert?.Dispose();

    /// <summary>How a call goes into the books; null where it surely cost nothing. Pure.</summary>
    internal static Entry? Of(GenerationRecord record, DateTimeOffset now)
    {
        EntryKind kind;
        if (record.Cost is not null)
        {
            kind = EntryKind.Charge;
        }
        else if (record.Outcome == Outcome.Completed)
        {
            kind = EntryKind.Unpriced;
        }
        else if (record.AtRisk is not null)
        {
            kind = EntryKind.AtRisk;
        }
        else
        {
            return null;
        }

        return Blank(record, now) with
        {
            Kind = kind,
            Usage = record.Usage,
            Amount = record.Cost ?? (kind == EntryKind.AtRisk ? record.AtRisk : null),
            AtRisk = kind == EntryKind.AtRisk ? record.AtRisk!.Value : Usd.Zero,
            Unpriced = kind == EntryKind.Unpriced ? 1 : 0,
            ProviderCost = record.ProviderCost,
            Price = record.Price,
        };
    }

    /// <summary>Whose call it was and what it was for, without any number.</summary>
    internal static Entry Blank(GenerationRecord record, DateTimeOffset now)
    {
        var attempt = record.Attempts.Count > 0 ? record.Attempts[^1] : null;
        return new Entry
        {
            Generation = record.Id,
            Place = 0,
            Kind = EntryKind.Charge,
            BookedAt = now,
            UsedAt = record.StartedAt,
            KeyId = record.KeyId,
            KeyKind = record.KeyKind,
            Team = record.Team,
            User = record.User,
            Tags = [.. record.Tags.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Model = record.Model,
            Provider = attempt?.Provider,
            ProviderModel = attempt?.ProviderModel,
            Operation = record.Operation,
            Size = record.Size,
            Quality = record.PricedQuality ?? record.Quality,
        };
    }

    private Statement InsertOn(Connection connection)
    {
        if (_insert is null || !ReferenceEquals(_connection, connection))
        {
            _insert?.Dispose();
            (_connection, _insert) = (connection, connection.Prepare(EntrySql.InsertOnce));
        }

        return _insert;
    }
}
