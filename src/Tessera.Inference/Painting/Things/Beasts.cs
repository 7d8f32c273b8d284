using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

/// <summary>Animals that stand, seen from the side.</summary>
internal static class Beasts
{
    public static void Horse(Pen pen, Kit kit)
    {
        Steed(pen, kit.Main, Coat.Hex(0x33241D, Material.Fur));
    }

    public static void Steed(Pen pen, Coat coat, Coat hair)
    {
        pen.Body(Shape.Curve(7, 11, 28, 62, 14, 68, 10, 88, 14, 108), hair);
        Legs(pen, coat.Darker(0.2f), 66, 128, 7, 43, 103);
        pen.Body(Shape.Blob(24, 62, 40, 54, 66, 58, 88, 54, 106, 30, 118, 34, 114, 66, 106, 86, 84, 92, 56, 90, 34, 94, 24, 82), coat);
        Legs(pen, coat, 66, 130, 8, 32, 93);
        pen.Body(Shape.Blob(100, 40, 106, 18, 122, 10, 132, 18, 146, 34, 142, 44, 130, 42, 120, 40, 114, 52), coat);
        pen.Body(Shape.Blob(111, 16, 112, 2, 120, 12), coat.Darker(0.1f));
        pen.Body(Shape.Blob(118, 10, 108, 12, 100, 28, 88, 48, 94, 54, 104, 40, 112, 22), hair);
        Faces.Bead(pen, 124, 22, 2.6f);
        pen.Patch(Shape.Ellipse(141, 37, 1.6f, 2.2f), Ink.Hex(0x2A1C16));
    }

    public static void Cow(Pen pen, Kit kit)
    {
        var coat = kit.Main;
        var spot = Ink.Hex(0x33302F);
        pen.Patch(Shape.Curve(3, 2, 20, 50, 11, 60, 12, 86), coat.Ink.Darker(0.15f));
        pen.Body(Shape.Ellipse(12, 88, 3.4f, 6), Coat.Hex(0x33302F, Material.Fur));
        Legs(pen, coat.Darker(0.2f), 76, 112, 10, 44, 94);
        pen.Body(Shape.Blob(18, 48, 50, 44, 90, 44, 110, 44, 116, 66, 106, 86, 70, 90, 34, 88, 20, 76), coat);
        pen.Body(Shape.Ellipse(46, 90, 12, 6), Coat.Hex(0xEDA9A5));
        Legs(pen, coat, 76, 114, 11, 30, 84);
        pen.Patch(Shape.Blob(34, 50, 54, 48, 58, 62, 48, 74, 34, 68), spot);
        pen.Patch(Shape.Blob(74, 60, 90, 56, 96, 70, 86, 82, 74, 76), spot);
        pen.Body(Shape.Blob(98, 30, 86, 30, 84, 38, 100, 42), coat.Darker(0.2f));
        pen.Patch(Shape.Curve(4, 1.4f, 106, 24, 102, 16, 108, 10), Ink.Hex(0xE7DCC4));
        pen.Patch(Shape.Curve(4, 1.4f, 122, 24, 126, 16, 120, 10), Ink.Hex(0xE7DCC4));
        pen.Body(Shape.Blob(102, 24, 126, 24, 132, 44, 126, 62, 106, 62, 98, 42), coat);
        pen.Body(Shape.Ellipse(118, 58, 14, 10), Coat.Hex(0xEDA9A5));
        Faces.Bead(pen, 108, 40, 3.2f);
        Faces.Bead(pen, 123, 40, 3.2f);
        pen.Patch(Shape.Ellipse(113, 57, 2, 3), Ink.Hex(0x8C4A4C));
        pen.Patch(Shape.Ellipse(123, 57, 2, 3), Ink.Hex(0x8C4A4C));
    }

    public static void Sheep(Pen pen, Kit kit)
    {
        var face = Coat.Hex(0x3D3634, Material.Plain);
        Legs(pen, face, 66, 98, 7, 38, 80);
        for (var ring = 0; ring < 2; ring++)
        {
            for (var i = 0; i < 12; i++)
            {
                var reach = ring == 0 ? 1f : 0.55f;
                pen.Body(Shape.Circle(58 + reach * 36 * Arith.Cos(i / 12f + 0.03f), 48 + reach * 24 * Arith.Sin(i / 12f + 0.03f), 15), kit.Main.Darker(ring == 0 ? 0.06f : 0));
            }
        }

        pen.Body(Shape.Blob(92, 28, 108, 26, 118, 40, 114, 60, 104, 66, 94, 56), face);
        pen.Body(Shape.Blob(94, 32, 82, 36, 84, 44, 94, 42), face.Darker(0.2f));
        pen.Body(Shape.Circle(100, 24, 11), kit.Main);
        Faces.Eye(pen, 106, 42, 3.6f, Ink.Hex(0xE8D9A0));
    }

    public static void Elephant(Pen pen, Kit kit)
    {
        var skin = kit.Main;
        pen.Patch(Shape.Curve(3, 2, 14, 50, 5, 64, 8, 82), skin.Ink.Darker(0.3f));
        Legs(pen, skin.Darker(0.25f), 74, 118, 19, 42, 92);
        pen.Body(Shape.Blob(14, 44, 36, 22, 74, 18, 104, 28, 114, 60, 104, 92, 70, 96, 34, 96, 16, 84), skin);
        Legs(pen, skin, 74, 120, 21, 26, 78);
        pen.Body(Shape.Curve(22, 9, 132, 52, 146, 74, 146, 98, 152, 110, 162, 106), skin);
        pen.Body(Shape.Blob(100, 18, 124, 8, 144, 22, 148, 48, 136, 66, 114, 66, 98, 50), skin);
        pen.Body(Shape.Blob(112, 18, 98, 14, 82, 30, 82, 58, 96, 76, 112, 66, 118, 40), skin.Lighter(0.08f));
        pen.Glow(99, 46, 12, 22, Ink.Hex(0xD99C9C).Fade(0.45f));
        pen.Body(Shape.Curve(6, 1.5f, 130, 66, 138, 80, 152, 82), Coat.Hex(0xF5EEDD, Material.Ceramic));
        Faces.Bead(pen, 129, 36, 3.6f);
    }

    public static void Giraffe(Pen pen, Kit kit)
    {
        var coat = kit.Main;
        var spot = coat.Ink.Darker(0.5f);
        Legs(pen, coat.Darker(0.2f), 108, 160, 6, 32, 70);
        pen.Body(Shape.Blob(14, 92, 34, 84, 58, 82, 68, 60, 76, 22, 88, 20, 86, 60, 84, 100, 68, 116, 40, 116, 18, 114), coat);
        Legs(pen, coat, 108, 162, 7, 20, 62);
        foreach (var (x, y, r) in ((float, float, float)[])[(26, 98, 6), (40, 94, 6.5f), (54, 96, 7), (68, 92, 7), (34, 108, 5), (50, 108, 5.5f), (64, 106, 6), (76, 76, 5.5f), (79, 60, 5), (80, 45, 4.4f), (82, 32, 3.8f), (77, 88, 4)])
        {
            pen.Patch(Shape.Blob(x - r, y - r * 0.5f, x, y - r, x + r, y - r * 0.4f, x + r * 0.8f, y + r * 0.7f, x - r * 0.2f, y + r, x - r * 0.9f, y + r * 0.6f), spot);
        }

        pen.Patch(Shape.Line(2.6f, 80, 10, 79, 1), spot);
        pen.Patch(Shape.Line(2.6f, 86, 10, 87, 1), spot);
        pen.Body(Shape.Blob(72, 14, 82, 7, 94, 12, 108, 24, 106, 32, 94, 30, 78, 30), coat);
        pen.Body(Shape.Blob(76, 14, 64, 8, 66, 16, 76, 20), coat.Darker(0.1f));
        Faces.Bead(pen, 90, 17, 2.8f);
        pen.Patch(Shape.Ellipse(104, 26, 1.2f, 1.6f), spot);
    }

    public static void Turtle(Pen pen, Kit kit)
    {
        var skin = Coat.Hex(0x8DB255, Material.Leather);
        foreach (var x in (float[])[30, 86])
        {
            pen.Body(Shape.Blob(x - 10, 54, x + 12, 54, x + 12, 70, x, 74, x - 10, 70), skin.Darker(0.1f));
        }

        pen.Body(Shape.Blob(104, 48, 108, 30, 122, 20, 136, 28, 136, 44, 122, 52, 114, 62), skin);
        pen.Body(Shape.Blob(10, 56, 20, 26, 58, 4, 96, 26, 108, 56, 58, 64), kit.Main);
        foreach (var (x, y, r) in ((float, float, float)[])[(58, 26, 13), (34, 36, 10), (82, 36, 10), (46, 50, 8), (70, 50, 8)])
        {
            pen.Body(Shape.Polygon(x - r, y, x - r / 2, y - r * 0.8f, x + r / 2, y - r * 0.8f, x + r, y, x + r / 2, y + r * 0.8f, x - r / 2, y + r * 0.8f), kit.Main.Darker(0.3f));
        }

        pen.Body(Shape.Curve(7, 7, 8, 58, 58, 66, 110, 58), Coat.Hex(0xD9C98A, Material.Leather));
        Faces.Bead(pen, 125, 32, 3.4f);
        pen.Patch(Shape.Curve(1.2f, 0.8f, 120, 43, 128, 45, 134, 41), Ink.Hex(0x3E5426));
    }

    public static void Snail(Pen pen, Kit kit)
    {
        var skin = Coat.Hex(0xD8B07A, Material.Leather);
        pen.Body(Shape.Blob(2, 82, 30, 72, 84, 74, 100, 58, 104, 40, 118, 40, 120, 58, 112, 78, 90, 86, 20, 88), skin);
        pen.Patch(Shape.Curve(2.6f, 2, 108, 42, 104, 28, 102, 22), skin.Ink);
        pen.Patch(Shape.Curve(2.6f, 2, 114, 42, 118, 28, 122, 22), skin.Ink);
        Faces.Bead(pen, 102, 20, 3.6f);
        Faces.Bead(pen, 122, 20, 3.6f);
        pen.Body(Shape.Circle(52, 44, 36), kit.Main);
        var coil = new float[44];
        for (var i = 0; i < 22; i++)
        {
            var r = 32 - i * 1.4f;
            (coil[2 * i], coil[2 * i + 1]) = (52 + r * Arith.Cos(i / 9f + 0.2f), 44 + r * Arith.Sin(i / 9f + 0.2f));
        }

        pen.Patch(Shape.Curve(4, 2, coil), kit.Main.Ink.Darker(0.45f));
    }

    private static void Legs(Pen pen, Coat coat, float top, float bottom, float width, params ReadOnlySpan<float> at)
    {
        foreach (var x in at)
        {
            var (half, foot) = (width / 2, width * 0.58f);
            pen.Body(Shape.Blob(x - half * 1.2f, top, x + half * 1.2f, top, x + half, (top + bottom) / 2, x + foot, bottom - 2, x, bottom, x - foot, bottom - 2, x - half, (top + bottom) / 2), coat);
        }
    }
}
