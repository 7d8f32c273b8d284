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
    private const string EndedAfterAll = "The call ended after all.";

    private Connection? _connection;
    private Statement? _insert;

    /// <summary>Writes nothing for a call that surely cost nothing. Nobody waits for the database: it goes with the group.</summary>
    /// <exception cref="SqlFault">The database refused or is away.</exception>
    public void Write(Connection connection, GenerationRecord record)
    {
        if (Of(record, time.GetUtcNow()) is { } entry)
        {
            Insert(connection, entry);
        }
    }

    /// <summary>For a call that was taken for lost, booked as at risk, and has ended after all: sets right what was booked.</summary>
    /// <exception cref="SqlFault">The database refused or is away.</exception>
    public void Settle(Connection connection, GenerationRecord record)
    {
        var now = time.GetUtcNow();
        if (Late(EntryRow.Find(connection, EntrySql.OfGeneration, record.Id), Blank(record, now), Of(record, now)) is { } late)
        {
            Insert(connection, late);
        }
    }

    public void Dispose() => _insert?.Dispose();

    /// <summary>How a call goes into the books; null where it surely cost nothing. Pure.</summary>
    internal static Entry? Of(GenerationRecord record, DateTimeOffset now)
    {
        var risk = record.AtRisk ?? Usd.Zero;
        var isUnpriced = record.IsUnpriced || (record.Cost is null && record.Outcome == Outcome.Completed);
        if (record.Cost is null && risk == Usd.Zero && !isUnpriced)
        {
            return null;
        }

        return Blank(record, now) with
        {
            Kind = record.Cost is not null ? EntryKind.Charge : record.Outcome == Outcome.Completed ? EntryKind.Unpriced : EntryKind.AtRisk,
            Usage = record.Usage,
            Amount = record.Cost is null && risk == Usd.Zero ? null : (record.Cost ?? Usd.Zero) + risk,
            AtRisk = risk,
            Unpriced = isUnpriced ? 1 : 0,
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

    /// <summary>
    /// What sets a booked call right now that its end is known. Null where nothing is to be: it says the same, its end was known,
    /// or somebody has corrected it by hand. Pure.
    /// </summary>
    /// <param name="ended">How it really ended; null: it cost nothing.</param>
    internal static Entry? Late(IReadOnlyList<Entry> booked, Entry blank, Entry? ended)
    {
        if (booked is not [{ Place: 0, Kind: EntryKind.AtRisk } first])
        {
            return null;
        }

        var amount = (ended?.Amount ?? Usd.Zero) - (first.Amount ?? Usd.Zero);
        var (risk, unpriced) = ((ended?.AtRisk ?? Usd.Zero) - first.AtRisk, (ended?.Unpriced ?? 0) - first.Unpriced);
        return amount == Usd.Zero && risk == Usd.Zero && unpriced == 0 ? null : (ended ?? blank) with
        {
            Place = 1,
            Kind = EntryKind.Correction,
            Usage = first.Usage == default ? ended?.Usage ?? default : default,
            Amount = amount,
            AtRisk = risk,
            Unpriced = unpriced,
            Reason = EndedAfterAll,
        };
    }

    private void Insert(Connection connection, Entry entry)
    {
        if (_insert is null || !ReferenceEquals(_connection, connection))
        {
            _insert?.Dispose();
            (_connection, _insert) = (connection, connection.Prepare(EntrySql.InsertOnce));
        }

        try
        {
            EntryRow.Add(_insert, entry).Run();
        }
        catch
        {
            // Half given parameters must not be inherited by the next entry.
            _insert.Reset();
            throw;
        }
    }
}
