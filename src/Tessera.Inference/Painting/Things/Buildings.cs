using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

internal static class Buildings
{
    private static readonly Coat Stone = Coat.Hex(0xB8B2A8, Material.Stone);

    public static void House(Pen pen, Kit kit)
    {
        var wall = kit.Coloured ? kit.Main : Coat.Hex(0xF2E3C9, Material.Paper);
        pen.Body(Shape.Box(96, 8, 16, 36), Coat.Hex(0xA8523C, Material.Stone));
        pen.Body(Shape.Box(14, 52, 112, 70), wall);
        pen.Body(Shape.Polygon(70, 2, 138, 58, 2, 58), kit.Coloured ? kit.Main.Darker(0.38f) : kit.Main);
        pen.Patch(Shape.Polygon(2, 58, 138, 58, 126, 64, 14, 64), Ink.Black.Fade(0.2f));
        foreach (var x in (float[])[24, 92])
        {
            pen.Body(Shape.Box(x, 72, 25, 25, 2), Coat.Hex(0xFDFBF5));
            pen.Body(Shape.Box(x + 2.5f, 74.5f, 20, 20, 1), Coat.Hex(0xF9D98A, Material.Ceramic));
            pen.Patch(Shape.Box(x + 11.5f, 74, 2, 21), Ink.Hex(0xFDFBF5));
            pen.Patch(Shape.Box(x + 2, 83.5f, 21, 2), Ink.Hex(0xFDFBF5));
        }

        pen.Body(Shape.Box(58, 76, 24, 46, 3), Coat.Hex(0x8A5230, Material.Wood));
        pen.Patch(Shape.Circle(77, 100, 1.8f), Ink.Hex(0xF0C95A));
        pen.Body(Shape.Circle(70, 40, 9), Coat.Hex(0xF9D98A, Material.Ceramic));
    }

    public static void Castle(Pen pen, Kit kit)
    {
        var wall = kit.Coloured ? kit.Main with { Material = Material.Stone } : Stone;
        Tower(pen, 50, 26, 40, 100, wall.Darker(0.12f), Coat.Hex(0x3F5E9E));
        pen.Body(Battlement(20, 66, 100, 64), wall);
        Tower(pen, 4, 40, 28, 90, wall, Coat.Hex(0x3F5E9E));
        Tower(pen, 108, 40, 28, 90, wall, Coat.Hex(0x3F5E9E));
        pen.Body(Shape.Blob(58, 130, 57, 106, 70, 94, 83, 106, 82, 130, 70, 132), Coat.Hex(0x5A3A22, Material.Wood));
        foreach (var x in (float[])[42, 94])
        {
            pen.Patch(Shape.Box(x, 88, 6, 14, 3), Ink.Hex(0x3A3A44));
        }

        static void Tower(Pen pen, float x, float y, float wide, float tall, Coat wall, Coat roof)
        {
            pen.Body(Shape.Box(x, y + 10, wide, tall - 10), wall);
            pen.Body(Battlement(x - 2, y + 2, wide + 4, 14), wall.Lighter(0.05f));
            pen.Body(Shape.Polygon(x - 1, y + 3, x + wide / 2, y - 32, x + wide + 1, y + 3), roof);
            pen.Patch(Shape.Box(x + wide / 2 - 3, y + 26, 6, 14, 3), Ink.Hex(0x3A3A44));
            pen.Patch(Shape.Polygon(x + wide / 2, y - 40, x + wide / 2 + 12, y - 36, x + wide / 2, y - 31), Ink.Hex(0xD7263D));
        }
    }

    public static void Lighthouse(Pen pen, Kit kit)
    {
        pen.Soft(40, 24, 60, 40, Ink.Hex(0xFFF0B0).Fade(0.5f));
        pen.Body(Shape.Polygon(24, 40, 56, 40, 66, 156, 14, 156), Coat.Hex(0xF7F4EC, Material.Plastic));
        foreach (var y in (float[])[62, 104])
        {
            var (a, b) = (24 - (y - 40) * 0.086f, 24 - (y + 20 - 40) * 0.086f);
            pen.Body(Shape.Polygon(a, y, 80 - a, y, 80 - b, y + 20, b, y + 20), kit.Main);
        }

        pen.Body(Shape.Box(28, 16, 24, 22), Coat.Hex(0xFFE89A, Material.Ceramic));
        pen.Body(Shape.Polygon(22, 16, 58, 16, 40, 0), kit.Main);
        pen.Body(Shape.Box(18, 36, 44, 6, 1), Coat.Hex(0x3A3E45));
        pen.Body(Shape.Box(33, 134, 14, 22, 6), Coat.Hex(0x5A3A22, Material.Wood));
    }

    public static void Windmill(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(46, 54, 74, 54, 86, 150, 34, 150), kit.Coloured ? kit.Main : Coat.Hex(0xEFE6D6, Material.Stone));
        pen.Body(Shape.Blob(42, 56, 46, 38, 60, 30, 74, 38, 78, 56), Coat.Hex(0x9C4A34, Material.Wood));
        pen.Body(Shape.Box(52, 122, 16, 28, 7), Coat.Hex(0x6B4426, Material.Wood));
        pen.Body(Shape.Box(54, 84, 12, 14, 2), Coat.Hex(0xF9D98A, Material.Ceramic));
        for (var i = 0; i < 4; i++)
        {
            var sail = pen.At(60, 50, 1, i / 4f + 0.06f);
            sail.Body(Shape.Polygon(2, -8, 16, -12, 16, -56, 2, -56), Coat.Hex(0xF8F4EA, Material.Fabric));
            sail.Patch(Shape.Line(2.4f, 0, 0, 0, -58), Ink.Hex(0x6B4426));
        }

        pen.Body(Shape.Circle(60, 50, 5), Coat.Hex(0x4A2F20));
    }

    public static void Skyscraper(Pen pen, Kit kit)
    {
        pen.Patch(Shape.Line(2, 35, 14, 35, -8), Ink.Hex(0x6A7078));
        pen.Body(Shape.Box(16, 10, 38, 30), kit.Main.Lighter(0.08f));
        pen.Body(Shape.Box(4, 32, 62, 148), kit.Main);
        for (var row = 0; row < 15; row++)
        {
            for (var i = 0; i < 5; i++)
            {
                pen.Patch(Shape.Box(10 + i * 10.6f, 40 + row * 9, 7, 5.4f), Ink.Hex(kit.Chance.Odds(0.35f) ? 0xFBE39Au : 0xBFDDEE).Fade(0.9f));
            }
        }
    }

    public static void Tent(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(70, 2, 138, 88, 2, 88), kit.Main);
        pen.Patch(Shape.Polygon(70, 2, 138, 88, 104, 88), kit.Main.Ink.Darker(0.3f).Fade(0.7f));
        pen.Patch(Shape.Polygon(70, 26, 94, 88, 46, 88), Ink.Hex(0x3A2C26));
        pen.Body(Shape.Polygon(70, 24, 64, 60, 40, 88, 46, 88), kit.Main.Lighter(0.25f));
        pen.Body(Shape.Polygon(70, 24, 76, 60, 100, 88, 94, 88), kit.Main.Lighter(0.15f));
    }

    private static Shape Battlement(float x, float y, float wide, float tall)
    {
        var wall = Shape.Box(x, y + 5, wide, tall - 5);
        var teeth = Math.Max(3, (int)(wide / 9) | 1);
        for (var i = 0; i < teeth; i += 2)
        {
            wall = wall.And(Shape.Box(x + wide * i / teeth, y, wide / teeth, 5));
        }

        return wall;
    }
}
