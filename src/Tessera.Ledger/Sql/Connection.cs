namespace Tessera.Ledger.Sql;

/// <summary>
/// One connection to the database, for one thread at a time: its owner locks, or is a thread of its own. SQL is what SQLite 3.35
/// and PostgreSQL 15 both take, with <c>?</c> for parameters; the two differ in nothing that is said here.
/// </summary>
/// <remarks>Every member throws <see cref="SqlFault"/> when the database refuses or is away.</remarks>
internal abstract class Connection : IDisposable
{
    /// <summary>Rows that the last statement changed. Asking ends the saving of round trips: better <c>RETURNING</c> with <see cref="Statement.Each"/>.</summary>
    public abstract int Changes { get; }

    /// <summary>A statement for many uses. Dispose it before its connection.</summary>
    public abstract Statement Prepare(string sql);

    /// <summary>Runs one or more statements that take nothing and return nothing.</summary>
    public abstract void Run(string sql);

    /// <summary>Runs <paramref name="work"/> in a transaction: all of it, or nothing.</summary>
    /// <remarks>
    /// In SQLite no other writer runs meanwhile. In PostgreSQL others do: each statement sees what was committed before it began
    /// (READ COMMITTED), and a row that was changed here stays locked to the end. So decide and change in one statement
    /// (<c>UPDATE … SET n = n + ? WHERE n + ? &lt;= limit RETURNING …</c>) rather than read first and change then, touch rows of
    /// one table in the order of their keys, or use <see cref="TransactAlone"/>.
    /// A fault that is not lasting may come when the commit has been done already (the answer was lost on its way). What is tried
    /// again must therefore be harmless twice: insert what names the work, <c>ON CONFLICT DO NOTHING RETURNING</c>, and change
    /// sums only where that gave a row.
    /// </remarks>
    public abstract void Transact(Action work);

    /// <summary>
    /// The same, one at a time over all processes: for rare work that reads and then decides, such as numbering, or migrating.
    /// </summary>
    public abstract void TransactAlone(Action work);

    /// <summary>
    /// Lets statements that are <see cref="Statement.Run"/>, or read by <see cref="Statement.Each"/>, go to the database together
    /// where a round trip costs something; no transaction. In one of those this is so already.
    /// </summary>
    public abstract void Together(Action work);

    /// <summary>Returns when all that was run until now is done, and every row that is read by <see cref="Statement.Each"/> has been.</summary>
    public abstract void Finish();

    /// <summary>The first column of the first row; 0 where there is none.</summary>
    public long Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Integer(0) : 0;
    }

    /// <summary>Runs one statement with parameters; the number of rows it changed.</summary>
    public int Change(string sql, Action<Statement> parameters)
    {
        using var statement = Prepare(sql);
        parameters(statement);
        statement.Run();
        return Changes;
    }

    public abstract void Dispose();
}
