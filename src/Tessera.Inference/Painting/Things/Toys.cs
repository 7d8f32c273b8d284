using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

internal static class Toys
{
    public static void Balloon(Pen pen, Kit kit)
    {
        var rubber = kit.Main;
        pen.Patch(Shape.Curve(1f, 0.8f, 50, 118, 47.5f, 127, 52, 136, 50, 147, 57, 156, 66, 156.5f, 64, 152.5f, 57, 153, 54, 158, 74, 159.4f), Ink.Hex(0xEDE4D3).Mix(rubber.Ink, 0.35f));
        pen.Body(Shape.Polygon(50, 106, 43.5f, 119, 47, 117.5f, 50, 119.5f, 53, 117.5f, 56.5f, 119), rubber.Darker(0.15f));
        pen.Body(Shape.Blob(50, 2, 76, 10, 92, 34, 88, 66, 70, 94, 53, 110, 47, 110, 30, 94, 12, 66, 8, 34, 24, 10), rubber);
        pen.Patch(Shape.Ellipse(50, 109.6f, 5.5f, 2.4f), rubber.Ink.Darker(0.3f));
        pen.Glow(34, 34, 26, 34, rubber.Ink.Lighter(0.75f).Fade(0.55f), 0.04f);
        pen.Glow(66, 74, 16, 20, rubber.Ink.Lighter(0.5f).Fade(0.25f), 0.06f);
        pen.Glow(30, 27, 9, 14, Ink.White.Fade(0.95f), 0.07f);
        pen.Glow(26, 47, 3.4f, 4.6f, Ink.White.Fade(0.6f));
    }

    public static void Ball(Pen pen, Kit kit)
    {
        pen.Body(Shape.Circle(50, 50, 50), kit.Main);
        pen.Glow(34, 30, 20, 15, Ink.White.Fade(0.6f), -0.1f);
    }

    public static void Cube(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(50, 0, 98, 22, 50, 46, 2, 22), kit.Main.Lighter(0.25f));
        pen.Body(Shape.Polygon(2, 22, 50, 46, 50, 104, 2, 78), kit.Main);
        pen.Body(Shape.Polygon(50, 46, 98, 22, 98, 78, 50, 104), kit.Main.Darker(0.3f));
    }

    public static void Kite(Pen pen, Kit kit)
    {
        pen.Patch(Shape.Curve(1.4f, 1.2f, 50, 104, 58, 120, 44, 134, 54, 150), Ink.Hex(0x5B4630));
        foreach (var (x, y) in ((float, float)[])[(56, 118), (47, 134)])
        {
            pen.Body(Shape.Polygon(x - 9, y - 5, x, y, x - 9, y + 5), kit.Second);
            pen.Body(Shape.Polygon(x + 9, y - 5, x, y, x + 9, y + 5), kit.Second);
        }

        pen.Body(Shape.Polygon(50, 0, 94, 40, 50, 106, 6, 40), kit.Main);
        pen.Patch(Shape.Polygon(50, 0, 94, 40, 50, 40), kit.Main.Ink.Lighter(0.35f).Fade(0.8f));
        pen.Patch(Shape.Polygon(6, 40, 50, 40, 50, 106), kit.Second.Ink.Fade(0.9f));
        pen.Patch(Shape.Line(1.4f, 50, 0, 50, 106), Ink.Hex(0x5B4630));
        pen.Patch(Shape.Line(1.4f, 6, 40, 94, 40), Ink.Hex(0x5B4630));
    }

    public static void Robot(Pen pen, Kit kit)
    {
        var dark = kit.Main.Darker(0.3f);
        pen.Patch(Shape.Line(2.6f, 50, 14, 50, 2), Ink.Hex(0x5A6069));
        pen.Body(Shape.Circle(50, 2, 5), Coat.Hex(0xE0393E, Material.Plastic));
        Animals.Twice(pen, half =>
        {
            half.Body(Shape.Curve(9, 9, 22, 64, 8, 76, 8, 92), dark);
            half.Body(Shape.Circle(8, 96, 8), kit.Main);
            half.Body(Shape.Box(29, 106, 14, 24, 4), dark);
            half.Body(Shape.Box(23, 124, 24, 12, 5), kit.Main);
            half.Body(Shape.Box(14, 30, 8, 16, 3), dark);
        });
        pen.Body(Shape.Box(20, 12, 60, 44, 13), kit.Main);
        pen.Body(Shape.Box(27, 21, 46, 25, 9), Coat.Hex(0x22304A, Material.Plastic));
        Animals.Twice(pen, half =>
        {
            half.Soft(40, 32, 10, 10, Ink.Hex(0x6FF2F2).Fade(0.6f));
            half.Patch(Shape.Circle(40, 32, 5), Ink.Hex(0x8FF7F2));
        });
        pen.Patch(Shape.Curve(1.8f, 1.8f, 44, 40, 50, 42.5f, 56, 40), Ink.Hex(0x8FF7F2));
        pen.Body(Shape.Box(22, 58, 56, 52, 12), kit.Main);
        pen.Body(Shape.Circle(50, 82, 12), Coat.Hex(0xF4C542, Material.Ceramic));
    }

    public static void Snowman(Pen pen, Kit kit)
    {
        pen.Patch(Shape.Curve(3, 1.6f, 28, 66, 12, 56, 2, 44), Ink.Hex(0x5B3F28));
        pen.Patch(Shape.Curve(3, 1.6f, 72, 66, 88, 56, 98, 46), Ink.Hex(0x5B3F28));
        pen.Body(Shape.Circle(50, 106, 34), kit.Main);
        pen.Body(Shape.Circle(50, 66, 26), kit.Main);
        pen.Body(Shape.Circle(50, 34, 20), kit.Main);
        foreach (var y in (float[])[62, 74, 98])
        {
            Faces.Bead(pen, 50, y, 2.8f);
        }

        Faces.Bead(pen, 43, 30, 2.8f);
        Faces.Bead(pen, 57, 30, 2.8f);
        pen.Body(Shape.Polygon(49, 34, 72, 39, 49, 40), Coat.Hex(0xF28A2E));
        pen.Body(Shape.Curve(8, 8, 33, 48, 50, 55, 67, 48), Coat.Hex(0xC8323C, Material.Fabric));
        pen.Body(Shape.Polygon(60, 52, 69, 50, 74, 76, 64, 78), Coat.Hex(0xB32A36, Material.Fabric));
        pen.Body(Shape.Box(28, 14, 44, 5, 2.5f), Coat.Hex(0x2B2D33));
        pen.Body(Shape.Box(34, -8, 32, 24, 3), Coat.Hex(0x2B2D33));
    }

    public static void Person(Pen pen, Kit kit)
    {
        Ink[] skins = [Ink.Hex(0xF2CBAA), Ink.Hex(0xD9A27A), Ink.Hex(0xA8714B), Ink.Hex(0x75492F)];
        Ink[] hairs = [Ink.Hex(0x2E211B), Ink.Hex(0x6B4226), Ink.Hex(0xC98A3C), Ink.Hex(0x8F3F22)];
        var skin = new Coat(kit.Chance.Pick(skins));
        var hair = new Coat(kit.Chance.Pick(hairs), Material.Fur);
        Animals.Twice(pen.At(-10, 0), half =>
        {
            half.Body(Shape.Blob(36, 104, 49, 104, 48, 150, 38, 150), Coat.Hex(0x35507A, Material.Fabric));
            half.Body(Shape.Blob(30, 150, 48, 146, 48, 158, 28, 158), Coat.Hex(0x3B2E2A, Material.Leather));
            half.Body(Shape.Curve(11, 8, 32, 66, 22, 84, 21, 104), kit.Main.Darker(0.1f));
            half.Body(Shape.Circle(21, 107, 5.4f), skin);
        });
        pen.Body(Shape.Box(34, 46, 12, 14, 4), skin.Darker(0.15f));
        pen.Body(Shape.Blob(40, 55, 58, 60, 61, 84, 60, 110, 40, 114, 20, 110, 19, 84, 22, 60), kit.Main);
        pen.Body(Shape.Blob(40, 0, 60, 8, 64, 28, 60, 42, 20, 42, 16, 28, 20, 8), hair);
        pen.Body(Shape.Blob(40, 12, 56, 18, 57, 34, 50, 47, 40, 51, 30, 47, 23, 34, 24, 18), skin);
        pen.Body(Shape.Blob(20, 24, 24, 8, 42, 3, 58, 12, 60, 26, 46, 17, 34, 20), hair);
        Faces.Bead(pen, 33, 32, 2.4f);
        Faces.Bead(pen, 47, 32, 2.4f);
        pen.Glow(29, 39, 5, 3.4f, Ink.Hex(0xE8706A).Fade(0.5f));
        pen.Glow(51, 39, 5, 3.4f, Ink.Hex(0xE8706A).Fade(0.5f));
        pen.Patch(Shape.Curve(1.4f, 1.4f, 36, 41, 40, 43.5f, 44, 41), Ink.Hex(0x8C3B34));
    }

    public static void Heart(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(50, 18, 62, 4, 84, 2, 99, 18, 98, 42, 80, 70, 50, 96, 20, 70, 2, 42, 1, 18, 16, 2, 38, 4), kit.Main);
        pen.Glow(24, 26, 12, 13, Ink.White.Fade(0.6f), 0.08f);
    }

    public static void Star(Pen pen, Kit kit)
    {
        var points = new float[20];
        for (var i = 0; i < 10; i++)
        {
            var r = i % 2 == 0 ? 52 : 23;
            (points[2 * i], points[2 * i + 1]) = (50 + r * Arith.Sin(i / 10f), 52 - r * Arith.Cos(i / 10f));
        }

        pen.Body(Shape.Polygon(points), kit.Main);
    }

    public static void Disc(Pen pen, Kit kit) => pen.Body(Shape.Circle(50, 50, 50), kit.Main);

    public static void Square(Pen pen, Kit kit) => pen.Body(Shape.Box(2, 2, 96, 96, 5), kit.Main);

    public static void Triangle(Pen pen, Kit kit) => pen.Body(Shape.Polygon(50, 2, 104, 92, -4, 92), kit.Main);

    public static void Diamond(Pen pen, Kit kit)
    {
        var ink = kit.Main;
        pen.Body(Shape.Polygon(22, 0, 88, 0, 110, 28, 55, 96, 0, 28), ink);
        pen.Patch(Shape.Polygon(22, 0, 38, 28, 0, 28), ink.Ink.Lighter(0.5f).Fade(0.8f));
        pen.Patch(Shape.Polygon(22, 0, 55, 0, 38, 28), ink.Ink.Lighter(0.75f).Fade(0.8f));
        pen.Patch(Shape.Polygon(55, 0, 72, 28, 38, 28), ink.Ink.Lighter(0.35f).Fade(0.8f));
        pen.Patch(Shape.Polygon(38, 28, 72, 28, 55, 96), ink.Ink.Lighter(0.25f).Fade(0.8f));
        pen.Patch(Shape.Polygon(0, 28, 38, 28, 55, 96), ink.Ink.Darker(0.12f).Fade(0.8f));
        pen.Patch(Shape.Polygon(88, 0, 110, 28, 72, 28), ink.Ink.Darker(0.2f).Fade(0.8f));
    }

    public static void Die(Pen pen, Kit kit)
    {
        Cube(pen, kit);
        var dot = Ink.Hex(kit.Main.Ink.Luma > 0.4f ? 0x2B2D33u : 0xF8F6F0u);
        pen.Patch(Shape.Ellipse(50, 23, 7, 4), dot);
        foreach (var (x, y) in ((float, float)[])[(14, 44), (38, 82), (26, 63)])
        {
            pen.Patch(Shape.Ellipse(x, y, 4, 5.4f), dot);
        }

        foreach (var (x, y) in ((float, float)[])[(62, 56), (86, 44), (62, 84), (86, 70)])
        {
            pen.Patch(Shape.Ellipse(x, y, 4, 5.4f), dot);
        }
    }
}
