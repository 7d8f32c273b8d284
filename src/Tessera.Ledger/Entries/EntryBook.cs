using Tessera.Ledger.Money;
using Tessera.Ledger.Records;
using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Entries;

/// <summary>
/// The books: what every call cost, and every change of it. Whoever asks sees what ended before; a connection of its own for each
/// question, so that a long report does not keep the others waiting.
/// </summary>
/// <remarks>Every member throws <see cref="LedgerUnavailableException"/> when the database cannot be read or written.</remarks>
public sealed class EntryBook
{
    private readonly Database _database;
    private readonly Journal _journal;

    internal EntryBook(Database database, Journal journal) => (_database, _journal) = (database, journal);

    /// <summary>All entries of a generation, in order; none where it cost nothing, or is not there.</summary>
    public Task<IReadOnlyList<Entry>> OfAsync(string generation, CancellationToken cancellation = default) => ReadAsync<IReadOnlyList<Entry>>(
        connection =>
        {
            using var statement = connection.Prepare(EntrySql.OfGeneration);
            return ReadAll(statement.Add(generation));
        },
        cancellation);

    /// <summary>What a key has spent since it is there, at-risk amounts included, as far as costs are known.</summary>
    public Task<Usd> SpentAsync(string keyId, CancellationToken cancellation = default) => ReadAsync(
        connection =>
        {
            using var statement = connection.Prepare(EntrySql.Spent);
            statement.Add(keyId).Step();
            return new Usd(statement.Integer(0));
        },
        cancellation);

    private static List<Entry> ReadAll(Statement statement)
    {
        var entries = new List<Entry>();
        while (statement.Step())
        {
            entries.Add(EntryRow.Read(statement));
        }

        return entries;
    }

    private async Task<T> ReadAsync<T>(Func<Connection, T> read, CancellationToken cancellation)
    {
        await _journal.FlushAsync(cancellation);
        return await Task.Run(
            () =>
            {
                try
                {
                    using var connection = _database.Connect();
                    return read(connection);
                }
                catch (SqlFault fault)
                {
                    throw new LedgerUnavailableException(fault.Explain(_database.Path), fault);
                }
            },
            cancellation);
    }
}
