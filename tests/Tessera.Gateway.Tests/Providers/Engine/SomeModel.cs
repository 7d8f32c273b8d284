using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Providers.Engine;
using Tessera.Gateway.Tests.Calls;
using Tessera.Inference.Kernels;
using Tessera.Inference.Families;
using Tessera.Inference.Packs;

namespace Tessera.Gateway.Tests.Providers.Engine;

/// <summary>Models of this machine, as their cards say.</summary>
internal static class SomeModel
{
    public const string Id = "deepseek/janus-pro-1b";

    public static readonly DateOnly Day = new(2026, 11, 21);

    public static InstalledModel Installed(string id = Id, string folder = "", long memoryBytes = 1000, bool canEdit = true, bool takesReferences = false) => new(folder, "1", new PackCard
    {
        Id = id,
        Name = "Janus-Pro-1B",
        Creator = "DeepSeek",
        Family = "janus",
        Grid = new PictureGrid(24, 24, 16),
        Precision = Precision.Int8,
        WeightBytes = memoryBytes,
        MemoryBytes = memoryBytes,
        PictureBytes = 1,
        CanEdit = canEdit,
        TakesReferences = takesReferences,
    });

    public static ModelCard Card(string id = Id, bool canEdit = true, bool takesReferences = false) =>
        InstalledCard.Of(Installed(id, canEdit: canEdit, takesReferences: takesReferences), Ask.Catalogue.All.FirstOrDefault(known => known.Id == id), Day);

    public static ModelCatalogue Catalogue(params ModelCard[] cards) => Ask.Catalogue.With(cards.Length == 0 ? [Card()] : cards);
}
