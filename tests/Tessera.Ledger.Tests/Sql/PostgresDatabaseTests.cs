using Tessera.Ledger.Keys;
using Tessera.Ledger.Sql;
using Tessera.Ledger.Sql.Postgres;
using Tessera.Ledger.Tests.Records;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.Ledger.Tests.Sql;

public sealed class PostgresDatabaseTests : IDisposable
{
    private static readonly PostgresCluster Cluster = PostgresCluster.Instance;

    private readonly TempDirectory _directory = new();
    private readonly string _name = Cluster.Make();

    private BooksPlace Place => new(_directory.Path, Cluster.Address(_name));

    public void Dispose()
    {
        Cluster.Remove(_name);
        _directory.Dispose();
    }

    [Fact]
    public void Open_Again_ChangesNothing()
    {
        Database.Open(Place);
        var before = Schema();
        Database.Open(Place);

        Assert.Equal(before, Schema());
        Assert.Contains("generation", before, StringComparison.Ordinal);
        Assert.Equal(Migrations.All[^1].Number, Number("SELECT version FROM tessera_schema"));
    }

    [Fact]
    public async Task Open_ManyAtOnce_MigratesOnce()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(
            () => Books.Open(Place, TimeProvider.System), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

        foreach (var books in opened)
        {
            books.Keys.Create("one each", KeyKind.Live);
            await books.DisposeAsync();
        }

        await using var last = Books.Open(Place, TimeProvider.System);
        Assert.Equal(8, last.Keys.List().Count);
        Assert.Equal(1, Number("SELECT count(*) FROM tessera_schema"));
    }

    [Fact]
    public void Open_MigrationFails_LeavesNothingBehind()
    {
        // Another program makes a table of ours between our look and our work: stands for anything that stops a migration half way.
        using (var connection = Connect())
        {
            connection.Run("CREATE TABLE tessera_schema (version BIGINT NOT NULL); INSERT INTO tessera_schema VALUES (0); CREATE TABLE entry (url TEXT)");
        }

        Refuses("failed");
        Assert.Equal("entry,tessera_schema", Schema());
        Assert.Equal(0, Number("SELECT version FROM tessera_schema"));
    }

    [Fact]
    public void Open_NewerSchema_IsRefused()
    {
        Database.Open(Place);
        Run("UPDATE tessera_schema SET version = 99");

        Refuses("newer Tessera", "99");
    }

    [Fact]
    public void Open_AnotherProgramsSchema_IsRefusedAndLeftAlone()
    {
        Run("CREATE TABLE bookmark (url TEXT)");

        Refuses("another program's database", "schema of its own");
        Assert.Equal("bookmark", Schema());
    }

    [Fact]
    public void Open_SchemaMissing_IsRefused()
    {
        Cluster.Remove(_name);

        Refuses("has no schema to work in");
    }

    [Fact]
    public void Open_DatabaseThatCannotHoldEveryText_IsRefused()
    {
        var latin = $"latin{Environment.ProcessId}";
        Cluster.Run($"CREATE DATABASE {latin} ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
        try
        {
            Refuses(Address(database: latin), "is not encoded in UTF8");
        }
        finally
        {
            Cluster.Run($"DROP DATABASE {latin} WITH (FORCE)");
        }
    }

    [Fact]
    public void Open_NoSuchDatabase_IsRefused() => Refuses(Address(database: "nowhere"), "is not there", "nowhere", "CREATE DATABASE");

    [Fact]
    public void Open_WrongPassword_IsRefusedWithoutTellingIt()
    {
        var fault = Refuses(Cluster.Address(_name, "guarded:hunter2"), "does not let this user in", "TESSERA_DATABASE");

        Assert.DoesNotContain("hunter2", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_RightPassword_Works()
    {
        await using var books = Books.Open(new BooksPlace(_directory.Path, Cluster.Address(_name, "guarded:gate")), TimeProvider.System);

        Assert.True(books.Keys.IsNew);
    }

    [Fact]
    public void Open_NoServer_IsRefused() =>
        Refuses(PostgresAddress.Read("postgres://me:hunter2@127.0.0.1:1/books", out _)!, "does not answer", "127.0.0.1:1");

    [Fact]
    public void Open_ServerWithoutTls_IsRefusedWhereItIsAskedFor() =>
        Refuses(PostgresAddress.Read(Cluster.Text(_name) + "&sslmode=require", out _)!, "as sslmode in TESSERA_DATABASE asks");

    [Fact]
    public void Open_NotAllowedToMakeTables_IsRefused()
    {
        Run($"REVOKE ALL ON SCHEMA {_name} FROM guarded; GRANT USAGE ON SCHEMA {_name} TO guarded");

        Refuses(Cluster.Address(_name, "guarded:gate"), "does not allow that", "databases.md");
    }

    [Fact]
    public void Open_NoConnectionLeft_IsRefused()
    {
        Cluster.Run("ALTER ROLE guarded CONNECTION LIMIT 0", "root");
        try
        {
            Refuses(Cluster.Address(_name, "guarded:gate"), "has no connection left", "max_connections");
        }
        finally
        {
            Cluster.Run("ALTER ROLE guarded CONNECTION LIMIT -1", "root");
        }
    }

    [Fact]
    public async Task Write_ReadOnlyServer_IsToldAndGoesOnByItself()
    {
        using var log = new LogLines();
        await using var books = Books.Open(Place, TimeProvider.System, log);
        // As on a standby, where every transaction is read-only.
        Run($"CREATE FUNCTION standby() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'cannot execute INSERT in a read-only transaction' USING ERRCODE = 'read_only_sql_transaction'; END $$");
        Run("CREATE TRIGGER standby BEFORE INSERT ON generation EXECUTE FUNCTION standby()");
        var record = Sample.Record();
        await books.Journal.AppendAsync(record);

        Assert.Contains("is read-only", await log.NextAsync(), StringComparison.Ordinal);
        Run("DROP FUNCTION standby CASCADE");
        await books.Journal.FlushAsync();

        Assert.Equal(0, books.Journal.Health.Waiting);
        Assert.Equal(1, Number("SELECT count(*) FROM generation"));
    }

    [Fact]
    public void Look_NewThenOpened_IsToldAndNothingMade()
    {
        Assert.True(BooksState.Look(Place.Server!).IsNew);
        Assert.Equal("", Schema());

        Database.Open(Place);
        var state = BooksState.Look(Place.Server!);
        Assert.False(state.IsNew);
        Assert.Matches(@"^\d+(\.\d+)*$", state.Version);
        Assert.Empty(state.Warnings);
    }

    private LedgerUnavailableException Refuses(params string[] words) => Refuses(Place.Server!, words);

    private LedgerUnavailableException Refuses(PostgresAddress address, params string[] words)
    {
        var fault = Assert.Throws<LedgerUnavailableException>(() => Books.Open(new BooksPlace(_directory.Path, address), TimeProvider.System));
        Assert.All(words, word => Assert.Contains(word, fault.Message, StringComparison.Ordinal));
        return fault;
    }

    private PostgresAddress Address(string database) =>
        PostgresAddress.Read(Cluster.Text(_name).Split('?')[0] is var text ? $"{text[..text.LastIndexOf('/')]}/{database}" : "", out _)!;

    private PostgresConnection Connect() => new(new PostgresSource(Place.Server!), PostgresPatience.Usual);

    private void Run(string sql)
    {
        using var connection = Connect();
        connection.Run(sql);
    }

    private long Number(string sql)
    {
        using var connection = Connect();
        return connection.Number(sql);
    }

    private string Schema()
    {
        using var connection = Connect();
        using var statement = connection.Prepare("SELECT string_agg(tablename, ',' ORDER BY tablename) FROM pg_tables WHERE schemaname = ?");
        statement.Add(_name).Step();
        return statement.Text(0);
    }
}
