using System.Diagnostics.CodeAnalysis;
using Tessera.Inference.Kernels;
using Tessera.Inference.Families;
using Tessera.Inference.Weights;

namespace Tessera.Inference.Packs;

/// <summary>
/// Converts a model's folder into a pack: opened once to be checked and to learn which tensors it is made of, then written
/// beside the packs and moved into its place when it is whole.
/// </summary>
public sealed class Packing : IDisposable
{
    /// <summary>Folders under way begin with this; a later conversion takes away those of one that was killed.</summary>
    private const string UnderWay = ".adding-";

    /// <summary>And ends with this when it is the model that another one replaces.</summary>
    private const string Replaced = "-replaced";

    private readonly IPictureModel _model;
    private readonly Team _team;
    private readonly PackFile _file;

    private Packing(IPictureModel model, Team team, PackFile file, PackCard card) => (_model, _team, _file, Card) = (model, team, file, card);

    /// <summary>What it will be.</summary>
    public PackCard Card { get; }

    /// <summary>Bytes to be written, but for a header of some kilobytes.</summary>
    public long Bytes => _file.Bytes;

    /// <summary>Opens and checks the folder: files, sizes, every tensor's shape. Nothing is written.</summary>
    /// <param name="folder">As the model's makers publish it, or a pack from elsewhere, whose weights are taken over as they are.</param>
    /// <param name="id">What it is to be called; null: by its folder, or as the pack says.</param>
    /// <param name="precision">What its matrices become; <see cref="Precision.Stored"/>: sixteen bits; null: eight, or as in the pack.</param>
    /// <param name="packing">To be disposed.</param>
    /// <param name="refusal">Why not.</param>
    public static bool TryPlan(string folder, string? id, Precision? precision, [NotNullWhen(true)] out Packing? packing, [NotNullWhen(false)] out Refusal? refusal)
    {
        packing = null;
        var (team, asked) = (new Team(1), new Dictionary<string, AskedTensor>(StringComparer.Ordinal));
        if (!ModelFolder.TryOpen(folder, Precision.Stored, team, out var model, out refusal, asked, id))
        {
            team.Dispose();
            return false;
        }

        refusal = Rounded(folder, asked.Values, ref precision, out var pack);
        if (refusal is not null)
        {
            model.Dispose();
            team.Dispose();
            return false;
        }

        var (held, name) = (precision ?? Precision.Int8, id is null ? pack?.Called ?? ModelName.Of(folder, model.Facts.Family) : ModelName.Chosen(id));
        var file = PackFile.Plan(asked.Values, held);
        packing = new Packing(model, team, file, CardOf(model, file.Bytes, name, held));
        return true;
    }

    /// <summary>Writes the pack.</summary>
    /// <param name="models">The folder of all packs.</param>
    /// <param name="isReplacing">One of the same id gives way to it.</param>
    /// <param name="written">Told how many more bytes are written, from several threads at a time never.</param>
    /// <param name="stop">Breaks it off; nothing is left behind.</param>
    /// <returns>Null when it is there, else what is wrong with the weights, or that it cannot be added now.</returns>
    /// <exception cref="IOException">The disk.</exception>
    /// <exception cref="OperationCanceledException">It was broken off.</exception>
    public Refusal? Write(string models, bool isReplacing, Action<long> written, CancellationToken stop)
    {
        Directory.CreateDirectory(models);
        if (!AddingTurn.TryTake(models, out var turn))
        {
            return new Refusal(RefusedAt.Open, Card.Id, "Another model is being added at this moment; wait until it is there.");
        }

        using (turn)
        {
            ClearLeftovers(models);
            return !isReplacing && Directory.Exists(PackFolder.Of(models, Card.Id))
                ? new Refusal(RefusedAt.Open, Card.Id, "It is there already.")
                : WriteInTurn(models, written, stop);
        }
    }

    public void Dispose()
    {
        _model.Dispose();
        _team.Dispose();
    }

    // What was rounded once is not rounded again: the errors would add up.
    private static Refusal? Rounded(string folder, IEnumerable<AskedTensor> asked, ref Precision? precision, out PackCard? pack)
    {
        var isPack = PackCard.TryRead(folder, out pack, out var refusal);
        if (asked.All(tensor => tensor.Tensor.Type.IsWeight()))
        {
            return null;
        }

        if (!isPack)
        {
            return refusal;
        }

        if (precision is { } wanted && wanted != pack!.Precision)
        {
            return new Refusal(RefusedAt.Values, pack.Id, $"Its weights are {pack.Precision} already; convert the original folder for another precision.");
        }

        precision = pack!.Precision;
        return null;
    }

    private Refusal? WriteInTurn(string models, Action<long> written, CancellationToken stop)
    {
        var temporary = Directory.CreateDirectory(Path.Combine(models, $"{UnderWay}{Guid.NewGuid():N}")).FullName;
        try
        {
            using (var file = new FileStream(Path.Combine(temporary, PackFile.FileName), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20))
            {
                if (new PackWriter(file, written, stop).Write(_file) is { } refusal)
                {
                    return refusal;
                }

                file.Flush(flushToDisk: true);
            }

            foreach (var beside in _model.Facts.Files.Append(new FileBeside(PackCard.FileName, Card.ToFile())))
            {
                using var file = File.Create(Path.Combine(temporary, beside.Name));
                file.Write(beside.Bytes);
                file.Flush(flushToDisk: true);
            }

            Place(temporary, PackFolder.Of(models, Card.Id));
            return null;
        }
        finally
        {
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }

    // A model that is replaced stays readable for whoever has it open: its files are only unlinked.
    private static void Place(string temporary, string place)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        if (Directory.Exists(place))
        {
            var old = temporary + Replaced;
            Directory.Move(place, old);
            Directory.Move(temporary, place);
            Directory.Delete(old, recursive: true);
            return;
        }

        Directory.Move(temporary, place);
    }

    // Whoever left them is gone: this is called in turn. A kill between the two moves of a replacement leaves the old model
    // aside and nothing in its place; then it goes back.
    private static void ClearLeftovers(string models)
    {
        foreach (var leftover in Directory.GetDirectories(models, UnderWay + "*"))
        {
            if (leftover.EndsWith(Replaced, StringComparison.Ordinal)
                && PackCard.TryRead(leftover, out var card, out _) && PackFolder.Of(models, card.Id) is var place && !Directory.Exists(place))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(place)!);
                Directory.Move(leftover, place);
            }
            else
            {
                Directory.Delete(leftover, recursive: true);
            }
        }
    }

    private static PackCard CardOf(IPictureModel model, long weightBytes, ModelName name, Precision precision)
    {
        var facts = model.Facts;
        var positions = facts.PromptPositionsMax + model.Grid.Tokens;

        // As Decoder.RoundsCaches has it once the pack is opened.
        var rounded = precision != Precision.Stored;

        // The prompt is kept once for all pictures of an order, and again in each of them.
        var prompt = facts.Streams * Decoding.KeyValueCache.Bytes(model.Decoder.Shape, facts.PromptPositionsMax, rounded);
        var picture = facts.Streams * Decoding.KeyValueCache.Bytes(model.Decoder.Shape, positions, rounded);
        return new PackCard
        {
            Id = name.Id,
            Name = name.Name,
            Creator = name.Creator,
            Family = facts.Family,
            Grid = model.Grid,
            Precision = precision,
            WeightBytes = weightBytes,
            MemoryBytes = weightBytes + facts.TableBytes + facts.WorkBytes + prompt + picture,
            PictureBytes = picture,
            CanEdit = model.CanEncode,
            TakesReferences = model.SeesSource,
            Licence = name.Licence,
        };
    }
}
