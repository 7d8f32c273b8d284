using SQLitePCL;

namespace Tessera.Ledger.Sql;

/// <summary>
/// One connection to the database file. For one thread at a time: its owner locks, or is a thread of its own. SQLite is called
/// without an ADO.NET layer, whose boxed and named parameters cost more than the inserts themselves.
/// </summary>
internal sealed class Connection : IDisposable
{
    // How long a statement waits for another writer before it fails as busy. Our own transactions take milliseconds.
    private const int BusyMillisecondsMax = 5_000;

    private readonly sqlite3 _handle;

    public Connection(string path)
    {
        _ = NativeSqlite.Version;
        var rc = raw.sqlite3_open_v2(path, out _handle, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null);
        if (rc != raw.SQLITE_OK)
        {
            using (_handle)
            {
                throw new SqlFault(rc & 0xFF, raw.sqlite3_errstr(rc).utf8_to_string());
            }
        }

        raw.sqlite3_busy_timeout(_handle, BusyMillisecondsMax);
    }

    public Statement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v2(_handle, sql, out var statement));
        return new Statement(this, statement);
    }

    /// <summary>Runs one or more statements that return nothing.</summary>
    public void Run(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    public long Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Integer(0) : 0;
    }

    /// <summary>Runs one statement with parameters; the number of rows it changed.</summary>
    public int Change(string sql, Action<Statement> parameters)
    {
        using var statement = Prepare(sql);
        parameters(statement);
        statement.Run();
        return Changes;
    }

    /// <summary>Rows that the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_handle);

    public long LastRow => raw.sqlite3_last_insert_rowid(_handle);

    /// <summary>Runs <paramref name="work"/> in a transaction that holds the write lock from its start, so that it never has to be upgraded.</summary>
    public void Transact(Action work)
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

    public void Check(int rc)
    {
        if (rc is not (raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            throw new SqlFault(rc & 0xFF, raw.sqlite3_errmsg(_handle).utf8_to_string());
        }
    }

    public void Dispose() => _handle.Dispose();
}
