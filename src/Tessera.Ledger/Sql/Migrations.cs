using System.Globalization;
using System.Reflection;

namespace Tessera.Ledger.Sql;

/// <summary>
/// The numbered <c>0001-….sql</c> files beside this one, applied in order, each once, never backwards. The number of the last
/// is SQLite's <c>user_version</c>, which is part of the transaction.
/// </summary>
internal static class Migrations
{
    // "TSRA": tells our file from another program's database that happens to have the same name.
    private const int ApplicationId = 0x54535241;

    public static IReadOnlyList<(int Number, string Sql)> All { get; } = ReadAll();

    /// <exception cref="LedgerUnavailableException">The file is another program's, or from a newer Tessera.</exception>
    /// <exception cref="SqlFault">SQLite refused.</exception>
    public static void Apply(Connection connection, string path) => connection.Transact(() =>
    {
        // Read under the write lock: of two processes that start at once, the second finds the work done.
        var version = connection.Number("PRAGMA user_version");
        var isOurs = connection.Number("PRAGMA application_id") == ApplicationId;
        if (!isOurs && (version != 0 || connection.Number("SELECT count(*) FROM sqlite_master") != 0))
        {
            throw new LedgerUnavailableException($"{path} is another program's database. Move it away, or point the data directory elsewhere.");
        }

        if (version > All[^1].Number)
        {
            throw new LedgerUnavailableException(
                $"{path} was written by a newer Tessera (its schema is {version}, this one knows up to {All[^1].Number}). Start that version, or restore a backup from before it.");
        }

        foreach (var (number, sql) in All)
        {
            if (number > version)
            {
                connection.Run(sql);
                connection.Run($"PRAGMA user_version = {number}; PRAGMA application_id = {ApplicationId}");
            }
        }
    });

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
