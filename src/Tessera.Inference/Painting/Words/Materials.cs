using Tessera.Inference.Painting.Coats;

namespace Tessera.Inference.Painting.Words;

internal static class Materials
{
    public static readonly (string Words, Material Material, uint Rgb)[] List =
    [
        ("wooden|wood|oak|pine|walnut|bamboo|timber", Material.Wood, 0xA8703F),
        ("metal|metallic|steel|iron|chrome|tin", Material.Metal, 0xA9B1BA),
        ("gold|gilded", Material.Metal, 0xE0A92E),
        ("silver", Material.Metal, 0xC3C9D0),
        ("copper|bronze|brass", Material.Metal, 0xC07A43),
        ("glass|crystal|transparent", Material.Glass, 0xBFE3EA),
        ("stone|rock|concrete|granite", Material.Stone, 0x9A958C),
        ("marble", Material.Marble, 0xEDE9E3),
        ("fabric|cloth|woolen|woollen|wool|knitted|cotton|velvet|silk|plush|felt", Material.Fabric, 0xC9738A),
        ("leather", Material.Leather, 0x7C4A2A),
        ("paper|origami|cardboard", Material.Paper, 0xF0E4CF),
        ("ceramic|porcelain|clay|china", Material.Ceramic, 0xF2EEE6),
        ("plastic", Material.Plastic, 0x3C8DDE),
        ("rubber", Material.Rubber, 0x3D4048),
        ("furry|fluffy|fur", Material.Fur, 0xA97F52),
    ];

    public static readonly NamedSize[] Sizes =
    [
        new("tiny", 0.45f), new("miniature", 0.45f), new("mini", 0.5f), new("small", 0.68f), new("little", 0.68f), new("short", 0.8f),
        new("big", 1.4f), new("large", 1.4f), new("tall", 1.4f), new("huge", 1.9f), new("giant", 2.1f), new("gigantic", 2.2f),
        new("enormous", 2.1f), new("massive", 2f), new("medium", 1f),
    ];
}
