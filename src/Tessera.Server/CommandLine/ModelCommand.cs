using System.CommandLine;
using Tessera.Inference.Kernels;
using Tessera.Inference.Packs;
using Tessera.Server.Adding;
using Tessera.Server.Serving;

namespace Tessera.Server.CommandLine;

/// <summary><c>tessera model</c>: the models whose weights lie on this machine. A gateway that runs sees a change by itself.</summary>
internal static class ModelCommand
{
    public static Command Make()
    {
        var command = new Command("model", "Add, list and remove models whose weights are on this machine ('tessera models' lists all that can be called)");
        AddList(command);
        var list = new Command("list", "List the models of this machine (also: tessera model)");
        AddList(list);
        command.Subcommands.Add(list);
        command.Subcommands.Add(MakeAdd());
        command.Subcommands.Add(MakeRemove());
        return command;
    }

    private static Command MakeAdd()
    {
        var folder = new Argument<string>("folder") { Description = "The model as its makers publish it (weights, config.json, tokenizer.json), or one converted elsewhere" }.RefusingOptions();
        var precision = new Option<string>("--precision", "-p") { Description = "Bits a weight: less is faster and smaller, and a little less exact [int8]", HelpName = "bf16|int8|int4" };
        precision.AcceptOnlyFromAmong("bf16", "int8", "int4");
        var name = new Option<string>("--name", "-n") { Description = "What it is called [by its folder: deepseek/janus-pro-1b]", HelpName = "CREATOR/NAME" };
        var replace = new Option<bool>("--replace") { Description = "Put it in the place of one of the same name" };
        var force = new Option<bool>("--force") { Description = "Add it even if this machine has too little memory for it" };
        var data = PlaceOptions.Data();
        var command = new Command("add", "Check a model's weights and convert them for this machine") { folder, precision, name, replace, force, data };
        command.SetAction((parsed, stop) =>
        {
            var card = Add.Run(
                parsed.GetRequiredValue(folder), ModelsOf(PlaceOptions.Read(parsed, data)), parsed.GetValue(name), PrecisionOf(parsed.GetValue(precision)),
                parsed.GetValue(replace), parsed.GetValue(force), stop);
            Console.Out.Write($"{Terminal.Green("Added")} {card.Id}. Try: tessera generate \"a red balloon\" --model {card.Id} -o balloon.png\n");
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command MakeRemove()
    {
        var id = new Argument<string>("id") { Description = "As 'tessera model list' shows it" }.RefusingOptions();
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask" };
        var data = PlaceOptions.Data();
        var command = new Command("remove", "Delete a model from this machine") { id, yes, data };
        command.SetAction(parsed =>
        {
            var (wanted, models) = (parsed.GetRequiredValue(id), ModelsOf(PlaceOptions.Read(parsed, data)));
            if (!ModelName.IsId(wanted) || !Directory.Exists(PackFolder.Of(models, wanted)))
            {
                throw new StartFault($"There is no model '{wanted}' on this machine. 'tessera model list' lists them.");
            }

            if (!parsed.GetValue(yes) && !Agrees(wanted))
            {
                Console.Out.Write("It stays.\n");
                return ExitCode.Failed;
            }

            PackFolder.Remove(models, wanted);
            Console.Out.Write($"{wanted} is removed.\n");
            return ExitCode.Done;
        });
        return command;
    }

    private static bool Agrees(string id)
    {
        if (Console.IsInputRedirected)
        {
            throw new StartFault($"Nobody can be asked whether {id} shall go. --yes says so.");
        }

        Console.Out.Write($"Delete {id} from this machine? [y/N] ");
        return Console.In.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    private static void AddList(Command command)
    {
        var (data, json) = (PlaceOptions.Data(), JsonOutput.Option());
        command.Options.Add(data);
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            var found = PackFolder.List(ModelsOf(PlaceOptions.Read(parsed, data)));
            Console.Out.Write(
                parsed.GetValue(json) ? Json(found)
                : found.Count == 0 ? "There are no models on this machine yet. 'tessera model add FOLDER' adds one; the painter inside needs none.\n"
                : Table(found).Write(Terminal.Dim, Terminal.Width));
            return ExitCode.Done;
        });
    }

    private static TextTable Table(IEnumerable<(string Id, PackCard? Card, Inference.Weights.Refusal? Refusal)> found)
    {
        var table = new TextTable("ID", "PRECISION", "PICTURE", "CAN", "DISK", "MEMORY", "NAME");
        foreach (var (id, card, refusal) in found)
        {
            table.Add(card is null
                ? [id, "-", "-", "-", "-", "-", $"damaged: {refusal}"]
                : [
                    id, Add.Word(card.Precision), $"{card.Grid.Width}x{card.Grid.Height}", card.CanEdit ? "draw edit vary" : "draw",
                    Add.Size(card.WeightBytes), Add.Size(card.MemoryBytes), card.Name,
                ]);
        }

        return table;
    }

    private static string Json(IEnumerable<(string Id, PackCard? Card, Inference.Weights.Refusal? Refusal)> found) => JsonOutput.Render(json =>
    {
        json.WriteStartArray();
        foreach (var (id, card, refusal) in found)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            if (card is null)
            {
                json.WriteString("damaged", refusal!.ToString());
            }
            else
            {
                json.WriteString("name", card.Name);
                json.WriteString("family", card.Family);
                json.WriteString("precision", Add.Word(card.Precision));
                json.WriteString("picture", $"{card.Grid.Width}x{card.Grid.Height}");
                json.WriteNumber("tokens", card.Grid.Tokens);
                json.WriteBoolean("edits", card.CanEdit);
                json.WriteNumber("weight_bytes", card.WeightBytes);
                json.WriteNumber("memory_bytes", card.MemoryBytes);
                json.WriteNumber("picture_bytes", card.PictureBytes);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static string ModelsOf(Place place) => PackFolder.In(place.DataDirectory);

    private static Precision? PrecisionOf(string? word) => word switch
    {
        "bf16" => Precision.Stored,
        "int8" => Precision.Int8,
        "int4" => Precision.Int4,
        _ => null,
    };
}
