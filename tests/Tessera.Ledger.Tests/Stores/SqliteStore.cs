using Tessera.Ledger.Sql.Sqlite;

namespace Tessera.Ledger.Tests.Stores;

public sealed class SqliteStore : TestStore
{
    public override BooksPlace Place => new(Directory);

    public override async Task Hold(Func<Task> meanwhile)
    {
        using var other = new SqliteConnection(Path.Combine(Directory, "tessera.db"));
        await other.Hold(meanwhile);
    }

    public override void FillDisk(Action<string> writer) => writer("PRAGMA max_page_count = 1");

    public override void EmptyDisk(Action<string> writer) => writer("PRAGMA max_page_count = 1000000");
}
