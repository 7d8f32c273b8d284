using System.CommandLine;
using Tessera.Gateway.Settings;

namespace Tessera.Server.CommandLine;

/// <summary>A command line that cannot be read: what is wrong in it, what was probably meant, and where help is. Pure.</summary>
internal static class Misuse
{
    public static string Explain(ParseResult parsed)
    {
        var lines = parsed.Errors.Select(error => $"tessera: {error.Message}").Distinct(StringComparer.Ordinal).ToList();
        var command = parsed.CommandResult.Command;
        foreach (var word in parsed.UnmatchedTokens)
        {
            if (NearMiss.Of(word, Words(command)) is { } meant)
            {
                lines.Add($"Did you mean '{meant}'?");
            }
        }

        lines.Add($"'{Path(parsed)} --help' shows what there is.");
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Words(Command command) => command.Subcommands.Select(sub => sub.Name)
        .Concat(command.Options.SelectMany(option => option.Aliases.Prepend(option.Name)));

    private static string Path(ParseResult parsed) => parsed.CommandResult.Command is RootCommand
        ? "tessera"
        : $"tessera {string.Join(' ', Ancestors(parsed.CommandResult).Reverse())}";

    private static IEnumerable<string> Ancestors(System.CommandLine.Parsing.CommandResult result)
    {
        for (var at = result; at is not null && at.Command is not RootCommand; at = at.Parent as System.CommandLine.Parsing.CommandResult)
        {
            yield return at.Command.Name;
        }
    }
}
