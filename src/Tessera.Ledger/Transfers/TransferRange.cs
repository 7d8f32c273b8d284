using Tessera.Ledger.Sql;

namespace Tessera.Ledger.Transfers;

/// <summary>Rows whose key comes after one and is at most another; null: no bound. A key has the values of its columns, numbers and texts.</summary>
internal sealed record TransferRange(IReadOnlyList<object>? After, IReadOnlyList<object>? Through)
{
    public static readonly TransferRange Everything = new(null, null);

    public string Where(string key)
    {
        var bounds = new[] { After is null ? null : $"({key}) > ({Marks(After)})", Through is null ? null : $"({key}) <= ({Marks(Through)})" }.OfType<string>().ToList();
        return bounds.Count == 0 ? "" : $" WHERE {string.Join(" AND ", bounds)}";
    }

    public Statement Give(Statement statement)
    {
        foreach (var value in (After ?? []).Concat(Through ?? []))
        {
            _ = value is long number ? statement.Add(number) : statement.Add((string)value);
        }

        return statement;
    }

    private static string Marks(IReadOnlyList<object> values) => string.Join(", ", values.Select(_ => "?"));
}
