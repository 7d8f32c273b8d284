using System.Globalization;
using Tessera.Inference.Kernels;
using Tessera.Inference.Packs;
using Tessera.Inference.Weights;
using Tessera.Server.CommandLine;
using Tessera.Server.Serving;

namespace Tessera.Server.Adding;

/// <summary>Brings a model's folder into the data directory: looked at, measured, converted, and said in words.</summary>
internal static class Add
{
    /// <param name="folder">What the user brings.</param>
    /// <param name="models">The folder of all models.</param>
    /// <param name="id">What it is to be called, or null.</param>
    /// <param name="precision">How its matrices are to be held; null: in eight bits, or as they are in a converted model.</param>
    /// <param name="isReplacing">One of the same name may go.</param>
    /// <param name="isForced">It may need more memory than the machine has.</param>
    /// <param name="stop">Ctrl+C.</param>
    public static PackCard Run(string folder, string models, string? id, Precision? precision, bool isReplacing, bool isForced, CancellationToken stop)
    {
        if (!Directory.Exists(folder))
        {
            throw new StartFault($"There is no folder {folder}. Name the one with the model's weights, its config.json and tokenizer.json.");
        }

        if (id is not null && !ModelName.IsId(id))
        {
            throw new StartFault($"'{id}' is no name for a model: that is {ModelName.Allowed}.");
        }

        if (!Packing.TryPlan(folder, id, precision, out var packing, out var refusal))
        {
            throw Fault(folder, refusal);
        }

        using (packing)
        {
            Check(packing, models, isReplacing, isForced);
            Console.Out.Write(Plan(packing.Card));
            return AddingBar.Show(packing.Card.Id, packing.Bytes, written => packing.Write(models, isReplacing, written, stop)) is { } wrong ? throw Fault(folder, wrong) : packing.Card;
        }
    }

    /// <summary>As commands and the settings call it.</summary>
    public static string Word(Precision precision) => precision == Precision.Stored ? "bf16" : precision.ToString().ToLowerInvariant();

    private static void Check(Packing packing, string models, bool isReplacing, bool isForced)
    {
        var card = packing.Card;
        if (!isReplacing && Directory.Exists(PackFolder.Of(models, card.Id)))
        {
            throw new StartFault($"{card.Id} is there already. --replace puts this one in its place, --name CREATOR/NAME gives it another name.");
        }

        Directory.CreateDirectory(models);
        var free = new DriveInfo(Path.GetFullPath(models)).AvailableFreeSpace;
        if (free < packing.Bytes)
        {
            throw new StartFault($"{card.Id} needs {Size(packing.Bytes)} on the disk of {models}, and {Size(free)} are free there. {(card.Precision == Precision.Int4 ? "" : "--precision int4 takes about half of int8. ")}--data names another place.");
        }

        var room = MemoryRoom.Now();
        if (!isForced && card.MemoryBytes > room.Total)
        {
            throw new StartFault(
                $"{card.Id} needs {Size(card.MemoryBytes)} of memory to draw, and this machine has {Size(room.Total)}. {(card.Precision == Precision.Int4 ? "" : "--precision int4 needs less; ")}--force adds it all the same.");
        }
    }

    private static string Plan(PackCard card)
    {
        var room = MemoryRoom.Now();
        return $"""
            {Terminal.Bold(card.Name)} as {card.Id}: {Word(card.Precision)}, pictures of {card.Grid.Width}x{card.Grid.Height} from {card.Grid.Tokens} tokens{(card.CanEdit ? ", edits and variations" : "")}
            disk     {Size(card.WeightBytes)}
            memory   {Size(card.MemoryBytes)} to draw one picture, {Size(card.PictureBytes)} more for each beside it; this machine has {Size(room.Total)}, {Size(Math.Max(room.Bytes, 0))} of it free
            licence  {card.Licence ?? "not known here; its makers' page has it"}

            """;
    }

    /// <summary>Small models are there too: 0.0 GiB would say nothing.</summary>
    internal static string Size(long bytes) => bytes >= 1L << 30
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):0.0} GiB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):0.0} MiB");

    private static StartFault Fault(string folder, Refusal refusal) => new($"{folder} cannot be used. {refusal}");
}
