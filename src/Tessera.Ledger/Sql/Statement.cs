using System.Buffers;
using System.Text;
using SQLitePCL;

namespace Tessera.Ledger.Sql;

/// <summary>A prepared statement: give its parameters in order with <c>Add</c>, then <see cref="Run"/> it, or <see cref="Step"/> through its rows and <see cref="Reset"/>.</summary>
internal sealed class Statement(Connection connection, sqlite3_stmt handle) : IDisposable
{
    private int _given;

    public Statement Add(long value)
    {
        connection.Check(raw.sqlite3_bind_int64(handle, ++_given, value));
        return this;
    }

    public Statement Add(long? value) => value is { } known ? Add(known) : AddNull();

    public Statement Add(ReadOnlySpan<byte> blob)
    {
        connection.Check(raw.sqlite3_bind_blob(handle, ++_given, blob));
        return this;
    }

    public Statement Add(string? text)
    {
        if (text is null)
        {
            return AddNull();
        }

        if (text.Length == 0)
        {
            // An empty span has no address, which SQLite takes for NULL.
            connection.Check(raw.sqlite3_bind_text(handle, ++_given, ""));
            return this;
        }

        var rented = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var length = Encoding.UTF8.GetBytes(text, rented);
        // SQLite copies the bytes before it returns.
        var rc = raw.sqlite3_bind_text(handle, ++_given, rented.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(rented);
        connection.Check(rc);
        return this;
    }

    /// <summary>Moves to the next row; false, and reset, after the last.</summary>
    public bool Step()
    {
        var rc = raw.sqlite3_step(handle);
        if (rc == raw.SQLITE_ROW)
        {
            return true;
        }

        try
        {
            connection.Check(rc);
        }
        finally
        {
            Reset();
        }

        return false;
    }

    /// <summary>Runs to the end.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    public void Reset()
    {
        _given = 0;
        raw.sqlite3_reset(handle);
    }

    public long Integer(int column) => raw.sqlite3_column_int64(handle, column);

    public long? IntegerOrNull(int column) => IsNull(column) ? null : Integer(column);

    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    // Read as a blob: the text functions stop at the first NUL, which a prompt may hold.
    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public void Dispose() => handle.Dispose();

    private bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    private Statement AddNull()
    {
        connection.Check(raw.sqlite3_bind_null(handle, ++_given));
        return this;
    }
}
