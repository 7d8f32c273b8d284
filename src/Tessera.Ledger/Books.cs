using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Entries;
using Tessera.Ledger.Identifiers;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Records;
using Tessera.Ledger.Sql;
using Tessera.Ledger.Sql.Sqlite;
using Tessera.Ledger.Webhooks;

namespace Tessera.Ledger;

/// <summary>
/// All that Tessera keeps in its database, opened together: keys, what they may spend, records and what is set aside. Safe for
/// use from any thread, and several processes may have the same database open. Disposing writes what is still waiting.
/// </summary>
public sealed class Books : IAsyncDisposable
{
    private Books(Database database, string dataDirectory, TimeProvider time, ILogger log)
    {
        Ids = new Ulids(time);
        Webhooks = new Deliveries(database);
        SigningSecrets = new SigningSecrets(database, time);
        Allowances = new Allowances(database, time, log);
        try
        {
            Keys = new Keyring(database, Allowances, Ids, time, log);
            Holds = new Holds.Holds(database, Path.Combine(dataDirectory, "spool"), Allowances.Of, Allowances.Of, time, log);
            Allowances.Changed += Holds.Refresh;
            Journal = new Journal(database, Holds.Queue);
            Journal.Written += Webhooks.Written;
            Entries = new EntryBook(database, Journal, time);
            Claims = new Claims.Claims(database, time);
            Holds.Queue.Start();
        }
        catch
        {
            Keys?.Dispose();
            Allowances.Dispose();
            throw;
        }
    }

    /// <summary>Of the SQLite in use: the system's own, or the packaged one where that is missing or older.</summary>
    public static Version SqliteVersion => new(NativeSqlite.Version / 1_000_000, NativeSqlite.Version / 1_000 % 1_000, NativeSqlite.Version % 1_000);

    /// <summary>Whether <see cref="SqliteVersion"/> is the packaged one, which gets no security patches.</summary>
    public static bool IsSqlitePackaged => NativeSqlite.Version == NativeSqlite.PackagedVersion;

    public Ulids Ids { get; }

    public Keyring Keys { get; }

    public Allowances Allowances { get; }

    public Journal Journal { get; }

    public Holds.Holds Holds { get; }

    /// <summary>Which generation answers an idempotency key.</summary>
    public Claims.Claims Claims { get; }

    /// <summary>What was charged, and every change of it.</summary>
    public EntryBook Entries { get; }

    public Deliveries Webhooks { get; }

    /// <summary>With which <see cref="Webhooks"/> are signed.</summary>
    public SigningSecrets SigningSecrets { get; }

    /// <summary>Opens <c>tessera.db</c> in a directory; makes the directory, the file and its tables where they are missing.</summary>
    /// <exception cref="LedgerUnavailableException">It cannot be opened; the message says why and what to do.</exception>
    public static Books Open(string dataDirectory, TimeProvider time, ILoggerFactory? logs = null) => Open(new BooksPlace(dataDirectory), time, logs);

    /// <summary>Opens the books; makes their tables where they are missing.</summary>
    /// <exception cref="LedgerUnavailableException">They cannot be opened; the message says why and what to do.</exception>
    public static Books Open(BooksPlace place, TimeProvider time, ILoggerFactory? logs = null)
    {
        ILogger log = logs?.CreateLogger("Tessera.Ledger") ?? NullLogger.Instance;
        var database = Database.Open(place);
        try
        {
            return new Books(database, place.DataDirectory, time, log);
        }
        catch (SqlFault fault)
        {
            throw new LedgerUnavailableException(fault.Explain(database.Path), fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        Holds.Spool.Dispose();
        Claims.Dispose();
        Keys.Dispose();
        Allowances.Dispose();
    }
}
