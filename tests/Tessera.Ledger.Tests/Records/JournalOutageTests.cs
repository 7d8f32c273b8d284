using Tessera.Ledger.Keys;
using Tessera.Ledger.Records;
using Tessera.Ledger.Sql.Postgres;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.Ledger.Tests.Records;

/// <summary>A PostgreSQL server that goes away for a while, or stands still, or loses its answers.</summary>
public sealed class JournalOutageTests : IAsyncLifetime
{
    private readonly PostgresStore _store = new();
    private readonly LogLines _log = new();
    private DatabaseProxy _line = null!;
    private Books _books = null!;

    public Task InitializeAsync()
    {
        _line = new DatabaseProxy(_store.Address);
        _books = Books.Open(new BooksPlace(_store.Directory, Through()), TimeProvider.System, _log);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _books.DisposeAsync();
        _line.Dispose();
        _store.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task Append_ServerGone_IsKeptAndWrittenWhenItIsBack()
    {
        var (_, secret) = _books.Keys.Create("a team", KeyKind.Live);
        var before = Sample.Record();
        await _books.Journal.AppendAsync(before);
        await _books.Journal.FlushAsync();

        _line.Cut();
        var meanwhile = Enumerable.Range(0, 700).Select(_ => Sample.Record()).ToList();
        foreach (var record in meanwhile)
        {
            await _books.Journal.AppendAsync(record);
        }

        var said = await _log.NextAsync();
        Assert.Contains("PostgreSQL at 127.0.0.1", said, StringComparison.Ordinal);
        Assert.Contains("does not answer", said, StringComparison.Ordinal);
        Assert.Equal((false, 700, 0L), (_books.Journal.Health.IsHealthy, _books.Journal.Health.Waiting, _books.Journal.Health.Lost));
        Assert.True(_books.Keys.Authenticate(secret).IsOk);
        Assert.Same(meanwhile[0], await _books.Journal.FindAsync(meanwhile[0].Id));
        Assert.Contains("does not answer", (await Assert.ThrowsAsync<LedgerUnavailableException>(async () => await _books.Journal.FindAsync(before.Id))).Message, StringComparison.Ordinal);
        Assert.Throws<LedgerUnavailableException>(() => _books.Keys.Create("another", KeyKind.Live));

        _line.Restore();
        await _books.Journal.FlushAsync();

        Assert.Equal(0, _books.Journal.Health.Waiting);
        Assert.Equal(701, _store.Number("SELECT count(*) FROM generation"));
        Assert.Equal(2 * 701, _store.Number("SELECT count(*) FROM attempt"));
    }

    [Fact]
    public async Task Find_ServerRestartedMeanwhile_IsNotNoticed()
    {
        var record = Sample.Record();
        await _books.Journal.AppendAsync(record);
        await _books.Journal.FlushAsync();
        Assert.NotNull(await _books.Journal.FindAsync(record.Id));

        _line.DropAll();

        Assert.Equivalent(record, await _books.Journal.FindAsync(record.Id), strict: true);
    }

    [Fact]
    public async Task Append_AnswerToTheCommitIsLost_IsThereOnce()
    {
        var records = Enumerable.Range(0, 20).Select(_ => Sample.Record()).ToList();
        _line.Silence();
        foreach (var record in records)
        {
            await _books.Journal.AppendAsync(record);
        }

        // The program hears nothing, so it cannot know how far it came when the line breaks.
        _line.DropAll();
        _line.Restore();
        await _books.Journal.FlushAsync();

        Assert.Equal(20, _store.Number("SELECT count(*) FROM generation"));
        Assert.Equal(20, _store.Number("SELECT count(*) FROM entry"));
        Assert.Equal(40, _store.Number("SELECT count(*) FROM attempt"));
    }

    [Fact]
    public void Step_ServerStandsStill_FailsInsteadOfWaiting()
    {
        using var connection = new PostgresConnection(new PostgresSource(PostgresAddress.Read(_line.Address + "&connect_timeout=1", out _)!), PostgresPatience.Usual with { AnswerSecondsMax = 1 });
        Assert.Equal(1, connection.Number("SELECT 1"));

        _line.Silence();

        Assert.Contains("no answer in time", Assert.Throws<PostgresFault>(() => connection.Number("SELECT 1")).Explain("The server"), StringComparison.Ordinal);
        _line.Restore();
        // For half a second after a vain try nobody tries again.
        Assert.True(SpinWait.SpinUntil(() => Answers(connection), TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Transact_LineBreaksInTheMiddle_DoesNotGoOnInAnother()
    {
        using var connection = new PostgresConnection(new PostgresSource(Through()), PostgresPatience.Usual);
        connection.Run("CREATE TABLE thing (id BIGINT)");

        Assert.Throws<PostgresFault>(() => connection.Transact(() =>
        {
            connection.Run("INSERT INTO thing VALUES (1)");
            _line.DropAll();
            // Whoever catches a fault must not be able to commit half of the work.
            Assert.Throws<PostgresFault>(() => connection.Run("INSERT INTO thing VALUES (2)"));
            Assert.Throws<PostgresFault>(() => connection.Run("INSERT INTO thing VALUES (3)"));
        }));

        Assert.Equal(0, connection.Number("SELECT count(*) FROM thing"));
    }

    private static bool Answers(PostgresConnection connection)
    {
        try
        {
            return connection.Number("SELECT 1") == 1;
        }
        catch (PostgresFault)
        {
            return false;
        }
    }

    private PostgresAddress Through() => PostgresAddress.Read(_line.Address, out _)!;
}
