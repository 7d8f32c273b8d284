using Npgsql;

namespace Tessera.Ledger.Sql.Postgres;

/// <summary>
/// The rows of one result, read to the end before the first is looked at, since a connection answers one question at a time and
/// statements here may be stepped through side by side. A statement therefore limits what it asks for.
/// </summary>
internal sealed class PostgresRows
{
    private readonly List<Cell> _cells = [];
    private int _columns;
    private int _row = -1;

    public Cell this[int column] => _cells[(_row * _columns) + column];

    public static PostgresRows Read(NpgsqlDataReader reader)
    {
        var rows = new PostgresRows { _columns = reader.FieldCount };
        while (reader.Read())
        {
            for (var column = 0; column < rows._columns; column++)
            {
                rows._cells.Add(ReadCell(reader, column));
            }
        }

        return rows;
    }

    public bool Next()
    {
        if ((_row + 1) * _columns >= _cells.Count)
        {
            return false;
        }

        _row++;
        return true;
    }

    private static Cell ReadCell(NpgsqlDataReader reader, int column)
    {
        if (reader.IsDBNull(column))
        {
            return new Cell(0, null, IsNull: true);
        }

        var type = reader.GetFieldType(column);
        return type == typeof(long) ? Number(reader.GetInt64(column))
            : type == typeof(string) ? new Cell(0, PostgresText.Decode(reader.GetString(column)), IsNull: false)
            : type == typeof(byte[]) ? new Cell(0, reader.GetFieldValue<byte[]>(column), IsNull: false)
            : type == typeof(int) ? Number(reader.GetInt32(column))
            : type == typeof(bool) ? Number(reader.GetBoolean(column) ? 1 : 0)
            : Number(decimal.ToInt64(reader.GetDecimal(column)));
    }

    private static Cell Number(long number) => new(number, null, IsNull: false);

    /// <summary>One value: a number, or a text or bytes.</summary>
    internal readonly record struct Cell(long Number, object? Value, bool IsNull);
}
