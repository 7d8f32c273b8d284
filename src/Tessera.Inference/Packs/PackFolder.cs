using Tessera.Inference.Weights;

namespace Tessera.Inference.Packs;

/// <summary>A folder of converted models: <c>creator/name</c> each.</summary>
public static class PackFolder
{
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
    }

    /// <summary>All that are there, in the order of their ids; for one that is damaged the reason in place of its card.</summary>
    public static IReadOnlyList<(string Id, PackCard? Card, Refusal? Refusal)> List(string models)
    {
        if (!Directory.Exists(models))
        {
            return [];
        }

        var found = new List<(string, PackCard?, Refusal?)>();
        foreach (var folder in Directory.GetDirectories(models).Where(creator => Path.GetFileName(creator)[0] != '.').SelectMany(Directory.GetDirectories).Order(StringComparer.Ordinal))
        {
            _ = PackCard.TryRead(folder, out var card, out var refusal);
            found.Add((Path.GetRelativePath(models, folder).Replace(Path.DirectorySeparatorChar, '/'), card, refusal));
        }

        return found;
    }
}
