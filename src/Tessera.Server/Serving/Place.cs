namespace Tessera.Server.Serving;

/// <summary>Where an installation keeps its things, and what the environment says about it.</summary>
/// <param name="DataDirectory">As the user wrote it, so that messages show what they know.</param>
internal sealed record Place(string DataDirectory, Func<string, string?> Environment)
{
    public const string DataVariable = "TESSERA_DATA_DIR";

    public const string DefaultData = "data";

    /// <param name="data">What <c>--data</c> says, or null.</param>
    /// <exception cref="StartFault">The environment asks for something that this release does not have.</exception>
    public static Place Find(string? data, Func<string, string?> environment)
    {
        Refuse(environment, "TESSERA_DATABASE", "the database is tessera.db in the data directory, and PostgreSQL comes with a later release");
        Refuse(environment, "TESSERA_IMAGES", "pictures are kept in the data directory, and object stores come with a later release");
        var directory = data ?? environment(DataVariable);
        return new Place(string.IsNullOrWhiteSpace(directory) ? DefaultData : directory, environment);
    }

    /// <summary>The value is not shown: an address of a database often holds its password.</summary>
    private static void Refuse(Func<string, string?> environment, string variable, string why)
    {
        if (!string.IsNullOrWhiteSpace(environment(variable)))
        {
            throw new StartFault($"{variable} is set, but in this release {why}. Unset it to start.");
        }
    }
}
