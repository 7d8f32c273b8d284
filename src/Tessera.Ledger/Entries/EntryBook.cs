using Tessera.Ledger.Money;
using Tessera.Ledger.Records;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Entries;

/// <summary>
/// The books: what every call cost, and every change of it. Each question has a connection of its own, so that a long report does
/// not keep others waiting, and sees all calls that ended before it was asked.
/// </summary>
/// <remarks>Every member throws <see cref="LedgerUnavailableException"/> when the database cannot be read or written.</remarks>
public sealed class EntryBook
{
    /// <summary>Others may book for the same generation at the same moment; more than a few do not.</summary>
    private const int AttemptsMax = 10;

    private readonly Database _database;
    private readonly Journal _journal;
    private readonly TimeProvider _time;

    internal EntryBook(Database database, Journal journal, TimeProvider time) => (_database, _journal, _time) = (database, journal, time);

    /// <summary>All entries of a generation, in order; none where it cost nothing, or is not there.</summary>
    public Task<IReadOnlyList<Entry>> OfAsync(string generation, CancellationToken cancellation = default) =>
        AskAsync<IReadOnlyList<Entry>>(connection => EntryRow.Find(connection, EntrySql.OfGeneration, generation), cancellation);

    /// <summary>The same for a call that has ended, whose entry may not be written yet.</summary>
    public async Task<IReadOnlyList<Entry>> OfAsync(GenerationRecord record, CancellationToken cancellation = default)
    {
        var written = await WithConnectionAsync(connection => EntryRow.Find(connection, EntrySql.OfGeneration, record.Id), cancellation);
        return written.Count == 0 && EntryWriter.Of(record, _time.GetUtcNow()) is { } coming ? [coming] : written;
    }

    /// <summary>What a key has spent since it is there, at-risk amounts included, as far as costs are known. Simulated for a test key.</summary>
    public Task<Usd> SpentAsync(string keyId, CancellationToken cancellation = default) => AskAsync(
        connection =>
        {
            using var statement = connection.Prepare(EntrySql.Spent);
            statement.Add(keyId).Step();
            return new Usd(statement.Integer(0));
        },
        cancellation);

    /// <summary>Look at <see cref="Report.IsTooLong"/>: such a report is not whole.</summary>
    public Task<Report> ReportAsync(ReportQuery query, CancellationToken cancellation = default) =>
        AskAsync(connection => ReportReader.Read(connection, query), cancellation);

    /// <summary>Where providers' own figures differ from ours, for calls that began in a time.</summary>
    public Task<Drift> DriftAsync(DateTimeOffset from, DateTimeOffset to, EntryFilter filter, CancellationToken cancellation = default) =>
        AskAsync(connection => DriftReader.Read(connection, from, to, filter), cancellation);

    /// <summary>A page of entries in the order in which they were booked.</summary>
    public Task<IReadOnlyList<Entry>> PageAsync(EntryQuery query, CancellationToken cancellation = default) => AskAsync<IReadOnlyList<Entry>>(
        connection =>
        {
            using var statement = connection.Prepare(EntrySql.Page(query.Filter.Sql));
            statement
                .Add(UnixTime.Microseconds(query.From)).Add(UnixTime.Microseconds(query.To))
                .Add(query.After is { } after ? UnixTime.Microseconds(after.BookedAt) : 0).Add(query.After?.Generation ?? "").Add(query.After?.Place ?? 0);
            return EntryRow.ReadAll(query.Filter.Give(statement).Add(Math.Clamp(query.Limit, 1, EntryQuery.LimitMax)));
        },
        cancellation);

    /// <summary>Sets the cost of a call right by one more entry.</summary>
    public async Task<CorrectionResult> CorrectAsync(Correction order, CancellationToken cancellation = default)
    {
        await SeeAllAsync(cancellation);
        var record = await _journal.FindAsync(order.Generation);
        for (var attempt = 1; ; attempt++)
        {
            CorrectionResult? result = null;
            await WithConnectionAsync(
                connection =>
                {
                    connection.TransactAlone(() => result = CorrectionWriter.TryBook(connection, order, record, _time.GetUtcNow()));
                    return true;
                },
                cancellation);
            if (result is not null)
            {
                return result;
            }

            if (attempt == AttemptsMax)
            {
                throw new LedgerUnavailableException($"Others book for {order.Generation} all the time. Try again.");
            }
        }
    }

    /// <summary>
    /// Prices calls anew and books the differences, a page at a time. Again changes nothing. When it is stopped half way, what was
    /// booked by then stays, and doing it again does the rest.
    /// </summary>
    /// <param name="priceOf">Today's cost of what an entry used, and where the prices are from; null where there is none.</param>
    public async Task<RepricingResult> RepriceAsync(Repricing order, Func<Entry, (Usd Cost, PriceOrigin? Price)?> priceOf, CancellationToken cancellation = default)
    {
        await SeeAllAsync(cancellation);
        var total = RepricingResult.Nothing;
        (DateTimeOffset, string)? at = (DateTimeOffset.UnixEpoch, "");
        while (at is not null)
        {
            var from = at;
            total += await WithConnectionAsync(
                connection =>
                {
                    var page = RepricingResult.Nothing;
                    connection.TransactAlone(() =>
                    {
                        at = from;
                        page = RepricingWriter.Page(connection, order, ref at, priceOf, _time.GetUtcNow());
                    });
                    return page;
                },
                cancellation);
        }

        return total;
    }

    /// <summary>Waits until what has ended is written; with a database that is away that would be for ever.</summary>
    private async Task SeeAllAsync(CancellationToken cancellation)
    {
        if (_journal.Health.Fault is { } fault)
        {
            throw new LedgerUnavailableException(fault);
        }

        await _journal.FlushAsync(cancellation);
    }

    private async Task<T> AskAsync<T>(Func<Connection, T> ask, CancellationToken cancellation)
    {
        await SeeAllAsync(cancellation);
        return await WithConnectionAsync(ask, cancellation);
    }

    private Task<T> WithConnectionAsync<T>(Func<Connection, T> work, CancellationToken cancellation) => Task.Run(
        () =>
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
        },
        cancellation);
}
