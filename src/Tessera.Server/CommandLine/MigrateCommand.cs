using System.CommandLine;
using Tessera.Ledger;
using Tessera.Ledger.Sql.Postgres;
using Tessera.Ledger.Transfers;
using Tessera.Server.Moving;
using Tessera.Server.Serving;

namespace Tessera.Server.CommandLine;

/// <summary><c>tessera migrate</c>: moves the books between SQLite and PostgreSQL.</summary>
internal static class MigrateCommand
{
    public static Command Make()
    {
        var from = Side("--from", "Where the books are");
        var to = Side("--to", "Where they shall be");
        var data = PlaceOptions.Data();
        var live = new Option<bool>("--live") { Description = "Copy what is never changed later, while gateways run; then stop them and run it without" };
        var command = new Command("migrate", "Move the books between SQLite and PostgreSQL") { from, to, data, live };
        command.SetAction((parsed, stop) =>
        {
            var place = PlaceOptions.Read(parsed, data);
            return RunAsync(Read(place, parsed.GetRequiredValue(from)), Read(place, parsed.GetRequiredValue(to)), parsed.GetValue(live), stop);
        });
        return command;
    }

    private static Option<string> Side(string name, string description) => new(name)
    {
        Description = $"{description}: sqlite (in the data directory), sqlite:DIR, postgres (of {Place.DatabaseVariable}) or an address postgres://…",
        HelpName = "STORE",
        Required = true,
    };

    internal static BooksPlace Read(Place place, string text)
    {
        if (text == "sqlite")
        {
            return new BooksPlace(place.DataDirectory);
        }

        if (text.StartsWith("sqlite:", StringComparison.Ordinal))
        {
            return new BooksPlace(text["sqlite:".Length..]);
        }

        if (text == "postgres")
        {
            return place.Database is null
                ? throw new StartFault($"'postgres' means the database in {Place.DatabaseVariable}, which is not set.")
                : place.Books;
        }

        if (!PostgresAddress.IsMeant(text))
        {
            throw new StartFault("A store is one of: sqlite, sqlite:DIR, postgres, postgres://user:password@host:5432/name.");
        }

        return new BooksPlace(place.DataDirectory, PostgresAddress.Read(text, out var fault) ?? throw new StartFault($"That is no address of a PostgreSQL database. {fault}"));
    }

    private static async Task<int> RunAsync(BooksPlace from, BooksPlace to, bool isLive, CancellationToken stop)
    {
        if (from.Server is null && !File.Exists(from.Name))
        {
            throw new StartFault($"There are no books in {from.Name}. Name their directory: --from sqlite:DIR, or --data.");
        }

        Console.Out.Write($"From  {from.Name}\nTo    {to.Name}\n\n");
        var line = new MovingLine(Console.Out, !Console.IsOutputRedirected);
        try
        {
            await Transfer.RunAsync(from, to, isLive, line.Show, TimeProvider.System, stop);
        }
        finally
        {
            line.End();
        }

        Console.Out.Write(isLive
            ? "\nWhat gateways write from now on is still to be copied: stop them and run this again without --live.\n"
            : $"\nBoth are equal. {Next(to)}\n");
        return ExitCode.Done;
    }

    private static string Next(BooksPlace to) => to.Server is null
        ? $"Start the gateway without {Place.DatabaseVariable} and with --data {to.DataDirectory}."
        : $"Start the gateway with this database in {Place.DatabaseVariable}, and with the same data directory as before.";
}
