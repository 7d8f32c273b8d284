using SQLitePCL;

namespace Tessera.Ledger.Sql.Sqlite;

/// <summary>
/// The file <c>tessera.db</c>, made and migrated. Its connections are in WAL mode with <c>synchronous=FULL</c>,
/// which costs one fsync a commit; the journal shares it among all the records that it writes together.
/// </summary>
internal sealed class SqliteDatabase : Database
{
    // The log is cut back to this after a checkpoint, or one busy hour would keep its largest size for good.
    private const int LogBytesMax = 64 * 1024 * 1024;

    private const int SwitchAttemptsMax = 20;

    private SqliteDatabase(string path) => Path = path;

    public override string Path { get; }

    /// <exception cref="LedgerUnavailableException">It cannot be opened; the message says why and what to do.</exception>
    public static SqliteDatabase Open(string directory)
    {
        var path = System.IO.Path.Combine(directory, "tessera.db");
        try
        {
            Make(directory, path);
            using var connection = new SqliteConnection(path);
            SwitchToLog(connection);
            Migrations.Apply(connection, new SqliteSchema(), path);
            return new SqliteDatabase(path);
        }
        catch (SqlFault fault)
        {
            throw new LedgerUnavailableException(fault.Explain(path), fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new LedgerUnavailableException($"The data directory {directory} cannot be used: {fault.Message} Choose another, or give the user that runs Tessera the right to write it.", fault);
        }
    }

    public override Connection Connect()
    {
        var connection = new SqliteConnection(Path);
        connection.Run($"PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA journal_size_limit = {LogBytesMax}");
        return connection;
    }

    /// <summary>Made by us rather than by SQLite so that only our own user can read it: it holds every prompt.</summary>
    private static void Make(string directory, string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
            return;
        }

        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (!File.Exists(path))
        {
            // Not exclusive: another process may be starting here at the same moment.
            new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }).Dispose();
        }
    }

    /// <summary>
    /// The switch itself does not wait for another process that opens the file at the same moment, but fails; taking the write
    /// lock does wait, and is here our way of standing in line.
    /// </summary>
    private static void SwitchToLog(Connection connection)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                connection.Run("PRAGMA journal_mode = WAL");
                return;
            }
            catch (SqliteFault fault) when (fault.Code == raw.SQLITE_BUSY && attempt < SwitchAttemptsMax)
            {
                connection.Transact(() => { });
            }
        }
    }
}
