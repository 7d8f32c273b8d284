using System.Globalization;
using System.Reflection;

namespace Tessera.Ledger.Sql;

/// <summary>
/// The numbered <c>0001-….sql</c> files beside this one, applied in order, each once, never backwards, all in one transaction
/// with the number of the last.
/// </summary>
/// <remarks>
/// One set of files for both stores, written in SQLite's words. For PostgreSQL these words are exchanged, and no others:
/// <c>INTEGER PRIMARY KEY</c> (a number that the database gives; read it back with <c>RETURNING</c>) becomes <c>BIGINT GENERATED
/// BY DEFAULT AS IDENTITY PRIMARY KEY</c>, every other <c>INTEGER</c> <c>BIGINT</c>, <c>BLOB</c> <c>BYTEA</c>, <c>TEXT</c>
/// <c>TEXT COLLATE "C"</c> (which orders by bytes, as SQLite does), and <c>WITHOUT ROWID</c> nothing.
/// <para>
/// A file may hold: <c>CREATE TABLE</c> with these four types, <c>NOT NULL</c>, <c>PRIMARY KEY</c>, <c>UNIQUE</c>, <c>CHECK</c>,
/// <c>DEFAULT</c> of a number or a text, <c>REFERENCES … ON DELETE CASCADE</c>; <c>CREATE [UNIQUE] INDEX</c>, also with
/// <c>WHERE</c>; <c>ALTER TABLE … ADD COLUMN</c>, one a statement, <c>NOT NULL</c> only with a <c>DEFAULT</c>; <c>INSERT</c>,
/// <c>UPDATE</c>, <c>DELETE</c> of standard SQL. Not: booleans, dates, floating point, <c>AUTOINCREMENT</c>, triggers, views,
/// <c>INSERT OR …</c>, <c>strftime</c>, <c>json_…</c>, <c>group_concat</c>, names in double quotes or that are words of SQL
/// (<c>user</c>, <c>order</c>, <c>limit</c>, <c>end</c>, <c>window</c>).
/// </para>
/// <para>
/// In statements besides: <c>CAST(SUM(x) AS BIGINT)</c>, as PostgreSQL's sum of BIGINT is a NUMERIC; <c>max(a, b)</c> as <c>CASE
/// WHEN</c>; no <c>LIKE</c> on what may have capitals (SQLite ignores case); <c>?</c> only as a parameter, each used once, whose
/// type is that of the <c>Add</c> which gives it; a comparison gives no number (<c>CASE WHEN a &lt; b THEN 1 ELSE 0 END</c>);
/// division of two positive whole numbers cuts off in both.
/// </para>
/// </remarks>
internal static class Migrations
{
    /// <summary>"TSRA": tells our file from another program's database that happens to have the same name, and our lock from others'.</summary>
    public const int ApplicationId = 0x54535241;

    public static IReadOnlyList<(int Number, string Sql)> All { get; } = ReadAll();

    /// <exception cref="LedgerUnavailableException">The database is another program's, or from a newer Tessera.</exception>
    /// <exception cref="SqlFault">The database refused or is away.</exception>
    public static void Apply(Connection connection, Schema schema, string place) => connection.TransactAlone(() =>
    {
        // Read when no one else can be at it: of two processes that start at once, the second finds the work done.
        var version = Version(connection, schema, place);
        foreach (var (number, sql) in All)
        {
            if (number > version)
            {
                connection.Run(schema.Words(sql));
                schema.SetVersion(connection, number);
            }
        }
    });

    /// <summary>The number of the last migration; 0 in an empty database.</summary>
    /// <exception cref="LedgerUnavailableException">The database is another program's, from a newer Tessera, or cannot hold every text.</exception>
    /// <exception cref="SqlFault">The database refused or is away.</exception>
    public static long Version(Connection connection, Schema schema, string place)
    {
        if (schema.Fault(connection) is { } fault)
        {
            throw new LedgerUnavailableException($"{place} {fault}");
        }

        var version = schema.Version(connection);
        return version is null ? throw new LedgerUnavailableException($"{place} is another program's database. {schema.Elsewhere}")
            : version <= All[^1].Number ? version.Value
            : throw new LedgerUnavailableException(
                $"{place} was written by a newer Tessera (its schema is {version}, this one knows up to {All[^1].Number}). Start that version, or restore a backup from before it.");
    }

    private static (int, string)[] ReadAll()
    {
        var assembly = typeof(Migrations).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => (int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), Read(assembly, name)))
            .OrderBy(migration => migration.Item1)
            .ToArray();
    }

    private static string Read(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
