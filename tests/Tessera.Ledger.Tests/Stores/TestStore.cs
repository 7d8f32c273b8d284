using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Tests.Stores;

/// <summary>
/// New and empty books for one test, in one of the two stores. What both must do alike is written once, in an abstract class,
/// and run twice:
/// <code>
/// public abstract class FooTests(TestStore store) : IAsyncLifetime
/// {
///     // Books.Open(store.Place, time), and in the end store.Dispose() after the books
/// }
/// public sealed class SqliteFooTests() : FooTests(new SqliteStore());
/// public sealed class PostgresFooTests() : FooTests(new PostgresStore());
/// </code>
/// </summary>
public abstract class TestStore : IDisposable
{
    private readonly TempDirectory _directory = new();

    /// <summary>Gone after the test.</summary>
    public string Directory => _directory.Path;

    public abstract BooksPlace Place { get; }

    /// <summary>A connection as the program has them, to a database that has all its tables.</summary>
    internal Connection Connect() => Database.Open(Place).Connect();

    internal long Number(string sql)
    {
        using var connection = Connect();
        return connection.Number(sql);
    }

    internal void Run(string sql)
    {
        using var connection = Connect();
        connection.Run(sql);
    }

    /// <summary>Does something while another program lets nobody write; reading goes on.</summary>
    public abstract Task Hold(Func<Task> meanwhile);

    /// <summary>Lets every further record fail for want of space.</summary>
    /// <param name="writer">Runs SQL on the connection that writes them.</param>
    public abstract void FillDisk(Action<string> writer);

    public abstract void EmptyDisk(Action<string> writer);

    public virtual void Dispose() => _directory.Dispose();
}
