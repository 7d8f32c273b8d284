using System.Buffers;
using System.Text;
using SQLitePCL;

namespace Tessera.Ledger.Sql.Sqlite;

internal sealed class SqliteStatement(SqliteConnection connection, sqlite3_stmt handle) : Statement
{
    private int _given;

    public override Statement Add(long value)
    {
        connection.Check(raw.sqlite3_bind_int64(handle, ++_given, value));
        return this;
    }

    public override Statement Add(long? value) => value is { } known ? Add(known) : AddNull();

    public override Statement Add(ReadOnlySpan<byte> blob)
    {
        // An empty span has no address, which SQLite takes for NULL.
        connection.Check(blob.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, ++_given, 0) : raw.sqlite3_bind_blob(handle, ++_given, blob));
        return this;
    }

    public override Statement Add(string? text)
    {
        if (text is null)
        {
            return AddNull();
        }

        if (text.Length == 0)
        {
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

    public override bool Step()
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

    public override void Run()
    {
        while (Step())
        {
        }
    }

    public override void Each(Action<Statement> row)
    {
        while (Step())
        {
            row(this);
        }
    }

    public override void Reset()
    {
        _given = 0;
        raw.sqlite3_reset(handle);
    }

    public override long Integer(int column) => raw.sqlite3_column_int64(handle, column);

    public override long? IntegerOrNull(int column) => IsNull(column) ? null : Integer(column);

    public override ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    // Read as a blob: the text functions stop at the first NUL, which a prompt may hold.
    public override string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    public override string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public override void Dispose() => handle.Dispose();

    private bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    private Statement AddNull()
    {
        connection.Check(raw.sqlite3_bind_null(handle, ++_given));
        return this;
    }
}
