using System.CommandLine;
using Tessera.Server.Serving;

namespace Tessera.Server.CommandLine;

/// <summary>Options that several commands share; made anew for each, as a symbol belongs to one command.</summary>
internal static class PlaceOptions
{
    public static Option<string> Data() => new("--data", "-d")
    {
        Description = $"Directory with the pictures, the secrets and, without {Place.DatabaseVariable}, the database (or {Place.DataVariable}) [./{Place.DefaultData}]",
        HelpName = "DIR",
    };

    public static Option<string> Urls() => new("--urls")
    {
        Description = $"Where to listen, several set apart by ';' (or {ListenAddresses.Variable}) [{ListenAddresses.Default}]",
        HelpName = "URL",
    };

    public static ListenAddresses ReadUrls(ParseResult parsed, Option<string> urls)
    {
        var set = Environment.GetEnvironmentVariable(ListenAddresses.Variable);
        return ListenAddresses.Read(parsed.GetValue(urls) ?? (string.IsNullOrWhiteSpace(set) ? ListenAddresses.Default : set));
    }

    public static Place Read(ParseResult parsed, Option<string> data) => Place.Find(parsed.GetValue(data), Environment.GetEnvironmentVariable);
}
