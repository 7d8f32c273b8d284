using System.Globalization;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Settings;
using Tessera.Inference.Packs;

namespace Tessera.Gateway.Providers.Engine;

/// <summary>The models in <c>models</c> of the data directory, as they lie there at one moment.</summary>
/// <param name="Cards">In the order of their ids.</param>
/// <param name="Faults">A sentence for each folder that holds no model that can be used.</param>
internal sealed record InstalledModels(IReadOnlyList<ModelCard> Cards, IReadOnlyList<string> Faults)
{
    public static string FolderOf(string dataDirectory) => PackFolder.In(dataDirectory);

    /// <summary>What tells that anything was added, removed or written anew.</summary>
    public static string StampOf(string dataDirectory) => string.Join('\n', Folders(FolderOf(dataDirectory)).Select(folder => $"{folder} {Stamp(folder)}"));

    /// <param name="dataDirectory">Of the gateway; that it has no models is no fault.</param>
    /// <param name="builtIn">What is known of models in general.</param>
    public static InstalledModels Read(string dataDirectory, ModelCatalogue builtIn)
    {
        var root = FolderOf(dataDirectory);
        var (cards, faults) = (new List<ModelCard>(), new List<string>());
        foreach (var folder in Folders(root))
        {
            var id = Path.GetRelativePath(root, folder).Replace(Path.DirectorySeparatorChar, '/');
            if (!PackCard.TryRead(folder, out var card, out var refusal))
            {
                faults.Add($"{id} cannot be used. {refusal}");
            }
            else if (card!.Id != id)
            {
                faults.Add($"{id} cannot be used. Its {PackCard.FileName} says that it is {card.Id}; a model lies in the folder of its name.");
            }
            else
            {
                cards.Add(InstalledCard.Of(new InstalledModel(folder, Stamp(folder), card), builtIn.All.FirstOrDefault(known => known.Id == id), Day(folder)));
            }
        }

        return new InstalledModels(cards, faults);
    }

    /// <summary>Those with a card: <c>creator/name</c>. A folder that cannot be read has none.</summary>
    private static IEnumerable<string> Folders(string root)
    {
        try
        {
            return [.. Directory.EnumerateFiles(root, PackCard.FileName, new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2, IgnoreInaccessible = true })
                .Select(file => Path.GetDirectoryName(file)!)
                .Where(folder => Path.GetRelativePath(root, folder).Split(Path.DirectorySeparatorChar) is [not ".", _])
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception none) when (none is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string Stamp(string folder)
    {
        var stamp = FileStamp.Of(Path.Combine(folder, PackCard.FileName));
        return string.Create(CultureInfo.InvariantCulture, $"{stamp.WrittenTicks} {stamp.Length}");
    }

    private static DateOnly Day(string folder) => DateOnly.FromDateTime(new DateTime(FileStamp.Of(Path.Combine(folder, PackCard.FileName)).WrittenTicks, DateTimeKind.Utc));
}
