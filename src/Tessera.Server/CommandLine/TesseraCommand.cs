using System.CommandLine;

namespace Tessera.Server.CommandLine;

/// <summary>The one list of commands.</summary>
internal static class TesseraCommand
{
    public static RootCommand Make()
    {
        var root = new RootCommand("Tessera: one OpenAI-compatible address in front of every image model, and a painter inside.");
        ServeCommand.AddTo(root);
        root.Subcommands.Add(ServeCommand.Make());
        root.Subcommands.Add(GenerateCommand.Make());
        root.Subcommands.Add(QuoteCommand.Make());
        root.Subcommands.Add(KeysCommand.Make());
        root.Subcommands.Add(ModelsCommand.Make());
        root.Subcommands.Add(ModelCommand.Make());
        root.Subcommands.Add(CheckCommand.Make());
        root.Subcommands.Add(MigrateCommand.Make());
        HelpWithExamples.AddTo(root);
        return root;
    }
}
