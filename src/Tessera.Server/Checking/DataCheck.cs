using System.Globalization;
using Tessera.Ledger;
using Tessera.Ledger.Sql.Postgres;
using Tessera.Server.Serving;

namespace Tessera.Server.Checking;

/// <summary>The data directory, its disk, and the database in it. Leaves nothing behind.</summary>
internal static class DataCheck
{
    /// <summary>Below it the gateway answers 503 at <c>/readyz</c>.</summary>
    private const long FreeBytesMin = 100_000_000;

    /// <summary>Some six hundred pictures of 1024x1024.</summary>
    private const long FreeBytesComfortable = 1_000_000_000;

    public static async Task<IReadOnlyList<Finding>> LookAsync(Place place)
    {
        var directory = Path.GetFullPath(place.DataDirectory);
        var there = Nearest(directory);
        if (there is null || WriteFault(there) is not null)
        {
            return [Finding.Fail("data", $"{directory} cannot be written{(there is null ? "" : $" ({WriteFault(there)})")}. Give this user the right to it, or choose another with --data.")];
        }

        var isNew = there != directory;
        return
        [
            Finding.Ok("data", isNew ? $"{directory} will be made at the first start" : $"{directory} can be written"),
            Space(there),
            .. place.Database is { } server ? await ServerAsync(place, server) : [await BooksAsync(place, directory), Sqlite()],
        ];
    }

    internal static Finding Space(long free) => free switch
    {
        < FreeBytesMin => Finding.Fail("disk", $"{Megabytes(free)} MB are free; pictures need at least {Megabytes(FreeBytesMin)}. Make room, or choose another disk with --data."),
        < FreeBytesComfortable => Finding.Warn("disk", $"{Megabytes(free)} MB are free, room for some hundred pictures. Make more."),
        _ => Finding.Ok("disk", $"{Megabytes(free)} MB free"),
    };

    private static Finding Space(string directory) => Space(new DriveInfo(directory).AvailableFreeSpace);

    private static async Task<Finding> BooksAsync(Place place, string directory)
    {
        if (!File.Exists(Path.Combine(directory, "tessera.db")))
        {
            return Finding.Ok("database", "tessera.db will be made at the first start");
        }

        try
        {
            return await KeysAsync(place, "tessera.db");
        }
        catch (LedgerUnavailableException fault)
        {
            return Finding.Fail("database", fault.Message);
        }
    }

    private static async Task<IReadOnlyList<Finding>> ServerAsync(Place place, PostgresAddress server)
    {
        try
        {
            var state = BooksState.Look(server);
            var name = $"{server.Name} ({state.Version})";
            return
            [
                state.IsNew ? Finding.Ok("database", $"{name} answers; its tables will be made at the first start") : await KeysAsync(place, name),
                .. state.Warnings.Select(warning => Finding.Warn("database", warning)),
            ];
        }
        catch (LedgerUnavailableException fault)
        {
            return [Finding.Fail("database", fault.Message)];
        }
    }

    /// <exception cref="LedgerUnavailableException">The books do not open.</exception>
    private static async Task<Finding> KeysAsync(Place place, string name)
    {
        await using var books = Books.Open(place.Books, TimeProvider.System);
        var working = books.Keys.List().Count(key => key.RevokedAt is null);
        return working == 0
            ? Finding.Warn("database", $"{name} opens, and has no key that works. 'tessera keys create NAME --kind test' makes one.")
            : Finding.Ok("database", string.Create(CultureInfo.InvariantCulture, $"{name} opens, with {working} {(working == 1 ? "key" : "keys")} in it"));
    }

    private static Finding Sqlite() => Books.IsSqlitePackaged
        ? Finding.Warn("sqlite", $"{Books.SqliteVersion}, as packaged: it gets no security patches. apt-get install libsqlite3-0 brings the system's.")
        : Finding.Ok("sqlite", $"{Books.SqliteVersion}, the system's own");

    /// <summary>The directory, or the first above it that exists: there it would be made.</summary>
    private static string? Nearest(string directory)
    {
        for (var at = directory; at is not null; at = Path.GetDirectoryName(at))
        {
            if (Directory.Exists(at))
            {
                return at;
            }

            if (File.Exists(at))
            {
                return null;
            }
        }

        return null;
    }

    private static string? WriteFault(string directory)
    {
        try
        {
            using var trial = new FileStream(Path.Combine(directory, $".tessera-check-{Guid.NewGuid():n}"), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.DeleteOnClose });
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault.Message.TrimEnd('.');
        }
    }

    private static string Megabytes(long bytes) => (bytes / 1_000_000).ToString("#,0", CultureInfo.InvariantCulture);
}
