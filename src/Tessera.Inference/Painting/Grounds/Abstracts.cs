using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Grounds;

/// <summary>What is painted when no word of a prompt has a drawing: soft bands and pebbles in colours that go together.</summary>
internal static class Abstracts
{
    private static readonly uint[][] Palettes =
    [
        [0xF4EDE1, 0xE07A5F, 0x3D405B, 0x81B29A, 0xF2CC8F],
        [0xEEF3F6, 0x0B7A75, 0xF5B841, 0xD7263D, 0x1B3A4B],
        [0xF7EFE7, 0x6D597A, 0xB56576, 0xE88C7D, 0xEAAC8B],
        [0xEFF1ED, 0x264653, 0x2A9D8F, 0xE9C46A, 0xE76F51],
        [0xF3F0F7, 0x4338A8, 0x8C5BE0, 0x35C9BE, 0xF58FB4],
    ];

    public static void Paint(Setting setting)
    {
        var chance = setting.Chance("abstract");
        var palette = chance.Pick(Palettes).Select(Ink.Hex).ToArray();
        var paper = setting.Colour ?? palette[0];
        setting.Flood((x, y) => paper.Darker(0.06f * y / setting.Tall));
        var pen = setting.Pen.Within(Affine.Scale(0.01f, 0.01f));
        var (wide, tall) = (setting.Wide * 100, setting.Tall * 100);
        for (var band = 0; band < 3; band++)
        {
            var points = new List<float> { -30, tall + 30 };
            var level = tall * (0.5f + 0.17f * band);
            for (var x = -30f; x <= wide + 31; x += 20)
            {
                points.AddRange([x, level + chance.Between(-0.1f, 0.1f) * tall]);
            }

            pen.Body(Shape.Blob([.. points, wide + 30, tall + 30]), new Coat(palette[1 + (band + 1) % 4], Material.Paper));
        }

        var sun = chance.Between(0.13f, 0.2f) * 100;
        pen.Body(Shape.Circle(wide * chance.Between(0.25f, 0.75f), tall * chance.Between(0.24f, 0.36f), sun), new Coat(palette[1], Material.Paper));
        for (var i = 0; i < 5; i++)
        {
            var (x, y, r) = (wide * chance.Unit(), tall * chance.Between(0.55f, 0.95f), chance.Between(2.5f, 7));
            pen.Soft(x + r * 0.4f, y + r * 0.8f, r * 1.6f, r * 0.7f, Ink.Black.Fade(0.3f));
            pen.Body(Shape.Ellipse(x, y, r * 1.3f, r), new Coat(palette[chance.Below(5)], Material.Stone));
        }
    }
}
