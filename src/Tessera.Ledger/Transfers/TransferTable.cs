using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Transfers;

/// <summary>A table as both stores have it, with the SQL that moves it.</summary>
/// <param name="Key">Its primary key, by which it is walked through; empty: it has none, and few rows.</param>
/// <param name="IsNumbered">Whether the database numbers its rows.</param>
/// <param name="Needs">The tables that its rows point to.</param>
internal sealed record TransferTable(string Name, IReadOnlyList<TransferColumn> Columns, IReadOnlyList<TransferColumn> Key, bool IsNumbered, IReadOnlyList<string> Needs)
{
    // Sums of remainders fit into 64 bits for nine million million rows; sums of the values would not for one.
    private const int Modulus = 1_000_003;

    /// <summary>Rows are added and never changed: what is there already needs no second look.</summary>
    public bool OnlyGrows => Name is "generation" or "attempt" or "picture" or "entry";

    private string Names => string.Join(", ", Columns.Select(column => column.Name));

    private string KeyNames => string.Join(", ", Key.Select(column => column.Name));

    /// <summary>All tables of the books, each after those that it points to.</summary>
    /// <param name="sqlite">The one of the two stores that is SQLite, which tells their shape in a few words.</param>
    public static IReadOnlyList<TransferTable> All(Connection sqlite)
    {
        var left = Texts(sqlite, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name").ConvertAll(name => Read(sqlite, name));
        var ordered = new List<TransferTable>();
        while (left.Count > 0)
        {
            var free = left.Where(table => !left.Exists(other => other != table && table.Needs.Contains(other.Name, StringComparer.Ordinal))).ToList();
            ordered.AddRange(free);
            left.RemoveAll(free.Contains);
        }

        return ordered;
    }

    /// <summary>The key at the end of a page of so many rows, and one.</summary>
    public string PageEnd(TransferRange range) => $"SELECT {KeyNames} FROM {Name}{range.Where(KeyNames)} ORDER BY {KeyNames} LIMIT 1 OFFSET ?";

    /// <summary>How many rows, then a checksum of each column of numbers. Texts and bytes never change without one of those.</summary>
    public string Digest(TransferRange range) =>
        $"SELECT count(*){string.Concat(Columns.Where(column => column.Kind == TransferKind.Number).Select(column => $", CAST(SUM({column.Name} % {Modulus}) AS BIGINT)"))} FROM {Name}{range.Where(KeyNames)}";

    public string Select(TransferRange range) => $"SELECT {Names} FROM {Name}{range.Where(KeyNames)}{(Key.Count == 0 ? "" : $" ORDER BY {KeyNames}")}";

    public string Delete(TransferRange range) => $"DELETE FROM {Name}{range.Where(KeyNames)}";

    public string Insert() => $"INSERT INTO {Name} ({Names}) VALUES ({string.Join(", ", Columns.Select(_ => "?"))})";

    private static TransferTable Read(Connection sqlite, string name)
    {
        var columns = new List<TransferColumn>();
        var key = new SortedList<long, TransferColumn>();
        var isNumber = false;
        using var info = sqlite.Prepare($"SELECT name, type, pk FROM pragma_table_info('{name}') ORDER BY cid");
        while (info.Step())
        {
            var kind = info.Text(1) switch
            {
                "TEXT" => TransferKind.Text,
                "BLOB" => TransferKind.Bytes,
                _ => TransferKind.Number,
            };
            columns.Add(new TransferColumn(info.Text(0), kind));
            if (info.Integer(2) > 0)
            {
                key.Add(info.Integer(2), columns[^1]);
                isNumber = info.Text(1) == "INTEGER";
            }
        }

        return new TransferTable(name, columns, [.. key.Values], isNumber && key.Count == 1, Texts(sqlite, $"SELECT DISTINCT \"table\" FROM pragma_foreign_key_list('{name}')"));
    }

    private static List<string> Texts(Connection connection, string sql)
    {
        using var statement = connection.Prepare(sql);
        var texts = new List<string>();
        while (statement.Step())
        {
            texts.Add(statement.Text(0));
        }

        return texts;
    }
}

internal enum TransferKind
{
    Number,
    Text,
    Bytes,
}

internal sealed record TransferColumn(string Name, TransferKind Kind)
{
    /// <summary>Bytes are never null in the books.</summary>
    public void Copy(Statement row, int place, Statement to)
    {
        switch (Kind)
        {
            case TransferKind.Number:
                to.Add(row.IntegerOrNull(place));
                break;
            case TransferKind.Text:
                to.Add(row.TextOrNull(place));
                break;
            default:
                to.Add(row.Blob(place));
                break;
        }
    }
}
