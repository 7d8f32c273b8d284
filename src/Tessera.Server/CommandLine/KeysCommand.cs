using System.CommandLine;
using Tessera.Gateway.Administration;
using Tessera.Gateway.Installation;
using Tessera.Ledger;
using Tessera.Ledger.Budgets;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Money;
using Tessera.Server.Serving;

namespace Tessera.Server.CommandLine;

/// <summary><c>tessera keys</c>: works on the books directly; a server that runs on them sees a change within two seconds.</summary>
internal static class KeysCommand
{
    private static readonly string[] Kinds = ["live", "test", "admin"];

    public static Command Make()
    {
        var command = new Command("keys", "List, create and revoke the keys of this gateway");
        AddList(command);
        var list = new Command("list", "List the keys (also: tessera keys)");
        AddList(list);
        command.Subcommands.Add(list);
        command.Subcommands.Add(MakeCreate());
        command.Subcommands.Add(MakeRevoke());
        return command;
    }

    private static void AddList(Command command)
    {
        var (data, json) = (PlaceOptions.Data(), JsonOutput.Option());
        command.Options.Add(data);
        command.Options.Add(json);
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var books = Open(PlaceOptions.Read(parsed, data));
            var keys = books.Keys.List();
            var standings = (await books.Holds.StandingsAsync(keys.Select(key => Scope.Key(key.Id)), cancellation)).ToLookup(standing => standing.Account.Scope);
            if (parsed.GetValue(json))
            {
                Console.Out.Write(JsonOutput.Render(writer =>
                {
                    writer.WriteStartArray();
                    foreach (var key in keys)
                    {
                        KeyDocument.Write(writer, key, standings[Scope.Key(key.Id)]);
                    }

                    writer.WriteEndArray();
                }));
            }
            else
            {
                Console.Out.Write(keys.Count == 0 ? "There are no keys yet. 'tessera keys create NAME --kind test' makes one; so does the first start.\n" : Table(keys, standings).Write(Terminal.Dim, Terminal.Width));
            }

            return ExitCode.Done;
        });
    }

    private static Command MakeCreate()
    {
        var name = new Argument<string>("name") { Description = "Who or what it is for" }.RefusingOptions();
        var kind = new Option<string>("--kind", "-k") { Description = "live spends, test never costs, admin manages keys", HelpName = "live|test|admin", Required = true };
        kind.AcceptOnlyFromAmong(Kinds);
        var team = new Option<string>("--team", "-t") { Description = "Its calls count against the budgets and limits of this team too", HelpName = "TEAM" };
        var models = new Option<string[]>("--model", "-m") { Description = "The only models it may call, one each time [all]", HelpName = "MODEL" };
        var allowance = new AllowanceOptions();
        var (data, json) = (PlaceOptions.Data(), JsonOutput.Option());
        var command = new Command("create", "Make a key; its secret is shown this once") { name, kind, team, models };
        allowance.AddTo(command);
        command.Options.Add(data);
        command.Options.Add(json);
        command.SetAction(async (parsed, cancellation) =>
        {
            var wanted = parsed.GetRequiredValue(name);
            if (Keyring.NameFault(wanted) is { } fault)
            {
                throw new StartFault(fault);
            }

            if (parsed.GetValue(team) is { } named && !TeamName.IsName(named))
            {
                throw new StartFault($"'{named}' is no name for a team: that is {TeamName.Allowed}.");
            }

            var place = PlaceOptions.Read(parsed, data);
            var (may, called) = (allowance.Read(parsed), Models(parsed.GetValue(models) ?? [], place.DataDirectory));
            await using var books = Open(place);
            var (key, secret) = books.Keys.Create(wanted, Enum.Parse<KeyKind>(parsed.GetRequiredValue(kind), ignoreCase: true), parsed.GetValue(team), called, allowance: may);
            var standings = await books.Holds.StandingsAsync(Scope.Key(key.Id), cancellation);
            Console.Out.Write(parsed.GetValue(json)
                ? JsonOutput.Render(writer => KeyDocument.Write(writer, key, standings, secret))
                : $"{secret}\n\nThe {Word(key)} key '{key.Name}' ({key.Id}). Shown this once: Tessera keeps only its hash.\n");
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>Full ids; null for none, which is all.</summary>
    private static List<string>? Models(string[] names, string dataDirectory) => names.Length == 0 ? null :
    [
        .. names.Select(name => ModelLine.Find(name, dataDirectory, default)?.Id ?? throw new StartFault($"There is no model '{name}'. 'tessera models' lists them.")).Distinct(StringComparer.Ordinal),
    ];

    private static Command MakeRevoke()
    {
        var id = new Argument<string>("id") { Description = "As 'tessera keys' shows it: key_…" }.RefusingOptions();
        var (data, json) = (PlaceOptions.Data(), JsonOutput.Option());
        var command = new Command("revoke", "End a key for good") { id, data, json };
        command.SetAction(async (parsed, cancellation) =>
        {
            await using var books = Open(PlaceOptions.Read(parsed, data));
            var wanted = parsed.GetRequiredValue(id);
            var key = books.Keys.Revoke(wanted) ?? throw new StartFault($"There is no key with the id '{wanted}'. 'tessera keys' lists them.");
            var standings = await books.Holds.StandingsAsync(Scope.Key(key.Id), cancellation);
            Console.Out.Write(parsed.GetValue(json)
                ? JsonOutput.Render(writer => KeyDocument.Write(writer, key, standings))
                : $"The {Word(key)} key '{key.Name}' ({key.Id}) is revoked. A running gateway refuses it within {Keyring.RefreshSeconds} seconds.\n");
            return ExitCode.Done;
        });
        return command;
    }

    private static Books Open(Place place) => Books.Open(place.Books, TimeProvider.System);

    /// <summary>Teams and budgets have columns once there are any.</summary>
    private static TextTable Table(IReadOnlyList<ApiKey> keys, ILookup<Scope, Standing> standings)
    {
        var (hasTeams, hasBudgets) = (keys.Any(key => key.Team is not null), standings.Any(group => group.Any(IsMoney)));
        var table = new TextTable(["ID", "KIND", "NAME", .. Cell(hasTeams, "TEAM"), .. Cell(hasBudgets, "SPENT+HELD/LIMIT USD"), "SECRET", "CREATED", "REVOKED"]);
        foreach (var key in keys)
        {
            var budgets = string.Join(", ", standings[Scope.Key(key.Id)].Where(IsMoney).OrderBy(standing => standing.Account.Period).Select(Show));
            table.Add([
                key.Id, Word(key), key.Name, .. Cell(hasTeams, key.Team ?? "-"), .. Cell(hasBudgets, budgets.Length == 0 ? "-" : budgets),
                key.Prefix, $"{key.CreatedAt:yyyy-MM-dd HH:mm}", key.RevokedAt is { } moment ? $"{moment:yyyy-MM-dd HH:mm}" : "",
            ]);
        }

        return table;
    }

    private static string[] Cell(bool isShown, string text) => isShown ? [text] : [];

    private static bool IsMoney(Standing standing) => standing.Account.Measure == Measure.Money;

    private static string Show(Standing standing) =>
        $"{new Usd(standing.Spent)}+{new Usd(standing.Held)}/{new Usd(standing.Account.Limit)} {standing.Account.Period.ToString().ToLowerInvariant()}";

    private static string Word(ApiKey key) => key.Kind.ToString().ToLowerInvariant();
}
