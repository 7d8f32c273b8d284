using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

internal static class Plants
{
    public static void Tree(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(43, 60, 57, 60, 57, 84, 66, 100, 50, 98, 34, 100, 43, 84), Coat.Hex(0x7A5233, Material.Wood));
        var leaf = kit.Main;
        foreach (var (x, y, r, tone) in ((float, float, float, float)[])[(26, 50, 21, 0.22f), (74, 50, 21, 0.26f), (50, 56, 22, 0.3f), (34, 30, 22, 0.06f), (66, 32, 22, 0.1f), (50, 18, 18, 0), (50, 40, 22, 0.04f)])
        {
            pen.Body(Clump(kit, x, y, r), leaf.Darker(tone));
        }
    }

    private static Shape Clump(Kit kit, float x, float y, float r)
    {
        var points = new float[24];
        for (var i = 0; i < 12; i++)
        {
            var reach = r * kit.Chance.Between(0.88f, 1.06f);
            points[2 * i] = x + reach * Arith.Cos(i / 12f);
            points[2 * i + 1] = y + reach * Arith.Sin(i / 12f);
        }

        return Shape.Blob(points);
    }

    public static void Flower(Pen pen, Kit kit)
    {
        pen.Patch(Shape.Curve(3.4f, 4, 50, 40, 47, 80, 51, 130), Ink.Hex(0x4E8A37));
        pen.Body(Shape.Blob(50, 108, 60, 88, 84, 82, 76, 100, 60, 110), Coat.Hex(0x5B9B3E, Material.Leaf));
        pen.Body(Shape.Blob(49, 96, 40, 80, 18, 74, 26, 92, 40, 100), Coat.Hex(0x549139, Material.Leaf));
        for (var i = 0; i < 9; i++)
        {
            pen.At(50, 38, 1, i / 9f).Body(Shape.Blob(0, -6, 9, -20, 7, -34, 0, -38, -7, -34, -9, -20), kit.Main.Lighter(i % 2 * 0.1f));
        }

        pen.Body(Shape.Circle(50, 38, 11), kit.Second);
    }

    public static void Pine(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(38, 108, 14, 22, 2), Coat.Hex(0x6E4A2C, Material.Wood));
        foreach (var (top, bottom, half) in ((float, float, float)[])[(62, 116, 45), (32, 84, 36), (2, 52, 26)])
        {
            pen.Body(Shape.Blob(45, top, 45 + half * 0.5f, (top + bottom) / 2, 45 + half, bottom, 45 + half * 0.5f, bottom - 5, 45, bottom + 3, 45 - half * 0.5f, bottom - 5, 45 - half, bottom, 45 - half * 0.5f, (top + bottom) / 2), kit.Main);
        }
    }

    public static void Palm(Pen pen, Kit kit)
    {
        pen.Body(Shape.Curve(12, 6, 42, 150, 46, 110, 56, 70, 62, 34), Coat.Hex(0x9A6F45, Material.Wood));
        foreach (var (x1, y1, x2, y2) in ((float, float, float, float)[])[(34, 8, 4, 40), (20, 28, 10, 72), (86, 2, 118, 30), (96, 24, 108, 70), (56, 4, 30, -4), (80, 30, 84, 76)])
        {
            pen.Body(Shape.Blob(62, 32, (62 + x1) / 2, y1 - 3, x1, y1, x2, y2, x1 + (62 - x1) * 0.2f, y1 + 15, (62 + x1) / 2, y1 + 17), kit.Main.Darker(y1 > 20 ? 0.15f : 0));
        }

        pen.Body(Shape.Circle(58, 38, 6), Coat.Hex(0x6B4426, Material.Plastic));
        pen.Body(Shape.Circle(68, 40, 6), Coat.Hex(0x6B4426, Material.Plastic));
    }

    public static void Cactus(Pen pen, Kit kit)
    {
        pen.Body(Shape.Curve(15, 14, 44, 74, 20, 72, 15, 56, 16, 40), kit.Main.Darker(0.06f));
        pen.Body(Shape.Curve(14, 13, 52, 62, 76, 60, 82, 44, 81, 26), kit.Main.Darker(0.06f));
        pen.Body(Shape.Box(34, 2, 30, 100, 15), kit.Main);
        for (var i = 0; i < 3; i++)
        {
            pen.Patch(Shape.Line(0.9f, 42 + i * 7, 10, 42 + i * 7, 98), kit.Main.Ink.Darker(0.3f).Fade(0.6f));
        }

        pen.Body(Shape.Blob(49, 6, 40, 2, 42, -8, 49, -4, 56, -8, 58, 2), Coat.Hex(0xF06FA0, Material.Leaf));
        pen.Body(Shape.Polygon(22, 98, 76, 98, 70, 132, 28, 132), Coat.Hex(0xC8703F, Material.Ceramic));
        pen.Body(Shape.Box(18, 92, 62, 12, 3), Coat.Hex(0xD27C49, Material.Ceramic));
    }

    public static void Rose(Pen pen, Kit kit)
    {
        pen.Patch(Shape.Curve(3.6f, 4, 45, 44, 44, 90, 47, 134), Ink.Hex(0x3F7A34));
        pen.Body(Shape.Blob(46, 104, 58, 86, 82, 84, 72, 100, 56, 108), Coat.Hex(0x4B8A3A, Material.Leaf));
        pen.Body(Shape.Blob(44, 90, 34, 72, 12, 70, 20, 86, 34, 94), Coat.Hex(0x437F35, Material.Leaf));
        pen.Body(Shape.Blob(45, 52, 24, 46, 12, 26, 24, 10, 45, 4, 66, 10, 78, 26, 66, 46), kit.Main.Darker(0.2f));
        pen.Body(Shape.Blob(20, 14, 40, 22, 46, 50, 26, 48, 12, 30), kit.Main);
        pen.Body(Shape.Blob(70, 14, 50, 22, 44, 50, 64, 48, 78, 30), kit.Main.Darker(0.06f));
        pen.Body(Shape.Blob(45, 6, 60, 12, 62, 26, 45, 36, 28, 26, 30, 12), kit.Main.Lighter(0.1f));
        pen.Patch(Shape.Curve(2.4f, 1, 36, 22, 44, 12, 55, 18, 50, 27, 42, 24, 45, 19), kit.Main.Ink.Darker(0.45f));
    }

    public static void Tulip(Pen pen, Kit kit)
    {
        pen.Patch(Shape.Curve(4, 4.6f, 45, 48, 46, 90, 44, 134), Ink.Hex(0x4E8A37));
        pen.Body(Shape.Blob(44, 132, 34, 100, 14, 66, 22, 110), Coat.Hex(0x5B9B3E, Material.Leaf));
        pen.Body(Shape.Blob(45, 132, 58, 104, 80, 76, 68, 114), Coat.Hex(0x549139, Material.Leaf));
        pen.Body(Shape.Blob(45, 56, 22, 48, 16, 26, 20, 2, 36, 18), kit.Main.Darker(0.12f));
        pen.Body(Shape.Blob(45, 56, 68, 48, 74, 26, 70, 2, 54, 18), kit.Main.Darker(0.12f));
        pen.Body(Shape.Blob(45, 0, 58, 20, 60, 42, 45, 58, 30, 42, 32, 20), kit.Main);
    }

    public static void Sunflower(Pen pen, Kit kit)
    {
        pen.Patch(Shape.Curve(4, 5, 50, 50, 48, 100, 51, 150), Ink.Hex(0x4E8A37));
        pen.Body(Shape.Blob(50, 120, 62, 100, 90, 94, 80, 116, 62, 124), Coat.Hex(0x5B9B3E, Material.Leaf));
        pen.Body(Shape.Blob(49, 108, 38, 90, 12, 86, 22, 106, 38, 114), Coat.Hex(0x549139, Material.Leaf));
        for (var i = 0; i < 26; i++)
        {
            pen.At(50, 46, 1, i * 7 % 26 / 26f).Body(Shape.Blob(0, -14, 7, -28, 0, -46, -7, -28), kit.Main.Darker(i % 2 * 0.1f));
        }

        pen.Body(Shape.Circle(50, 46, 20), Coat.Hex(0x5A3720, Material.Stone));
        pen.Body(Shape.Circle(50, 46, 11), Coat.Hex(0x3E2413, Material.Stone));
    }

    public static void Leaf(Pen pen, Kit kit)
    {
        pen.Patch(Shape.Curve(4, 3, 8, 98, 20, 82, 34, 66), kit.Main.Ink.Darker(0.35f));
        pen.Body(Shape.Blob(22, 80, 14, 46, 44, 12, 96, 2, 92, 50, 62, 82), kit.Main);
        pen.Patch(Shape.Curve(2.4f, 0.8f, 20, 82, 50, 48, 92, 6), kit.Main.Ink.Lighter(0.4f).Fade(0.8f));
        for (var i = 0; i < 4; i++)
        {
            var (x, y) = (34 + i * 13f, 67 - i * 15f);
            pen.Patch(Shape.Curve(1.4f, 0.5f, x, y, x - 2, y - 10, x - 4, y - 18 + i * 2), kit.Main.Ink.Lighter(0.35f).Fade(0.6f));
            pen.Patch(Shape.Curve(1.4f, 0.5f, x, y, x + 12, y + 1, x + 20 - i * 2, y - 1), kit.Main.Ink.Lighter(0.35f).Fade(0.6f));
        }
    }
}
