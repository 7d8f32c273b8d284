using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

/// <summary>What holidays are decorated with.</summary>
internal static class Festive
{
    private static readonly uint[] Bright = [0xD7263D, 0xF2B632, 0x2B6CD4, 0xE8E4F2, 0xE0506A];

    public static void ChristmasTree(Pen pen, Kit kit)
    {
        Plants.Pine(pen.At(0, 14), kit);
        for (var i = 0; i < 3; i++)
        {
            var (y, half) = (54f + i * 32, 18f + i * 9);
            pen.Patch(Shape.Curve(2.6f, 2.6f, 45 - half, y - 4, 45 - half * 0.2f, y + 7, 45 + half, y + 1), Ink.Hex(0xF7D34A));
        }

        foreach (var (x, y, tone) in ((float, float, int)[])[(45, 44, 0), (34, 60, 1), (58, 66, 2), (30, 88, 4), (50, 82, 0), (66, 98, 1), (22, 118, 2), (42, 112, 3), (62, 122, 0), (76, 126, 4)])
        {
            pen.Soft(x, y, 8, 8, Ink.Hex(Bright[tone]).Lighter(0.4f).Fade(0.6f));
            pen.Body(Shape.Circle(x, y, 4.6f), Coat.Hex(Bright[tone], Material.Ceramic));
        }

        pen.Soft(45, 12, 24, 24, Ink.Hex(0xFFF0A0).Fade(0.8f));
        Toys.Star(pen.At(32, -2, 0.26f), kit with { Main = Coat.Hex(0xF7C325, Material.Plastic) });
    }

    public static void JackOLantern(Pen pen, Kit kit)
    {
        Food.Pumpkin(pen, kit);
        var fire = Ink.Hex(0xFFD95A);
        pen.Soft(60, 60, 46, 34, Ink.Hex(0xFFB13D).Fade(0.5f));
        Animals.Twice(pen.At(10, 0), half =>
        {
            half.Patch(Shape.Polygon(18, 52, 42, 52, 32, 34), Ink.Hex(0x5A2A0C));
            half.Patch(Shape.Polygon(21, 51, 40, 51, 32, 37), fire);
        });
        pen.Patch(Shape.Polygon(54, 64, 66, 64, 60, 55), fire);
        pen.Patch(Shape.Polygon(20, 66, 34, 71, 38, 66, 46, 73, 60, 74, 74, 73, 82, 66, 86, 71, 100, 66, 88, 84, 76, 88, 72, 83, 64, 90, 54, 90, 48, 83, 44, 88, 32, 84), fire);
    }

    public static void CandyCane(Pen pen, Kit kit)
    {
        pen.Body(Shape.Curve(15, 15, 14, 132, 15, 90, 16, 44, 22, 16, 42, 8, 62, 18, 66, 40), Coat.Hex(0xFBF8F3, Material.Ceramic));
        for (var i = 0; i < 6; i++)
        {
            pen.Patch(Shape.Line(6.4f, 9, 126 - i * 16, 22, 116 - i * 16), kit.Main.Ink);
        }

        pen.Patch(Shape.Line(6.4f, 18, 16, 34, 20), kit.Main.Ink);
        pen.Patch(Shape.Line(6.4f, 42, 1, 42, 15), kit.Main.Ink);
        pen.Patch(Shape.Line(6.4f, 67, 18, 56, 27), kit.Main.Ink);
    }

    public static void Bell(Pen pen, Kit kit)
    {
        pen.Body(Shape.Circle(50, 94, 10), kit.Main.Darker(0.25f));
        pen.Body(Shape.Circle(50, 8, 8).Without(Shape.Circle(50, 8, 4)), kit.Main.Darker(0.1f));
        pen.Body(Shape.Blob(50, 10, 70, 20, 78, 54, 92, 82, 94, 90, 50, 96, 6, 90, 8, 82, 22, 54, 30, 20), kit.Main);
        pen.Patch(Shape.Curve(4, 4, 12, 82, 50, 88, 88, 82), kit.Main.Ink.Darker(0.3f).Fade(0.7f));
    }

    public static void EasterEgg(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(45, 2, 70, 24, 86, 66, 72, 100, 45, 112, 18, 100, 4, 66, 20, 24), kit.Main);
        foreach (var (y, half, tone) in ((float, float, uint)[])[(34, 29, 0xF9CE23), (86, 33, 0x8C5BE0)])
        {
            pen.Patch(Shape.Curve(7, 7, 45 - half, y - 2, 45, y + 5, 45 + half, y - 2), Ink.Hex(tone));
        }

        pen.Patch(Shape.Line(4, 9, 60, 18, 68, 27, 58, 36, 70, 45, 60, 54, 70, 63, 58, 72, 68, 81, 60), Ink.White.Fade(0.95f));
        for (var i = 0; i < 5; i++)
        {
            pen.Patch(Shape.Circle(25 + i * 10, 50 - MathF.Abs(i - 2) * 0.6f, 2.6f), Ink.Hex(0xE0506A));
        }
    }

    public static void Fireworks(Pen pen, Kit kit)
    {
        foreach (var (x, y, r, tone) in ((float, float, float, int)[])[(36, 42, 34, 0), (96, 32, 30, 1), (76, 86, 32, 2)])
        {
            var ink = kit.Coloured ? kit.Main.Ink.Lighter(tone * 0.2f) : Ink.Hex(Bright[tone]).Lighter(0.25f);
            pen.Soft(x, y, r, r, ink.Fade(0.6f));
            pen.Patch(Shape.Circle(x, y, r * 0.16f), ink.Lighter(0.6f));
            for (var ray = 0; ray < 16; ray++)
            {
                var (c, s) = (Arith.Cos(ray / 16f), Arith.Sin(ray / 16f));
                var reach = ray % 2 == 0 ? 1 : 0.7f;
                pen.Patch(Shape.Curve(1.4f, 3.4f, x + c * r * 0.2f, y + s * r * 0.2f, x + c * r * reach * 0.86f, y + s * r * reach * 0.86f), ink);
                pen.Patch(Shape.Circle(x + c * r * reach, y + s * r * reach, 2.6f), ink.Lighter(0.5f));
            }
        }
    }

    public static void PartyHat(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(50, 8, 90, 102, 50, 110, 10, 102), kit.Main);
        foreach (var (x, y, tone) in ((float, float, int)[])[(50, 40, 1), (38, 66, 2), (62, 70, 3), (28, 92, 1), (52, 94, 2), (74, 94, 3)])
        {
            pen.Patch(Shape.Circle(x, y, 5.4f), Ink.Hex(Bright[tone]));
        }

        for (var i = 0; i < 8; i++)
        {
            pen.At(50, 9, 1, i / 8f).Body(Shape.Ellipse(0, -7, 4, 8), kit.Second);
        }
    }
}
