using System.CommandLine;
using Tessera.Server.Serving;

namespace Tessera.Server.CommandLine;

/// <summary>Options that several commands share; made anew for each, as a symbol belongs to one command.</summary>
internal static class PlaceOptions
{
    public static Option<string> Data() => new("--data", "-d")
    {
        Description = $"Directory with the database, the pictures and the secrets (or {Place.DataVariable}) [./{Place.DefaultData}]",
        HelpName = "DIR",
    };

    public static Place Read(ParseResult parsed, Option<string> data) => Place.Find(parsed.GetValue(data), Environment.GetEnvironmentVariable);
}
