using Tessera.Inference.Weights;

namespace Tessera.Inference.Packs;

/// <summary>A folder of converted models: <c>creator/name</c> each.</summary>
public static class PackFolder
{
    private static readonly EnumerationOptions Readable = new() { IgnoreInaccessible = true };

    /// <summary>The folder of all models within a data directory.</summary>
    public static string In(string dataDirectory) => Path.Combine(dataDirectory, "models");

    /// <summary>Where a model lies; the id must be one (<see cref="ModelName.IsId"/>).</summary>
    public static string Of(string models, string id) => Path.Combine([models, .. id.Split('/')]);

    /// <summary>Takes one away; whoever has it open goes on with it.</summary>
    public static void Remove(string models, string id)
    {
        // The card first: half a model must not look like one.
        File.Delete(Path.Combine(Of(models, id), PackCard.FileName));
        Directory.Delete(Of(models, id), recursive: true);
        var creator = Path.GetDirectoryName(Of(models, id))!;
        if (!Directory.EnumerateFileSystemEntries(creator).Any())
        {
            Directory.Delete(creator);
        }
    }

    /// <summary>All that are there, in the order of their ids; for one that is damaged the reason in place of its card.</summary>
    public static IReadOnlyList<(string Id, PackCard? Card, Refusal? Refusal)> List(string models)
    {
        if (!Directory.Exists(models))
        {
            return [];
        }

        var found = new List<(string, PackCard?, Refusal?)>();
        foreach (var folder in Directory.EnumerateDirectories(models).Where(creator => Path.GetFileName(creator)[0] != '.')
            .SelectMany(creator => Directory.EnumerateDirectories(creator, "*", Readable)).Order(StringComparer.Ordinal))
        {
            var id = Path.GetRelativePath(models, folder).Replace(Path.DirectorySeparatorChar, '/');
            var refusal = Read(folder, id, out var card);
            found.Add((id, refusal is null ? card : null, refusal));
        }

        return found;
    }

    private static Refusal? Read(string folder, string id, out PackCard? card)
    {
        if (!PackCard.TryRead(folder, out card, out var refusal))
        {
            return refusal;
        }

        if (card.Id != id)
        {
            return new Refusal(RefusedAt.Format, PackCard.FileName, $"It says that the model is {card.Id}; a model lies in the folder of its name.");
        }

        var weights = new FileInfo(Path.Combine(folder, PackFile.FileName));
        return !weights.Exists ? new Refusal(RefusedAt.Open, PackFile.FileName, "The file is not there.")
            : weights.Length < card.WeightBytes ? new Refusal(RefusedAt.Format, PackFile.FileName, $"It has {weights.Length} bytes where {card.WeightBytes} of weights must be.")
            : null;
    }
}
