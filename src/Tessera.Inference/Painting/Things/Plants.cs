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
}
