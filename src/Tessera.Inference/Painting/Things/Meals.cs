using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

/// <summary>Food that somebody made.</summary>
internal static class Meals
{
    private static readonly Ink[] Sprinkles = [Ink.Hex(0xF9CE23), Ink.Hex(0x35C9BE), Ink.Hex(0xFFFFFF), Ink.Hex(0x7E3FB5), Ink.Hex(0xE0393E)];

    public static void Pizza(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(2, 14, 50, 0, 98, 14, 100, 26, 50, 14, 0, 26), Coat.Hex(0xC98A45, Material.Leather));
        pen.Body(Shape.Blob(5, 24, 50, 12, 95, 24, 74, 70, 52, 112, 48, 112, 26, 70), Coat.Hex(0xF6C65B, Material.Leather));
        foreach (var (x, y) in ((float, float)[])[(32, 34), (64, 30), (50, 58), (38, 72), (60, 80)])
        {
            pen.Body(Shape.Circle(x, y, 9), kit.Or(0xC23B2E, Material.Leather));
        }

        foreach (var (x, y, t) in ((float, float, float)[])[(48, 32, 0.1f), (76, 40, 0.3f), (30, 54, -0.1f), (62, 64, 0.2f)])
        {
            pen.At(x, y, 1, t).Body(Shape.Blob(-5, 0, 0, -3, 6, 0, 0, 3), Coat.Hex(0x3F8F3A, Material.Leaf));
        }
    }

    public static void Cake(Pen pen, Kit kit)
    {
        pen.Body(Shape.Ellipse(60, 98, 60, 11), Coat.Hex(0xF4F1EB, Material.Ceramic));
        pen.Body(Shape.Blob(10, 44, 60, 38, 110, 44, 110, 90, 100, 98, 60, 102, 20, 98, 10, 90), Coat.Hex(0xE9C48F, Material.Leather));
        pen.Patch(Shape.Curve(6, 6, 10, 76, 60, 83, 110, 76), Ink.Hex(0xB5473E));
        pen.Body(Shape.Blob(8, 40, 30, 30, 60, 28, 90, 30, 112, 40, 111, 60, 104, 66, 97, 58, 88, 60, 82, 72, 74, 64, 62, 62, 54, 76, 46, 66, 36, 62, 28, 72, 20, 64, 11, 62), kit.Main);
        foreach (var x in (float[])[30, 60, 90])
        {
            pen.Body(Shape.Box(x - 2.5f, 12, 5, 26, 1), Coat.Hex(0x6BB6E8, Material.Plastic));
            pen.Soft(x, 6, 12, 14, Ink.Hex(0xFFC34D).Fade(0.5f));
            pen.Patch(Shape.Blob(x, -2, x + 3.4f, 7, x, 12, x - 3.4f, 7), Ink.Hex(0xFF9E2C));
            pen.Patch(Shape.Blob(x, 4, x + 1.6f, 8, x, 11, x - 1.6f, 8), Ink.Hex(0xFFF0A8));
        }
    }

    public static void Cupcake(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(16, 58, 84, 58, 74, 100, 26, 100), Coat.Hex(0xE7B25E, Material.Paper));
        for (var i = 0; i < 6; i++)
        {
            pen.Patch(Shape.Line(1.6f, 25 + i * 10, 60, 32 + i * 7.2f, 99), Ink.Hex(0xB47A32).Fade(0.6f));
        }

        foreach (var (y, r) in ((float, float)[])[(56, 42), (40, 33), (26, 22)])
        {
            pen.Body(Shape.Ellipse(50, y, r, 13), kit.Main);
        }

        Sprinkle(pen, kit, 14, 22, 16, 56, 50);
        pen.Body(Shape.Circle(50, 11, 9), Coat.Hex(0xCC2436, Material.Plastic));
        pen.Glow(47, 8, 3.4f, 3, Ink.White.Fade(0.9f));
    }

    public static void Donut(Pen pen, Kit kit)
    {
        var hole = Shape.Ellipse(50, 40, 15, 10);
        pen.Body(Shape.Ellipse(50, 45, 50, 39).Without(hole), Coat.Hex(0xD89A52, Material.Leather));
        pen.Body(Shape.Blob(50, 4, 78, 8, 96, 28, 95, 48, 88, 54, 80, 62, 70, 58, 58, 66, 46, 60, 34, 66, 22, 58, 12, 58, 5, 48, 4, 28, 22, 8).Without(hole), kit.Main);
        for (var i = 0; i < 26; i++)
        {
            var angle = kit.Chance.Unit();
            var reach = kit.Chance.Between(0.5f, 0.86f);
            pen.At(50 + 46 * reach * Arith.Cos(angle), 35 + 28 * reach * Arith.Sin(angle), 1, kit.Chance.Unit()).Patch(Shape.Box(-3.4f, -1.1f, 6.8f, 2.2f, 1.1f), kit.Chance.Pick(Sprinkles));
        }
    }

    public static void IceCream(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(14, 58, 66, 58, 40, 136), Coat.Hex(0xDDA256, Material.Leather));
        for (var i = 0; i < 4; i++)
        {
            pen.Patch(Shape.Line(1.2f, 20 + i * 13, 59, 50 - (3 - i) * 1.5f + i * 3 - 6, 110 - MathF.Abs(i - 1.5f) * 14), Ink.Hex(0x9E6A2C).Fade(0.6f));
            pen.Patch(Shape.Line(1.2f, 60 - i * 13, 59, 30 + (3 - i) * 1.5f - i * 3 + 6, 110 - MathF.Abs(i - 1.5f) * 14), Ink.Hex(0x9E6A2C).Fade(0.6f));
        }

        pen.Body(Shape.Blob(40, 0, 62, 8, 72, 32, 76, 54, 66, 66, 56, 60, 48, 68, 38, 61, 28, 68, 18, 61, 8, 64, 4, 54, 8, 32, 18, 8), kit.Main);
        pen.Glow(26, 22, 10, 12, Ink.White.Fade(0.5f));
    }

    public static void Burger(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(6, 66, 98, 24, 12), Coat.Hex(0xD79A4E, Material.Leather));
        pen.Body(Shape.Box(4, 54, 102, 17, 8), Coat.Hex(0x6B3B22, Material.Stone));
        pen.Body(Shape.Polygon(6, 50, 104, 50, 88, 64, 74, 53, 40, 54, 26, 64), Coat.Hex(0xF6B92F, Material.Plastic));
        pen.Body(Shape.Blob(2, 44, 30, 42, 80, 42, 108, 44, 106, 53, 94, 50, 84, 56, 72, 50, 60, 56, 48, 50, 36, 56, 24, 50, 14, 56, 3, 52), Coat.Hex(0x6DB33F, Material.Leaf));
        pen.Body(Shape.Box(8, 37, 94, 9, 4), Coat.Hex(0xD8402F, Material.Plastic));
        pen.Body(Shape.Blob(5, 38, 10, 14, 34, 2, 55, 0, 76, 2, 100, 14, 105, 38, 55, 42), kit.Or(0xDDA052, Material.Leather));
        foreach (var (x, y) in ((float, float)[])[(34, 12), (50, 8), (66, 13), (80, 20), (28, 24), (46, 20), (62, 24)])
        {
            pen.Patch(Shape.Ellipse(x, y, 2.6f, 1.6f, 0.06f), Ink.Hex(0xF9EBC4));
        }
    }

    public static void Bread(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(4, 44, 10, 20, 36, 8, 80, 6, 112, 14, 124, 36, 118, 58, 90, 66, 36, 66, 10, 62), kit.Main);
        foreach (var x in (float[])[34, 58, 82])
        {
            pen.Body(Shape.Blob(x - 10, 36, x, 16, x + 10, 10, x + 6, 26, x - 4, 40), kit.Main.Lighter(0.45f));
        }
    }

    public static void Egg(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(40, 0, 60, 12, 76, 46, 76, 72, 62, 94, 40, 100, 18, 94, 4, 72, 4, 46, 20, 12), kit.Main);
        pen.Glow(28, 36, 12, 18, Ink.White.Fade(0.6f), 0.05f);
    }

    public static void Cookie(Pen pen, Kit kit)
    {
        pen.Body(Shape.Ellipse(50, 48, 50, 47), kit.Main);
        foreach (var (x, y, r) in ((float, float, float)[])[(30, 28, 8), (60, 22, 7), (76, 46, 8), (48, 50, 9), (24, 58, 7), (62, 74, 8), (38, 80, 6)])
        {
            pen.Body(Shape.Blob(x - r, y, x, y - r, x + r, y - 1, x + r * 0.6f, y + r * 0.8f, x - r * 0.6f, y + r * 0.8f), Coat.Hex(0x4A2A1A, Material.Plastic));
        }
    }

    public static void Cheese(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(0, 34, 84, 0, 110, 30), kit.Main.Lighter(0.3f));
        pen.Body(Shape.Polygon(0, 34, 110, 30, 110, 72, 0, 76), kit.Main);
        foreach (var (x, y, r) in ((float, float, float)[])[(24, 52, 8), (52, 60, 6), (74, 46, 9), (96, 60, 5), (46, 42, 4)])
        {
            pen.Patch(Shape.Ellipse(x, y, r, r * 0.9f), kit.Main.Ink.Darker(0.24f));
            pen.Glow(x + 1, y + r * 0.4f, r * 0.8f, r * 0.5f, kit.Main.Ink.Lighter(0.3f).Fade(0.6f));
        }
    }

    private static void Sprinkle(Pen pen, Kit kit, int count, float left, float top, float wide, float tall)
    {
        for (var i = 0; i < count; i++)
        {
            pen.At(left + kit.Chance.Unit() * wide, top + kit.Chance.Unit() * tall * 0.9f, 1, kit.Chance.Unit()).Patch(Shape.Box(-3, -1, 6, 2, 1), kit.Chance.Pick(Sprinkles));
        }
    }
}
