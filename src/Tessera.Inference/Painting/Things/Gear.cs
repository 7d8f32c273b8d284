using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

/// <summary>Clothes, tools, instruments and machines that one carries.</summary>
internal static class Gear
{
    public static void Hat(Pen pen, Kit kit)
    {
        pen.Body(Shape.Ellipse(60, 56, 60, 12), kit.Main.Darker(0.08f));
        pen.Body(Shape.Blob(26, 54, 28, 18, 44, 2, 60, 6, 76, 2, 92, 18, 94, 54, 60, 60), kit.Main);
        pen.Patch(Shape.Curve(9, 9, 27, 46, 60, 52, 93, 46), kit.Main.Ink.Darker(0.55f));
    }

    public static void TopHat(Pen pen, Kit kit)
    {
        pen.Body(Shape.Ellipse(60, 84, 60, 11), kit.Main);
        pen.Body(Shape.Blob(26, 4, 60, 2, 94, 4, 90, 40, 92, 82, 60, 87, 28, 82, 30, 40), kit.Main.Lighter(0.06f));
        pen.Patch(Shape.Curve(11, 11, 29, 72, 60, 77, 91, 72), Ink.Hex(0xB32638));
    }

    public static void Crown(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(4, 22, 28, 46, 50, 4, 72, 46, 96, 22, 90, 76, 10, 76), kit.Main);
        pen.Body(Shape.Box(8, 66, 84, 13, 3), kit.Main.Darker(0.1f));
        foreach (var (x, y, rgb) in ((float, float, uint)[])[(4, 19, 0xD7263D), (50, 2, 0x2B6CD4), (96, 19, 0xD7263D), (28, 72.5f, 0x37A34A), (50, 72.5f, 0xD7263D), (72, 72.5f, 0x37A34A)])
        {
            pen.Body(Shape.Circle(x, y, 5), Coat.Hex(rgb, Material.Ceramic));
        }
    }

    public static void Glasses(Pen pen, Kit kit)
    {
        foreach (var x in (float[])[28, 92])
        {
            pen.Body(Shape.Circle(x, 24, 22), Coat.Hex(0xCDE6EE, Material.Glass));
            pen.Body(Shape.Circle(x, 24, 25).Without(Shape.Circle(x, 24, 20)), kit.Main);
        }

        pen.Body(Shape.Curve(5, 5, 51, 20, 60, 14, 69, 20), kit.Main);
        pen.Body(Shape.Line(4, 3, 20, -2, 14), kit.Main);
        pen.Body(Shape.Line(4, 117, 20, 122, 14), kit.Main);
    }

    public static void Shoe(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(6, 6, 40, 2, 50, 20, 78, 36, 112, 44, 122, 60, 110, 68, 10, 68, 4, 40), kit.Main);
        pen.Body(Shape.Box(3, 60, 121, 12, 6), Coat.Hex(0xF5F2EB, Material.Rubber));
        pen.Body(Shape.Blob(92, 42, 114, 46, 122, 60, 96, 60), Coat.Hex(0xF5F2EB, Material.Rubber));
        for (var i = 0; i < 4; i++)
        {
            pen.Patch(Shape.Line(2.6f, 46 + i * 10, 18 + i * 6.4f, 58 + i * 9, 12 + i * 8), Ink.Hex(0xF8F6F0));
        }
    }

    public static void Backpack(Pen pen, Kit kit)
    {
        pen.Patch(Shape.Curve(5, 5, 34, 12, 45, -2, 56, 12), kit.Main.Ink.Darker(0.5f));
        pen.Body(Shape.Box(-2, 46, 16, 44, 8), kit.Main.Darker(0.2f));
        pen.Body(Shape.Box(76, 46, 16, 44, 8), kit.Main.Darker(0.2f));
        pen.Body(Shape.Blob(45, 6, 72, 14, 82, 40, 82, 94, 70, 104, 20, 104, 8, 94, 8, 40, 18, 14), kit.Main);
        pen.Body(Shape.Box(18, 58, 54, 38, 9), kit.Main.Lighter(0.1f));
        pen.Patch(Shape.Curve(1.8f, 1.8f, 20, 36, 45, 30, 70, 36), Ink.Hex(0x2B2D33).Fade(0.8f));
        pen.Patch(Shape.Line(1.8f, 24, 66, 66, 66), Ink.Hex(0x2B2D33).Fade(0.8f));
    }

    public static void Phone(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(0, 0, 62, 124, 11), kit.Main);
        pen.Tint(Shape.Box(4, 4, 54, 116, 8), (x, y) => Ink.Hex(0x5B8DEF).Mix(Ink.Hex(0xF08BB4), Arith.Clamp((x + y) / 180)));
        pen.Patch(Shape.Box(22, 8, 18, 5, 2.5f), Ink.Hex(0x15171C));
        for (var i = 0; i < 8; i++)
        {
            pen.Patch(Shape.Box(10 + i % 4 * 11, 80 + i / 4 * 14, 8.4f, 8.4f, 2.4f), Ink.White.Fade(0.85f));
        }
    }

    public static void Laptop(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(18, 0, 124, 82, 6), kit.Main.Darker(0.35f));
        pen.Tint(Shape.Box(23, 5, 114, 71, 2), (x, y) => Ink.Hex(0x274C8E).Mix(Ink.Hex(0x6FC3DF), Arith.Clamp((x - 23 + 100 - y) / 210)));
        pen.Body(Shape.Polygon(14, 82, 146, 82, 160, 98, 0, 98), kit.Main.Lighter(0.1f));
        pen.Patch(Shape.Polygon(26, 84, 134, 84, 140, 91, 20, 91), Ink.Hex(0x33363C).Fade(0.8f));
        pen.Body(Shape.Box(0, 97, 160, 6, 3), kit.Main);
    }

    public static void Camera(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(36, 0, 44, 24, 6), kit.Main.Darker(0.1f));
        pen.Body(Shape.Box(2, 14, 116, 72, 10), kit.Main);
        pen.Body(Shape.Box(2, 36, 116, 30), Coat.Hex(0x2E2D30, Material.Leather));
        pen.Body(Shape.Circle(60, 52, 30), Coat.Hex(0xA9B1BA, Material.Metal));
        pen.Body(Shape.Circle(60, 52, 24), Coat.Hex(0x22252B, Material.Plastic));
        pen.Body(Shape.Circle(60, 52, 16), Coat.Hex(0x31476E, Material.Ceramic));
        pen.Glow(53, 45, 7, 6, Ink.Hex(0xD7E8FF).Fade(0.9f));
        pen.Body(Shape.Circle(100, 12, 6), Coat.Hex(0xC8323C, Material.Plastic));
    }

    public static void Pencil(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(0, 4, 14, 18, 4), Coat.Hex(0xEF8E9B, Material.Rubber));
        pen.Body(Shape.Box(12, 4, 12, 18), Coat.Hex(0xB9C0C8, Material.Metal));
        pen.Body(Shape.Box(23, 4, 100, 18), kit.Main);
        pen.Patch(Shape.Box(23, 10, 100, 5), kit.Main.Ink.Lighter(0.3f).Fade(0.6f));
        pen.Body(Shape.Polygon(123, 4, 152, 13, 123, 22), Coat.Hex(0xE9C594, Material.Wood));
        pen.Patch(Shape.Polygon(142, 10, 152, 13, 142, 16), Ink.Hex(0x2B2D33));
    }

    public static void Hammer(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(40, 24, 50, 24, 52, 90, 54, 128, 36, 128, 38, 90), Coat.Hex(0xA8703F, Material.Wood));
        pen.Body(Shape.Blob(4, 10, 18, 8, 60, 8, 84, 6, 100, 16, 106, 28, 88, 24, 62, 30, 18, 30, 4, 28), kit.Main);
    }

    public static void Scissors(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(34, 0, 42, 4, 58, 76, 50, 80), Coat.Hex(0xB9C0C8, Material.Metal));
        pen.Body(Shape.Polygon(66, 0, 58, 4, 42, 76, 50, 80), Coat.Hex(0xC9CFD6, Material.Metal));
        pen.Body(Shape.Ellipse(32, 104, 16, 22, 0.06f).Without(Shape.Ellipse(32, 104, 9, 14, 0.06f)), kit.Main);
        pen.Body(Shape.Ellipse(68, 104, 16, 22, -0.06f).Without(Shape.Ellipse(68, 104, 9, 14, -0.06f)), kit.Main);
        pen.Patch(Shape.Circle(50, 70, 3), Ink.Hex(0x4A4F57));
    }

    public static void Guitar(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(39, 12, 11, 74), Coat.Hex(0x4A2C1C, Material.Wood));
        pen.Body(Shape.Blob(36, 0, 53, 0, 52, 18, 37, 18), Coat.Hex(0x6B4226, Material.Wood));
        pen.Body(Shape.Blob(44.5f, 70, 66, 74, 70, 92, 66, 104, 82, 124, 74, 148, 44.5f, 156, 15, 148, 7, 124, 23, 104, 19, 92, 23, 74), kit.Main);
        pen.Patch(Shape.Circle(44.5f, 106, 11), Ink.Hex(0x2A1810));
        pen.Patch(Shape.Circle(44.5f, 106, 13.5f).Without(Shape.Circle(44.5f, 106, 12)), Ink.Hex(0xF0DDB0));
        pen.Body(Shape.Box(32, 132, 25, 5, 2), Coat.Hex(0x3A2418, Material.Wood));
        for (var i = 0; i < 5; i++)
        {
            pen.Patch(Shape.Line(0.5f, 41 + i * 1.8f, 8, 39.5f + i * 2.5f, 134), Ink.Hex(0xF4EBD2));
        }
    }

    public static void Drum(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(4, 22, 50, 30, 96, 22, 96, 74, 84, 84, 50, 88, 16, 84, 4, 74), kit.Main);
        for (var i = 0; i < 5; i++)
        {
            pen.Patch(Shape.Line(1.4f, 6 + i * 20, 30 + MathF.Min(i, 4 - i) * 2, 16 + i * 18, 78 + MathF.Min(i, 4 - i) * 3), Ink.Hex(0xF2E3B8));
        }

        pen.Body(Shape.Curve(7, 7, 4, 76, 50, 86, 96, 76), Coat.Hex(0xE0B44A, Material.Metal));
        pen.Body(Shape.Ellipse(50, 20, 48, 14), Coat.Hex(0xE0B44A, Material.Metal));
        pen.Body(Shape.Ellipse(50, 19, 43, 11), Coat.Hex(0xF7F0E2, Material.Paper));
        pen.Body(Shape.Line(3.4f, 92, -8, 46, 16), Coat.Hex(0xB98A55, Material.Wood));
    }

    public static void Piano(Pen pen, Kit kit)
    {
        foreach (var x in (float[])[8, 122])
        {
            pen.Body(Shape.Box(x, 76, 10, 34), kit.Main.Darker(0.1f));
        }

        pen.Body(Shape.Box(4, 0, 132, 56, 4), kit.Main);
        pen.Body(Shape.Box(0, 52, 140, 32, 3), kit.Main.Darker(0.1f));
        pen.Patch(Shape.Box(8, 58, 124, 18), Ink.Hex(0xFBF8F1));
        for (var i = 1; i < 18; i++)
        {
            pen.Patch(Shape.Box(8 + i * 6.9f - 0.3f, 58, 0.6f, 18), Ink.Hex(0x9A958C));
            if (i % 7 is not (0 or 3))
            {
                pen.Patch(Shape.Box(8 + i * 6.9f - 2, 58, 4, 11), Ink.Hex(0x1E1E22));
            }
        }

        pen.Body(Shape.Polygon(46, 20, 94, 20, 98, 48, 42, 48), Coat.Hex(0xF6EFDC, Material.Paper));
    }
}
