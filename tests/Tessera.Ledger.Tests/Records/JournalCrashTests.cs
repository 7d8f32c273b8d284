using Tessera.Ledger.Records;
using Tessera.Ledger.Sql.Sqlite;

namespace Tessera.Ledger.Tests.Records;

/// <summary>What a killed process leaves behind: the files as they were in one moment, the last write torn anywhere.</summary>
public sealed class JournalCrashTests
{
    [Theory]
    [InlineData(1.0)]
    [InlineData(0.9)]
    [InlineData(0.61803)]
    [InlineData(0.3)]
    [InlineData(0.0)]
    public async Task Reopen_AfterAKill_HoldsAPrefixOfWholeRecords(double partOfLogLeft)
    {
        using var directory = new TempDirectory();
        using var copy = new TempDirectory();
        var appended = new List<GenerationRecord>();
        await using (var books = Books.Open(directory.Path, TimeProvider.System))
        {
            for (var group = 0; group < 5; group++)
            {
                await Append(books.Journal, appended, 40);
                await books.Journal.FlushAsync();
            }

            // Under the write lock the files stand still while records wait: the moment of the kill.
            using var connection = new SqliteConnection(directory.File);
            await connection.Hold(async () =>
            {
                await Append(books.Journal, appended, 40);
                CopyTorn(directory, copy, partOfLogLeft);
            });
        }

        var first = await ReadAll(copy);
        var again = await ReadAll(copy);

        Assert.Equal(first, again);
        Assert.Equal(appended.Select(record => record.Id).Take(first.Count), first);
        Assert.Equal(partOfLogLeft == 1.0, first.Count == 200);
    }

    private static async Task Append(Journal journal, List<GenerationRecord> appended, int count)
    {
        for (var i = 0; i < count; i++)
        {
            appended.Add(Sample.Record());
            await journal.AppendAsync(appended[^1]);
        }
    }

    private static void CopyTorn(TempDirectory from, TempDirectory to, double partOfLogLeft)
    {
        File.Copy(from.File, to.File);
        File.Copy(from.File + "-wal", to.File + "-wal");
        using var log = File.OpenWrite(to.File + "-wal");
        log.SetLength((long)(log.Length * partOfLogLeft));
    }

    /// <summary>The identifiers in the order of writing, having seen that each record has all its parts.</summary>
    private static async Task<List<string>> ReadAll(TempDirectory directory)
    {
        await using var books = Books.Open(directory.Path, TimeProvider.System);
        var records = new List<GenerationRecord>();
        for (var page = await books.Journal.ListAsync(new RecordQuery { Limit = 200 }); page.Count > 0; page = await books.Journal.ListAsync(new RecordQuery { Limit = 200, BeforeId = page[^1].Id }))
        {
            records.AddRange(page);
        }

        Assert.All(records, record => Assert.Equal((2, 1), (record.Attempts.Count, record.Pictures.Count)));
        records.Reverse();
        return records.ConvertAll(record => record.Id);
    }
}
