using Tessera.Inference.Painting.Coats;

namespace Tessera.Inference.Painting.Things;

/// <summary>Everything that the painter can draw. A new thing is one drawing in this folder and one line here.</summary>
internal static class ThingList
{
    public static readonly Thing[] All =
    [
        new("balloon", "balloon|party balloon", 100, 160, 1.0f, Coat.Hex(0xD7263D, Material.Rubber), Home.Sky, Toys.Balloon) { Floats = true },
        new("ball", "ball|sphere", 100, 100, 0.4f, Coat.Hex(0x2B6CD4, Material.Plastic), Home.Meadow, Toys.Ball),
        new("cube", "cube|block", 100, 104, 0.45f, Coat.Hex(0x2BA59B, Material.Plastic), Home.Studio, Toys.Cube),
        new("apple", "apple", 100, 100, 0.34f, Coat.Hex(0xCC2B33, Material.Plastic), Home.Table, Food.Apple),
        new("orange", "orange|tangerine|mandarin", 100, 98, 0.33f, Coat.Hex(0xF5831F, Material.Plastic), Home.Table, Food.Orange),
        new("cup", "cup|coffee cup|mug|teacup|cup of coffee|cup of tea|coffee|tea", 112, 100, 0.36f, Coat.Hex(0xF2EEE6, Material.Ceramic), Home.Table, Food.Cup) { Inside = (0.1f, 0.0f, 0.8f, 0.2f) },
        new("cat", "cat|kitty|kitten|feline", 106, 120, 0.75f, Coat.Hex(0xD9893E, Material.Fur), Home.Room, Animals.Cat) { Head = (0.47f, 0.1f, 0.5f) },
        new("tree", "tree|oak tree", 100, 100, 2f, Coat.Hex(0x4C9141, Material.Leaf), Home.Meadow, Plants.Tree),
        new("flower", "flower|daisy", 100, 130, 0.6f, Coat.Hex(0xF58FB4, Material.Leaf), Home.Meadow, Plants.Flower),
        new("table", "table|desk|counter|countertop|workbench", 160, 90, 1f, Coat.Hex(0xA8703F, Material.Wood), Home.Room, Furniture.Table) { Inside = (0.14f, 0.18f, 0.86f, 1f) },
    ];

    private static readonly Dictionary<string, Thing> ByName = All.ToDictionary(thing => thing.Name, StringComparer.Ordinal);

    public static Thing? Named(string name) => ByName.GetValueOrDefault(name);

    public static readonly Thing Table = All.First(thing => thing.Name == "table");
}
