using Tessera.Ledger.Sql;
using Tessera.Ledger.Tests.Stores;

namespace Tessera.Ledger.Tests.Sql;

public abstract class ConnectionTests : IDisposable
{
    private readonly TestStore _store;
    private readonly Connection _connection;

    protected ConnectionTests(TestStore store)
    {
        _store = store;
        _connection = store.Connect();
        _connection.Run("CREATE TABLE thing (id BIGINT NOT NULL PRIMARY KEY, number BIGINT, word TEXT, bytes " + (store is PostgresStore ? "BYTEA" : "BLOB") + ")");
    }

    public void Dispose()
    {
        _connection.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("\0")]
    [InlineData("a\0b\0")]
    [InlineData("\uFDD0")]
    [InlineData("\uFDD00")]
    [InlineData("\0\uFDD0\uFDD0" + "0\0")]
    [InlineData("'; DROP TABLE thing; -- $1 ? :x @x")]
    [InlineData("名 🎈 e\u0301 \uFFFF")]
    public void Text_Any_ComesBackTheSame(string word)
    {
        Insert(1, 7, word, []);

        using var read = _connection.Prepare("SELECT word FROM thing WHERE word = ?");
        Assert.True(read.Add(word).Step());
        Assert.Equal(word, read.Text(0));
        Assert.Equal(word, read.TextOrNull(0));
    }

    [Fact]
    public void Text_HalfOfAPair_BecomesTheReplacementCharacter()
    {
        Insert(1, 7, "a\ud83cb", []);

        using var read = _connection.Prepare("SELECT word FROM thing");
        read.Step();
        Assert.Equal("a\uFFFDb", read.Text(0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    public void Blob_Any_ComesBackTheSame(int length)
    {
        var bytes = new byte[length];
        new Random(7).NextBytes(bytes);
        Insert(1, 7, null, bytes);

        using var read = _connection.Prepare("SELECT bytes, word FROM thing");
        read.Step();
        Assert.Equal(bytes, read.Blob(0).ToArray());
        Assert.Null(read.TextOrNull(1));
        Assert.Equal(0, _connection.Number("SELECT count(*) FROM thing WHERE bytes IS NULL"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Integer_Any_ComesBackTheSame(long? number)
    {
        Insert(1, number, "", []);

        using var read = _connection.Prepare("SELECT number, 1, CAST(SUM(number) AS BIGINT) FROM thing GROUP BY number");
        read.Step();
        Assert.Equal((number, 1, number), (read.IntegerOrNull(0), read.Integer(1), read.IntegerOrNull(2)));
    }

    [Fact]
    public void Order_OfTexts_IsThatOfTheirBytes()
    {
        // Languages order these otherwise; the columns of a migration do not.
        var words = new[] { "gen_a", "GEN_Z", "gen_1", "gen-2", "Ä", "z" };
        _connection.Run(Words());
        foreach (var word in words)
        {
            _connection.Change("INSERT INTO word (word) VALUES (?)", statement => statement.Add(word));
        }

        using var read = _connection.Prepare("SELECT word FROM word WHERE word > ? ORDER BY word");
        read.Add("GEN_Z");
        var seen = new List<string>();
        while (read.Step())
        {
            seen.Add(read.Text(0));
        }

        Assert.Equal(words.Where(word => string.CompareOrdinal(word, "GEN_Z") > 0).Order(StringComparer.Ordinal), seen);

        string Words() => (_store is PostgresStore ? new Ledger.Sql.Postgres.PostgresSchema() as Schema : new Ledger.Sql.Sqlite.SqliteSchema()).Words("CREATE TABLE word (word TEXT)");
    }

    [Fact]
    public void Step_TwoStatementsSideBySide_DoNotDisturbEachOther()
    {
        Fill(3);
        using var outer = _connection.Prepare("SELECT id FROM thing ORDER BY id");
        using var inner = _connection.Prepare("SELECT number FROM thing WHERE id >= ? ORDER BY id");
        var seen = new List<(long, long)>();
        while (outer.Step())
        {
            inner.Add(outer.Integer(0));
            while (inner.Step())
            {
                seen.Add((outer.Integer(0), inner.Integer(0)));
            }
        }

        Assert.Equal([(1, 10), (1, 20), (1, 30), (2, 20), (2, 30), (3, 30)], seen);
    }

    [Fact]
    public void Reset_InTheMiddle_BeginsAnew()
    {
        Fill(3);
        using var read = _connection.Prepare("SELECT id FROM thing WHERE id > ? ORDER BY id");
        Assert.True(read.Add(0).Step());
        read.Reset();

        Assert.True(read.Add(2).Step());
        Assert.Equal(3, read.Integer(0));
        Assert.False(read.Step());
    }

    [Fact]
    public void Change_OfRows_IsCounted()
    {
        Fill(3);

        Assert.Equal(2, _connection.Change("UPDATE thing SET number = 0 WHERE id > ?", statement => statement.Add(1)));
        Assert.Equal(0, _connection.Change("DELETE FROM thing WHERE id = ?", statement => statement.Add(99)));
        var inside = 0;
        _connection.Transact(() => inside = _connection.Change("UPDATE thing SET number = 1 WHERE id >= ?", statement => statement.Add(1)));
        Assert.Equal(3, inside);
    }

    [Fact]
    public void Each_InATransaction_GivesTheRowsOfEveryRunInOrder()
    {
        var seen = new List<(long Run, long Id)>();
        _connection.Transact(() =>
        {
            using var insert = _connection.Prepare("INSERT INTO thing (id, number) VALUES (?, ?) ON CONFLICT (id) DO NOTHING RETURNING id");
            using var other = _connection.Prepare("UPDATE thing SET word = 'x' WHERE id = ?");
            foreach (var (run, id) in new[] { (1, 5), (2, 5), (3, 4), (4, 6) })
            {
                insert.Add(id).Add(0).Each(row => seen.Add((run, row.Integer(0))));
                other.Add(id).Run();
            }

            _connection.Finish();
            Assert.Equal([(1, 5), (3, 4), (4, 6)], seen);
            insert.Add(7).Add(0).Each(row => seen.Add((5, row.Integer(0))));
        });

        Assert.Equal((5, 7), seen[^1]);
        Assert.Equal(3, _connection.Number("SELECT count(*) FROM thing WHERE word = 'x'"));
    }

    [Fact]
    public void Together_ReadingManyTimes_GivesAllRows()
    {
        Fill(2_500);
        using var read = _connection.Prepare("SELECT number FROM thing WHERE id = ?");
        var sum = 0L;
        _connection.Together(() =>
        {
            for (var id = 1; id <= 2_500; id++)
            {
                read.Add(id).Each(row => sum += row.Integer(0));
            }
        });

        Assert.Equal(10L * 2_500 * 2_501 / 2, sum);
    }

    [Fact]
    public void Transact_MuchMoreThanASocketHolds_IsAllThere()
    {
        // What is sent and what comes back both exceed every buffer: neither side may wait for the other.
        var word = new string('w', 50_000);
        var back = 0L;
        _connection.Transact(() =>
        {
            using var insert = _connection.Prepare("INSERT INTO thing (id, word) VALUES (?, ?) RETURNING word");
            for (var id = 1; id <= 400; id++)
            {
                insert.Add(id).Add(word).Each(row => back += row.Text(0).Length);
            }
        });

        Assert.Equal(400L * word.Length, back);
        Assert.Equal(400, _connection.Number("SELECT count(*) FROM thing"));
    }

    [Fact]
    public void Transact_WorkThrows_ChangesNothingAndTheConnectionGoesOn()
    {
        Assert.Throws<FormatException>(() => _connection.Transact(() =>
        {
            Fill(2);
            throw new FormatException();
        }));
        Assert.Throws<FormatException>(() => _connection.Transact(() =>
        {
            Fill(2);
            _connection.Finish();
            throw new FormatException();
        }));

        Assert.Equal(0, _connection.Number("SELECT count(*) FROM thing"));
        _connection.Transact(() => Fill(2));
        Assert.Equal(2, _connection.Number("SELECT count(*) FROM thing"));
    }

    [Fact]
    public void Transact_StatementRefused_ChangesNothingAndIsLasting()
    {
        var fault = Assert.ThrowsAny<SqlFault>(() => _connection.Transact(() =>
        {
            Fill(2);
            Fill(2);
            _connection.Run("UPDATE thing SET number = 0");
        }));

        Assert.True(fault.IsLasting);
        Assert.Equal(0, _connection.Number("SELECT count(*) FROM thing"));
    }

    [Fact]
    public async Task TransactAlone_FromManyConnections_NumbersWithoutGapOrRepeat()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using var mine = _store.Connect();
            for (var i = 0; i < 10; i++)
            {
                mine.TransactAlone(() =>
                {
                    var next = mine.Number("SELECT coalesce(max(id), 0) + 1 FROM thing");
                    mine.Change("INSERT INTO thing (id) VALUES (?)", statement => statement.Add(next));
                });
            }
        })));

        Assert.Equal((80, 80), (_connection.Number("SELECT count(*) FROM thing"), _connection.Number("SELECT max(id) FROM thing")));
    }

    [Fact]
    public async Task Transact_GuardedSumFromManyConnections_NeverExceedsItsLimit()
    {
        Insert(1, 0, null, []);
        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using var mine = _store.Connect();
            var got = 0;
            for (var i = 0; i < 20; i++)
            {
                mine.Transact(() => got += mine.Change("UPDATE thing SET number = number + ? WHERE id = 1 AND number + ? <= 100", statement => statement.Add(1).Add(1)));
            }

            return got;
        })));

        Assert.Equal((100, 100), (taken.Sum(), _connection.Number("SELECT number FROM thing")));
    }

    private void Insert(long id, long? number, string? word, byte[] bytes) => _connection.Change(
        "INSERT INTO thing (id, number, word, bytes) VALUES (?, ?, ?, ?)",
        statement => statement.Add(id).Add(number).Add(word).Add((ReadOnlySpan<byte>)bytes));

    private void Fill(int count)
    {
        using var insert = _connection.Prepare("INSERT INTO thing (id, number) VALUES (?, ?)");
        _connection.Together(() =>
        {
            for (var id = 1; id <= count; id++)
            {
                insert.Add(id).Add(id * 10).Run();
            }
        });
    }
}

public sealed class SqliteConnectionTests() : ConnectionTests(new SqliteStore());

public sealed class PostgresConnectionTests() : ConnectionTests(new PostgresStore());
