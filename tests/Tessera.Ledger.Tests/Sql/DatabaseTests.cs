using Tessera.Ledger.Keys;
using Tessera.Ledger.Sql;
using Tessera.Ledger.Sql.Sqlite;

namespace Tessera.Ledger.Tests.Sql;

public sealed class DatabaseTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Version_InUse_IsTheSystemsOrThePackaged() => Assert.True(NativeSqlite.Version >= 3_035_005);

    [Fact]
    public void Open_NewDirectory_IsForItsOwnerOnly()
    {
        var path = Path.Combine(_directory.Path, "deep", "data");
        Database.Open(new BooksPlace(path));

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(path, "tessera.db")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        }
    }

    [Fact]
    public void Open_Again_ChangesNothing()
    {
        Database.Open(new BooksPlace(_directory.Path));
        var before = Schema();
        Database.Open(new BooksPlace(_directory.Path));

        Assert.Equal(before, Schema());
        Assert.Contains("generation", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_ManyAtOnce_MigratesOnce()
    {
        using var together = new Barrier(12);
        var opened = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Task.Factory.StartNew(
            () =>
            {
                together.SignalAndWait();
                return Books.Open(_directory.Path, TimeProvider.System);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        foreach (var books in opened)
        {
            books.Keys.Create("one each", KeyKind.Live);
            await books.DisposeAsync();
        }

        await using var last = Books.Open(_directory.Path, TimeProvider.System);
        Assert.Equal(12, last.Keys.List().Count);
    }

    [Fact]
    public async Task Open_WhileAnotherProgramWrites_WaitsForIt()
    {
        using var other = new SqliteConnection(_directory.File);
        using var together = new Barrier(2);
        Task? opening = null;
        await other.Hold(() =>
        {
            opening = Task.Run(() =>
            {
                together.SignalAndWait();
                Database.Open(new BooksPlace(_directory.Path));
            });
            together.SignalAndWait();
            other.Run("CREATE TABLE number AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 200000) SELECT i FROM n");
            return Task.CompletedTask;
        });

        await opening!;
        Assert.Contains("generation", Schema(), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NewerSchema_IsRefused()
    {
        Run("PRAGMA user_version = 99");

        Refuses("newer Tessera", "99");
    }

    [Fact]
    public void Open_AnotherProgramsDatabase_IsRefusedAndLeftAlone()
    {
        using (var connection = new SqliteConnection(_directory.File))
        {
            connection.Run("CREATE TABLE bookmark (url TEXT)");
        }

        Refuses("another program's database");
        Assert.Equal("bookmark", Schema());
    }

    [Fact]
    public void Open_FileThatIsNoDatabase_IsRefusedAndLeftAlone()
    {
        var letter = string.Concat(Enumerable.Repeat("This is a letter, not a database. ", 100));
        File.WriteAllText(_directory.File, letter);

        Refuses("not a SQLite database");
        Assert.Equal(letter, File.ReadAllText(_directory.File));
    }

    [Fact]
    public async Task Open_DamagedPages_IsRefused()
    {
        await using (var books = Books.Open(_directory.Path, TimeProvider.System))
        {
            books.Keys.Create("a team", KeyKind.Live);
        }

        var bytes = await File.ReadAllBytesAsync(_directory.File);
        bytes.AsSpan(100, bytes.Length - 100).Fill(0xA5);
        await File.WriteAllBytesAsync(_directory.File, bytes);

        Refuses("damaged");
    }

    [Fact]
    public void Open_WhereAFileStandsInTheWay_IsRefused()
    {
        var file = Path.Combine(_directory.Path, "file");
        File.WriteAllText(file, "");

        var fault = Assert.Throws<LedgerUnavailableException>(() => Books.Open(Path.Combine(file, "data"), TimeProvider.System));
        Assert.Contains("cannot be used", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_DirectoryInPlaceOfTheFile_IsRefused()
    {
        Directory.CreateDirectory(_directory.File);

        Refuses("tessera.db");
    }

    [Fact]
    public void Open_LogCannotBeWritten_IsRefused()
    {
        // A directory where the write-ahead log must be: stands for a file system that refuses, also for root.
        Directory.CreateDirectory(_directory.File + "-wal");

        Refuses("cannot be");
    }

    private void Refuses(params string[] words)
    {
        var fault = Assert.Throws<LedgerUnavailableException>(() => Books.Open(_directory.Path, TimeProvider.System));
        Assert.All(words, word => Assert.Contains(word, fault.Message, StringComparison.Ordinal));
    }

    private void Run(string sql)
    {
        using var connection = Database.Open(new BooksPlace(_directory.Path)).Connect();
        connection.Run(sql);
    }

    private string Schema()
    {
        using var connection = new SqliteConnection(_directory.File);
        using var statement = connection.Prepare("SELECT group_concat(name) FROM (SELECT name FROM sqlite_master ORDER BY name)");
        statement.Step();
        return statement.Text(0);
    }
}
