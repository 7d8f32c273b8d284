using System.CommandLine;
using System.Text.Json;
using Tessera.Ledger;
using Tessera.Ledger.Keys;
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
        command.SetAction(async (parsed, _) =>
        {
            await using var books = Open(PlaceOptions.Read(parsed, data));
            var keys = books.Keys.List();
            if (parsed.GetValue(json))
            {
                Console.Out.Write(JsonOutput.Render(writer =>
                {
                    writer.WriteStartArray();
                    foreach (var key in keys)
                    {
                        Write(writer, key, null);
                    }

                    writer.WriteEndArray();
                }));
            }
            else
            {
                Console.Out.Write(keys.Count == 0 ? "There are no keys yet. 'tessera keys create NAME --kind test' makes one; so does the first start.\n" : Table(keys).Write(Terminal.Dim, Terminal.Width));
            }

            return ExitCode.Done;
        });
    }

    private static Command MakeCreate()
    {
        var name = new Argument<string>("name") { Description = "Who or what it is for" }.RefusingOptions();
        var kind = new Option<string>("--kind", "-k") { Description = "live spends, test never costs, admin manages keys", HelpName = "live|test|admin", Required = true };
        kind.AcceptOnlyFromAmong(Kinds);
        var (data, json) = (PlaceOptions.Data(), JsonOutput.Option());
        var command = new Command("create", "Make a key; its secret is shown this once") { name, kind, data, json };
        command.SetAction(async (parsed, _) =>
        {
            var wanted = parsed.GetRequiredValue(name);
            if (Keyring.NameFault(wanted) is { } fault)
            {
                throw new StartFault(fault);
            }

            await using var books = Open(PlaceOptions.Read(parsed, data));
            var (key, secret) = books.Keys.Create(wanted, Enum.Parse<KeyKind>(parsed.GetRequiredValue(kind), ignoreCase: true));
            Console.Out.Write(parsed.GetValue(json)
                ? JsonOutput.Render(writer => Write(writer, key, secret))
                : $"{secret}\n\nThe {Word(key)} key '{key.Name}' ({key.Id}). Shown this once: Tessera keeps only its hash.\n");
            return ExitCode.Done;
        });
        return command;
    }

    private static Command MakeRevoke()
    {
        var id = new Argument<string>("id") { Description = "As 'tessera keys' shows it: key_…" }.RefusingOptions();
        var (data, json) = (PlaceOptions.Data(), JsonOutput.Option());
        var command = new Command("revoke", "End a key for good") { id, data, json };
        command.SetAction(async (parsed, _) =>
        {
            await using var books = Open(PlaceOptions.Read(parsed, data));
            var wanted = parsed.GetRequiredValue(id);
            var key = books.Keys.Revoke(wanted) ?? throw new StartFault($"There is no key with the id '{wanted}'. 'tessera keys' lists them.");
            Console.Out.Write(parsed.GetValue(json)
                ? JsonOutput.Render(writer => Write(writer, key, null))
                : $"The {Word(key)} key '{key.Name}' ({key.Id}) is revoked. A running gateway refuses it within {Keyring.RefreshSeconds} seconds.\n");
            return ExitCode.Done;
        });
        return command;
    }

    private static Books Open(Place place) => Books.Open(place.Books, TimeProvider.System);

    private static TextTable Table(IEnumerable<ApiKey> keys)
    {
        var table = new TextTable("ID", "KIND", "NAME", "SECRET", "CREATED", "REVOKED");
        foreach (var key in keys)
        {
            table.Add(key.Id, Word(key), key.Name, key.Prefix, $"{key.CreatedAt:yyyy-MM-dd HH:mm}", key.RevokedAt is { } moment ? $"{moment:yyyy-MM-dd HH:mm}" : "");
        }

        return table;
    }

    /// <summary>The fields of <c>/v1/admin/keys</c>, so that one script reads both.</summary>
    private static void Write(Utf8JsonWriter json, ApiKey key, string? secret)
    {
        json.WriteStartObject();
        json.WriteString("id", key.Id);
        json.WriteString("object", "key");
        json.WriteString("name", key.Name);
        json.WriteString("kind", Word(key));
        json.WriteString("prefix", key.Prefix);
        json.WriteString("created_at", key.CreatedAt);
        if (key.RevokedAt is { } moment)
        {
            json.WriteString("revoked_at", moment);
        }

        if (secret is not null)
        {
            json.WriteString("key", secret);
        }

        json.WriteEndObject();
    }

    private static string Word(ApiKey key) => key.Kind.ToString().ToLowerInvariant();
}
