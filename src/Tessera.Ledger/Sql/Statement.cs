namespace Tessera.Ledger.Sql;

/// <summary>
/// A prepared statement: give its parameters in order with <c>Add</c>, then <see cref="Run"/> it, or <see cref="Step"/> through
/// its rows and <see cref="Reset"/>.
/// </summary>
/// <remarks>Every member throws <see cref="SqlFault"/> when the database refuses or is away.</remarks>
internal abstract class Statement : IDisposable
{
    public abstract Statement Add(long value);

    public abstract Statement Add(long? value);

    public abstract Statement Add(ReadOnlySpan<byte> blob);

    public abstract Statement Add(string? text);

    /// <summary>Moves to the next row; false, and reset, after the last.</summary>
    public abstract bool Step();

    /// <summary>Runs to the end; inside <see cref="Connection.Transact"/> or <see cref="Connection.Together"/> perhaps later, then together with others.</summary>
    public abstract void Run();

    /// <summary>
    /// Runs to the end and gives each row to <paramref name="row"/>, now or, inside <see cref="Connection.Transact"/> or
    /// <see cref="Connection.Together"/>, at the latest at <see cref="Connection.Finish"/> or the end of that block. It reads the
    /// columns of the statement it is given, and runs no other one.
    /// </summary>
    public abstract void Each(Action<Statement> row);

    /// <summary>Forgets the parameters and what is left of the rows.</summary>
    public abstract void Reset();

    public abstract long Integer(int column);

    public abstract long? IntegerOrNull(int column);

    /// <summary>Valid until the next step.</summary>
    public abstract ReadOnlySpan<byte> Blob(int column);

    public abstract string Text(int column);

    public abstract string? TextOrNull(int column);

    public abstract void Dispose();
}
