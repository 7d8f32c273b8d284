using SQLitePCL;

namespace Tessera.Ledger.Sql.Sqlite;

/// <summary>
/// A connection to the database file. SQLite is called without an ADO.NET layer, whose boxed and named parameters cost more than
/// the inserts themselves.
/// </summary>
internal sealed class SqliteConnection : Connection
{
    // How long a statement waits for another writer before it fails as busy. Our own transactions take milliseconds.
    private const int BusyMillisecondsMax = 5_000;

    private readonly sqlite3 _handle;

    public SqliteConnection(string path)
    {
        _ = NativeSqlite.Version;
        var rc = raw.sqlite3_open_v2(path, out _handle, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null);
        if (rc != raw.SQLITE_OK)
        {
            using (_handle)
            {
                throw new SqliteFault(rc & 0xFF, raw.sqlite3_errstr(rc).utf8_to_string());
            }
        }

        raw.sqlite3_busy_timeout(_handle, BusyMillisecondsMax);
    }

    public override int Changes => raw.sqlite3_changes(_handle);

    public override Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var statement));
        return new SqliteStatement(this, statement);
    }

    public override void Run(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    /// <remarks>The transaction holds the write lock from its start, so that it never has to be upgraded.</remarks>
    public override void Transact(Action work)
    {
        Run("BEGIN IMMEDIATE");
        try
        {
            work();
            Run("COMMIT");
        }
        catch
        {
            // Some faults (a full disk) have rolled back already; then there is nothing left to undo.
            if (raw.sqlite3_get_autocommit(_handle) == 0)
            {
                raw.sqlite3_exec(_handle, "ROLLBACK");
            }

            throw;
        }
    }

    // The write lock is one for the whole file.
    public override void TransactAlone(Action work) => Transact(work);

    public override void Together(Action work) => work();

    public override void Finish()
    {
    }

    public void Check(int rc)
    {
        if (rc is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw new SqliteFault(rc & 0xFF, raw.sqlite3_errmsg(_handle).utf8_to_string());
        }
    }

    public override void Dispose() => _handle.Dispose();
}
