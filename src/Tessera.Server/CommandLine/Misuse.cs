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
        foreach (var word in parsed.Tokens.Select(token => token.Value).Where(LooksLikeOption).Concat(parsed.UnmatchedTokens).Distinct(StringComparer.Ordinal))
        {
            if (NearMiss.Of(word, Words(command)) is { } meant && meant != word)
            {
                lines.Add($"Did you mean '{meant}'?");
            }
        }

        // 'models' takes a word to look for, so that 'models add FOLDER' is one word too many and not a near miss.
        if (command.Name == "models" && parsed.Tokens.Select(token => token.Value).FirstOrDefault(word => word is "add" or "remove" or "list") is { } verb)
        {
            lines.Add($"Did you mean 'tessera model {verb}'?");
        }

        lines.Add($"'{Path(parsed)} --help' shows what there is.");
        return string.Join('\n', lines);
    }

    /// <summary>The library takes an option that it does not know for an argument; a prompt that begins so has a space in it.</summary>
    public static Argument<T> RefusingOptions<T>(this Argument<T> argument)
    {
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => LooksLikeOption(token.Value)))
            {
                result.AddError($"Unrecognized option '{token.Value}'.");
            }
        });
        return argument;
    }

    private static bool LooksLikeOption(string word) => word.StartsWith("--", StringComparison.Ordinal) && word.Length > 2 && !word.Contains(' ', StringComparison.Ordinal);

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
