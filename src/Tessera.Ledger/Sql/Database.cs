using SQLitePCL;

namespace Tessera.Ledger.Sql;

/// <summary>
/// The file <c>tessera.db</c>, made and migrated. Its connections are in WAL mode with <c>synchronous=FULL</c>: what is
/// committed survives a power cut, since a key is shown only once and money will be kept here. Costs one fsync a commit,
/// which the journal shares among all the records that it writes together.
/// </summary>
internal sealed class Database
{
    // The log is cut back to this after a checkpoint, or one busy hour would keep its largest size for good.
    private const int LogBytesMax = 64 * 1024 * 1024;

    private const int SwitchAttemptsMax = 20;

    private Database(string path) => Path = path;

    public string Path { get; }

    /// <exception cref="LedgerUnavailableException">It cannot be opened; the message says why and what to do.</exception>
    public static Database Open(string directory)
    {
        var path = System.IO.Path.Combine(directory, "tessera.db");
        try
        {
            Make(directory, path);
            using var connection = new Connection(path);
            SwitchToLog(connection);
            Migrations.Apply(connection, path);
            return new Database(path);
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

    /// <exception cref="SqlFault">SQLite refused.</exception>
    public Connection Connect()
    {
        var connection = new Connection(Path);
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
            catch (SqlFault fault) when (fault.Code == raw.SQLITE_BUSY && attempt < SwitchAttemptsMax)
            {
                connection.Transact(() => { });
            }
        }
    }
}
