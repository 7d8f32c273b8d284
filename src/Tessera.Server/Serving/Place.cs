using Tessera.Ledger;
using Tessera.Ledger.Sql.Postgres;

namespace Tessera.Server.Serving;

/// <summary>Where an installation keeps its things, and what the environment says about it.</summary>
/// <param name="DataDirectory">As the user wrote it, so that messages show what they know.</param>
internal sealed record Place(string DataDirectory, Func<string, string?> Environment)
{
    public const string DataVariable = "TESSERA_DATA_DIR";

    public const string DatabaseVariable = "TESSERA_DATABASE";

    public const string DefaultData = "data";

    /// <summary>The PostgreSQL database that holds the books; null: <c>tessera.db</c> in the data directory does.</summary>
    public PostgresAddress? Database { get; init; }

    public BooksPlace Books => new(DataDirectory, Database);

    /// <param name="data">What <c>--data</c> says, or null.</param>
    /// <exception cref="StartFault">The environment asks for something that this release does not have, or that is not sound.</exception>
    public static Place Find(string? data, Func<string, string?> environment)
    {
        Refuse(environment, "TESSERA_IMAGES", "pictures are kept in the data directory, and object stores come with a later release");
        var directory = data ?? environment(DataVariable);
        return new Place(string.IsNullOrWhiteSpace(directory) ? DefaultData : directory, environment) { Database = ReadDatabase(environment(DatabaseVariable)) };
    }

    private static PostgresAddress? ReadDatabase(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        // The value is not shown: it often holds a password.
        return PostgresAddress.Read(text, out var fault) ?? throw new StartFault($"{DatabaseVariable} is no address of a PostgreSQL database. {fault}");
    }

    /// <summary>The value is not shown: it may hold a secret.</summary>
    private static void Refuse(Func<string, string?> environment, string variable, string why)
    {
        if (!string.IsNullOrWhiteSpace(environment(variable)))
        {
            throw new StartFault($"{variable} is set, but in this release {why}. Unset it to start.");
        }
    }
}
