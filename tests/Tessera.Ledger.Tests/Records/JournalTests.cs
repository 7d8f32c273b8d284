using Tessera.Ledger.Records;

namespace Tessera.Ledger.Tests.Records;

public sealed class JournalTests
{
    [Fact]
    public async Task Find_AfterFlush_GivesTheRecordBack()
    {
        using var directory = new TempDirectory();
        await using var books = Books.Open(directory.Path, TimeProvider.System);
        var record = Sample.Record();

        await books.Journal.AppendAsync(record);
        await books.Journal.FlushAsync();

        Assert.Equivalent(record, await books.Journal.FindAsync(record.Id), strict: true);
        Assert.Equal(0, books.Journal.Health.Waiting);
    }
}
