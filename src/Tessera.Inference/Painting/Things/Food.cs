using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

internal static class Food
{
    public static void Apple(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(50, 20, 70, 12, 92, 26, 97, 52, 84, 84, 64, 99, 50, 95, 36, 99, 16, 84, 3, 52, 8, 26, 30, 12), kit.Main);
        pen.Glow(50, 21, 17, 8, kit.Main.Ink.Darker(0.6f).Fade(0.8f));
        pen.Patch(Shape.Curve(5, 3.4f, 49, 23, 51, 10, 57, 0), Ink.Hex(0x5B3A22));
        pen.Body(Shape.Blob(55, 10, 66, -2, 84, -2, 90, 2, 78, 12, 64, 14), Coat.Hex(0x5FA83C, Material.Leaf));
        pen.Patch(Shape.Curve(0.9f, 0.5f, 57, 9, 70, 6, 86, 2), Ink.Hex(0x3C7A2A));
        pen.Glow(28, 38, 12, 18, Ink.White.Fade(0.65f), 0.05f);
    }

    public static void Orange(Pen pen, Kit kit)
    {
        pen.Body(Shape.Ellipse(50, 50, 50, 48), kit.Main);
        pen.Body(Shape.Blob(46, 8, 50, 3, 55, 8, 52, 13), Coat.Hex(0x5B8F32, Material.Leaf));
        pen.Glow(32, 30, 18, 14, Ink.White.Fade(0.45f), -0.1f);
    }

    public static void Cup(Pen pen, Kit kit)
    {
        pen.Body(Shape.Ellipse(88, 48, 22, 24).Without(Shape.Ellipse(88, 48, 13, 15)), kit.Main.Darker(0.06f));
        pen.Body(Shape.Blob(6, 8, 50, 5, 94, 8, 93, 50, 84, 88, 70, 98, 50, 99, 30, 98, 16, 88, 7, 50), kit.Main);
        pen.Patch(Shape.Ellipse(50, 10, 45, 10), kit.Main.Ink.Lighter(0.25f));
        pen.Patch(Shape.Ellipse(50, 11, 41, 8), kit.Main.Ink.Darker(0.45f));
        pen.Patch(Shape.Ellipse(50, 12.5f, 38.5f, 6.3f), Ink.Hex(0x4A2C1A));
        pen.Glow(38, 12, 14, 3, Ink.Hex(0xC08A5A).Fade(0.7f));
        pen.Glow(24, 46, 7, 30, Ink.White.Fade(0.55f));
    }

    public static void Lemon(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(2, 38, 16, 26, 34, 8, 66, 6, 88, 24, 102, 34, 98, 48, 84, 62, 62, 74, 34, 70, 14, 50), kit.Main);
        pen.Glow(36, 24, 20, 9, Ink.White.Fade(0.55f), -0.08f);
    }

    public static void Pear(Pen pen, Kit kit)
    {
        pen.Patch(Shape.Curve(4, 3, 40, 16, 42, 6, 48, 0), Ink.Hex(0x5B3A22));
        pen.Body(Shape.Blob(40, 10, 54, 20, 58, 44, 76, 70, 76, 98, 58, 114, 40, 112, 22, 114, 4, 98, 4, 70, 22, 44, 26, 20), kit.Main);
        pen.Body(Shape.Blob(42, 10, 54, 0, 70, 4, 60, 14), Coat.Hex(0x5FA83C, Material.Leaf));
        pen.Glow(24, 76, 10, 20, Ink.White.Fade(0.5f), 0.03f);
    }

    public static void Banana(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(8, 6, 16, 2, 22, 12, 30, 40, 58, 60, 96, 54, 112, 46, 116, 54, 100, 74, 66, 86, 30, 74, 10, 44), kit.Main);
        pen.Patch(Shape.Curve(1.4f, 1, 15, 14, 22, 46, 52, 70, 104, 58), kit.Main.Ink.Darker(0.3f).Fade(0.6f));
        pen.Patch(Shape.Blob(8, 8, 10, 0, 16, 0, 17, 7), Ink.Hex(0x5A4522));
        pen.Patch(Shape.Blob(111, 47, 116, 48, 116, 54, 111, 55), Ink.Hex(0x4A3A20));
        pen.Glow(28, 56, 6, 18, Ink.White.Fade(0.5f), -0.1f);
    }

    public static void Strawberry(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(44, 18, 70, 14, 88, 30, 82, 62, 62, 92, 44, 104, 26, 92, 6, 62, 0, 30, 18, 14), kit.Main);
        for (var row = 0; row < 5; row++)
        {
            for (var i = 0; i < 5 - row / 2; i++)
            {
                var x = 44 + (i - (4 - row / 2) / 2f) * (16 - row * 1.2f) + row % 2 * 4;
                pen.Patch(Shape.Ellipse(x, 36 + row * 12, 1.5f, 2.5f), Ink.Hex(0xF7DC7A));
            }
        }

        foreach (var turn in (float[])[-0.22f, -0.12f, 0, 0.12f, 0.22f])
        {
            pen.At(44, 18, 1, turn).Body(Shape.Blob(0, -4, 8, 8, 0, 26, -8, 8), Coat.Hex(0x4C9A3A, Material.Leaf));
        }

        pen.Patch(Shape.Curve(4, 3, 44, 18, 45, 8, 50, 2), Ink.Hex(0x4C8A36));
        pen.Glow(22, 44, 8, 14, Ink.White.Fade(0.55f), 0.05f);
    }

    public static void Cherries(Pen pen, Kit kit)
    {
        pen.Patch(Shape.Curve(2.4f, 2.4f, 26, 70, 34, 34, 62, 6), Ink.Hex(0x5E7A2E));
        pen.Patch(Shape.Curve(2.4f, 2.4f, 74, 74, 70, 38, 62, 6), Ink.Hex(0x5E7A2E));
        pen.Body(Shape.Blob(62, 6, 78, -2, 100, 6, 96, 16, 78, 18), Coat.Hex(0x5FA83C, Material.Leaf));
        foreach (var (x, y) in ((float, float)[])[(26, 78), (74, 82)])
        {
            pen.Body(Shape.Circle(x, y, 22), kit.Main);
            pen.Glow(x - 7, y - 9, 7, 6, Ink.White.Fade(0.85f));
        }
    }

    public static void Grapes(Pen pen, Kit kit)
    {
        pen.Patch(Shape.Curve(4, 3, 45, 22, 46, 10, 52, 0), Ink.Hex(0x6B4A2A));
        pen.Body(Shape.Blob(48, 14, 62, 0, 84, 2, 88, 16, 74, 26, 58, 24), Coat.Hex(0x69A043, Material.Leaf));
        for (var row = 0; row < 5; row++)
        {
            for (var i = 0; i < 5 - row; i++)
            {
                var (x, y) = (45 + (i - (4 - row) / 2f) * 18, 32 + row * 15f);
                pen.Body(Shape.Circle(x, y, 11), kit.Main.Lighter((i + row) % 2 * 0.08f));
                pen.Glow(x - 3.5f, y - 4, 3.5f, 3, Ink.White.Fade(0.7f));
            }
        }
    }

    public static void Watermelon(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(0, 8, 10, 40, 34, 64, 60, 70, 86, 64, 110, 40, 120, 8, 60, 14), Coat.Hex(0x2F8A3E));
        pen.Patch(Shape.Blob(5, 8, 16, 38, 38, 59, 60, 64, 82, 59, 104, 38, 115, 8, 60, 12), Ink.Hex(0xE8F3CF));
        pen.Body(Shape.Blob(9, 7, 20, 35, 40, 54, 60, 59, 80, 54, 100, 35, 111, 7, 60, 9), kit.Main);
        foreach (var (x, y) in ((float, float)[])[(32, 22), (48, 18), (64, 22), (80, 18), (92, 24), (42, 36), (58, 38), (74, 36), (60, 50)])
        {
            pen.Patch(Shape.Blob(x, y - 3.4f, x + 1.8f, y + 1, x, y + 2.4f, x - 1.8f, y + 1), Ink.Hex(0x2B1C16));
        }
    }

    public static void Pumpkin(Pen pen, Kit kit)
    {
        pen.Body(Shape.Curve(10, 7, 58, 26, 58, 12, 68, 2), Coat.Hex(0x6F7A35, Material.Wood));
        foreach (var (x, rx) in ((float, float)[])[(22, 21), (98, 21), (38, 24), (82, 24), (60, 22)])
        {
            pen.Body(Shape.Ellipse(x, 58, rx, 40), kit.Main.Darker(x == 60 ? 0 : 0.05f));
        }
    }

    public static void Carrot(Pen pen, Kit kit)
    {
        foreach (var turn in (float[])[-0.1f, 0.1f, 0])
        {
            pen.At(24, 34, 1, turn).Body(Shape.Blob(0, 2, 7, -14, 3, -34, -3, -34, -7, -14), Coat.Hex(0x4FA03A, Material.Leaf));
        }

        pen.Body(Shape.Blob(24, 28, 40, 32, 44, 46, 36, 84, 25, 126, 22, 126, 12, 84, 4, 46, 8, 32), kit.Main);
        foreach (var y in (float[])[48, 62, 78, 94])
        {
            pen.Patch(Shape.Curve(1.4f, 0.6f, 8 + y * 0.06f, y, 16, y + 2, 22, y + 1), kit.Main.Ink.Darker(0.28f).Fade(0.7f));
        }
    }

    public static void Mushroom(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(38, 46, 62, 46, 64, 74, 70, 92, 50, 96, 30, 92, 36, 74), Coat.Hex(0xF3EADB, Material.Leather));
        pen.Body(Shape.Blob(2, 50, 8, 22, 30, 4, 50, 0, 70, 4, 92, 22, 98, 50, 50, 58), kit.Main);
        foreach (var (x, y, r) in ((float, float, float)[])[(30, 20, 7), (56, 14, 6), (76, 32, 7), (48, 36, 8), (18, 42, 5), (86, 46, 4)])
        {
            pen.Patch(Shape.Ellipse(x, y, r, r * 0.85f), Ink.Hex(0xFBF6EC));
        }
    }
}
