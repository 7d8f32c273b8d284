using System.Diagnostics.CodeAnalysis;
using Tessera.Inference.Kernels;
using Tessera.Inference.Models;
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

    private readonly IPictureModel _model;
    private readonly Team _team;
    private readonly PackFile _file;

    private Packing(IPictureModel model, Team team, PackFile file, PackCard card) => (_model, _team, _file, Card) = (model, team, file, card);

    /// <summary>What it will be.</summary>
    public PackCard Card { get; }

    /// <summary>Bytes to be written, but for a header of some kilobytes.</summary>
    public long Bytes => _file.Bytes;

    /// <summary>Opens and checks the folder: files, sizes, every tensor's shape. Nothing is written.</summary>
    /// <param name="folder">As the model's makers publish it.</param>
    /// <param name="id">What it is to be called; null: by its folder.</param>
    /// <param name="precision">What its matrices become; <see cref="Precision.Stored"/>: sixteen bits.</param>
    /// <param name="packing">To be disposed.</param>
    /// <param name="refusal">Why not.</param>
    public static bool TryPlan(string folder, string? id, Precision precision, [NotNullWhen(true)] out Packing? packing, [NotNullWhen(false)] out Refusal? refusal)
    {
        packing = null;
        var (team, asked) = (new Team(1), new Dictionary<string, AskedTensor>(StringComparer.Ordinal));
        if (!ModelFolder.TryOpen(folder, Precision.Stored, team, out var model, out refusal, asked))
        {
            team.Dispose();
            return false;
        }

        var file = PackFile.Plan(asked.Values, precision);
        packing = new Packing(model, team, file, CardOf(model, file.Bytes, id is null ? ModelName.Of(folder, model.Facts.Family) : ModelName.Chosen(id), precision));
        return true;
    }

    /// <summary>Writes the pack.</summary>
    /// <param name="models">The folder of all packs.</param>
    /// <param name="written">Told how many more bytes are written, from several threads at a time never.</param>
    /// <param name="stop">Breaks it off; nothing is left behind.</param>
    /// <returns>Null when it is there, else what is wrong with the weights.</returns>
    /// <exception cref="IOException">The disk.</exception>
    /// <exception cref="OperationCanceledException">It was broken off.</exception>
    public Refusal? Write(string models, Action<long> written, CancellationToken stop)
    {
        Directory.CreateDirectory(models);
        RemoveLeftovers(models);
        var temporary = Directory.CreateDirectory(Path.Combine(models, $"{UnderWay}{Environment.ProcessId}")).FullName;
        try
        {
            using (var file = new FileStream(Path.Combine(temporary, "model.safetensors"), FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20))
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

    public void Dispose()
    {
        _model.Dispose();
        _team.Dispose();
    }

    // A model that is replaced stays readable for whoever has it open: its files are only unlinked.
    private static void Place(string temporary, string place)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        if (Directory.Exists(place))
        {
            var old = temporary + "-old";
            Directory.Move(place, old);
            Directory.Move(temporary, place);
            Directory.Delete(old, recursive: true);
            return;
        }

        Directory.Move(temporary, place);
    }

    private static void RemoveLeftovers(string models)
    {
        foreach (var leftover in Directory.GetDirectories(models, UnderWay + "*"))
        {
            var owner = Path.GetFileName(leftover)[UnderWay.Length..].Split('-')[0];
            if (!int.TryParse(owner, out var process) || process == Environment.ProcessId || !Runs(process))
            {
                Directory.Delete(leftover, recursive: true);
            }
        }
    }

    private static bool Runs(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
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
