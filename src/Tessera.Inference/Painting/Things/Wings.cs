using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

/// <summary>Birds, insects and what lives in water.</summary>
internal static class Wings
{
    private static readonly Coat Beak = Coat.Hex(0xF2A33A, Material.Plastic);

    public static void Bird(Pen pen, Kit kit)
    {
        var coat = kit.Main;
        pen.Patch(Shape.Curve(2.2f, 1.8f, 52, 74, 52, 88, 58, 90), Ink.Hex(0xC77F35));
        pen.Patch(Shape.Curve(2.2f, 1.8f, 62, 74, 62, 88, 68, 90), Ink.Hex(0xC77F35));
        pen.Body(Shape.Blob(26, 56, 6, 74, 0, 84, 12, 86, 36, 72), coat.Darker(0.25f));
        pen.Body(Shape.Blob(70, 10, 88, 14, 94, 30, 88, 54, 74, 74, 50, 80, 28, 68, 30, 50, 52, 38, 58, 20), coat);
        pen.Body(Shape.Blob(86, 36, 86, 56, 72, 74, 54, 76, 60, 62, 74, 50), coat.Lighter(0.6f));
        pen.Body(Shape.Blob(34, 48, 54, 42, 66, 50, 58, 64, 40, 70, 14, 76, 22, 62), coat.Darker(0.22f));
        pen.Body(Shape.Blob(92, 22, 110, 28, 92, 33), Beak);
        Faces.Bead(pen, 80, 25, 3.8f);
    }

    public static void Parrot(Pen pen, Kit kit)
    {
        var coat = kit.Main;
        pen.Body(Shape.Blob(40, 92, 30, 130, 24, 140, 44, 134, 54, 96), Coat.Hex(0x2B6CD4, Material.Feather));
        pen.Body(Shape.Blob(50, 4, 72, 10, 78, 34, 74, 70, 60, 98, 42, 102, 30, 84, 28, 50, 34, 18), coat);
        pen.Body(Shape.Blob(32, 44, 52, 48, 58, 72, 48, 100, 36, 112, 28, 84), Coat.Hex(0x2E9E4F, Material.Feather));
        pen.Body(Shape.Blob(34, 74, 54, 76, 46, 104, 36, 114, 30, 94), Coat.Hex(0xF2C230, Material.Feather));
        pen.Body(Shape.Ellipse(64, 28, 10, 11), Coat.Hex(0xF7F2E8, Material.Feather));
        pen.Body(Shape.Blob(70, 20, 86, 26, 86, 42, 80, 46, 76, 38, 70, 34), Coat.Hex(0x33322F, Material.Plastic));
        Faces.Bead(pen, 63, 26, 4);
    }

    public static void Owl(Pen pen, Kit kit)
    {
        var coat = kit.Main;
        pen.Body(Shape.Blob(50, 8, 66, 12, 80, 2, 84, 22, 88, 56, 80, 92, 60, 106, 40, 106, 20, 92, 12, 56, 16, 22, 20, 2, 34, 12), coat);
        pen.Body(Shape.Blob(50, 50, 70, 58, 70, 88, 50, 102, 30, 88, 30, 58), coat.Lighter(0.5f));
        for (var row = 0; row < 4; row++)
        {
            for (var i = -1; i <= 1; i++)
            {
                pen.Patch(Shape.Curve(1.6f, 1.6f, 46 + i * 12 + row % 2 * 6, 62 + row * 9, 50 + i * 12 + row % 2 * 6 - 1, 66 + row * 9, 53 + i * 12 + row % 2 * 6, 62 + row * 9), coat.Ink.Darker(0.2f).Fade(0.7f));
            }
        }

        Animals.Twice(pen, half =>
        {
            half.Body(Shape.Blob(14, 46, 26, 56, 30, 82, 20, 98, 10, 74), coat.Darker(0.22f));
            half.Body(Shape.Circle(35, 34, 17), coat.Lighter(0.45f));
            Faces.Eye(half, 36, 34, 11, Ink.Hex(0xF2B632));
            half.Patch(Shape.Line(3, 38, 104, 36, 110), Beak.Ink);
            half.Patch(Shape.Line(3, 42, 104, 43, 110), Beak.Ink);
        });
        pen.Body(Shape.Blob(45, 40, 55, 40, 50, 54), Beak);
    }

    public static void Penguin(Pen pen, Kit kit)
    {
        var coat = kit.Main;
        Animals.Twice(pen, half => half.Body(Shape.Blob(34, 112, 46, 108, 48, 118, 28, 119), Beak));
        pen.Body(Shape.Blob(50, 2, 68, 10, 74, 32, 84, 70, 78, 104, 50, 114, 22, 104, 16, 70, 26, 32, 32, 10), coat);
        pen.Body(Shape.Blob(50, 38, 66, 50, 72, 82, 62, 106, 50, 110, 38, 106, 28, 82, 34, 50), Coat.Hex(0xF8F6F1, Material.Feather));
        Animals.Twice(pen, half =>
        {
            half.Body(Shape.Blob(24, 44, 26, 60, 14, 88, 6, 92, 10, 66), coat.Darker(0.1f));
            half.Body(Shape.Ellipse(40, 26, 9, 11), Coat.Hex(0xF8F6F1, Material.Feather));
            Faces.Bead(half, 41, 25, 3.8f);
        });
        pen.Body(Shape.Blob(43, 31, 57, 31, 50, 41), Beak);
    }

    public static void Duck(Pen pen, Kit kit)
    {
        var coat = kit.Main;
        pen.Body(Shape.Blob(4, 44, 22, 54, 50, 54, 62, 42, 56, 20, 70, 4, 92, 8, 98, 26, 90, 42, 100, 62, 90, 88, 58, 98, 26, 92, 8, 72), coat);
        pen.Body(Shape.Blob(26, 62, 52, 56, 70, 64, 62, 80, 38, 84, 18, 72), coat.Darker(0.12f));
        pen.Body(Shape.Blob(94, 22, 112, 22, 116, 30, 104, 36, 92, 34), Beak);
        pen.Patch(Shape.Curve(1, 0.8f, 95, 29, 104, 30, 113, 28), Ink.Hex(0xB56D1C));
        Faces.Bead(pen, 82, 22, 4);
    }

    public static void Butterfly(Pen pen, Kit kit)
    {
        var coat = kit.Main;
        Animals.Twice(pen, half =>
        {
            half.Body(Shape.Blob(49, 46, 30, 50, 12, 64, 18, 86, 34, 88, 46, 66), coat.Darker(0.18f));
            half.Body(Shape.Blob(49, 46, 40, 22, 20, 4, 2, 8, 2, 32, 16, 50, 36, 54), coat);
            half.Patch(Shape.Blob(10, 12, 4, 10, 4, 30, 14, 44, 12, 30), Ink.Hex(0x2C2430).Fade(0.85f));
            half.Patch(Shape.Circle(25, 26, 7), coat.Ink.Lighter(0.6f));
            half.Patch(Shape.Circle(28, 70, 6), coat.Ink.Lighter(0.6f));
            half.Patch(Shape.Circle(8, 18, 1.6f), Ink.White);
            half.Patch(Shape.Circle(8, 28, 1.6f), Ink.White);
            half.Patch(Shape.Curve(1.2f, 1.8f, 49, 30, 44, 14, 36, 8), Ink.Hex(0x2C2430));
        });
        pen.Body(Shape.Blob(50, 26, 54, 36, 53, 60, 50, 76, 47, 60, 46, 36), Coat.Hex(0x3A2E36, Material.Fur));
    }

    public static void Bee(Pen pen, Kit kit)
    {
        pen.Body(Shape.Ellipse(46, 20, 13, 20, -0.06f), Coat.Hex(0xDCEEF7, Material.Glass));
        pen.Body(Shape.Ellipse(64, 22, 12, 18, 0.06f), Coat.Hex(0xDCEEF7, Material.Glass));
        pen.Body(Shape.Polygon(10, 52, 0, 56, 10, 60), Coat.Hex(0x2C2622));
        pen.Body(Shape.Ellipse(46, 56, 38, 25), kit.Main);
        foreach (var (x, h) in ((float, float)[])[(26, 20), (44, 24), (62, 22)])
        {
            pen.Patch(Shape.Curve(8, 8, x + 3, 56 - h, x - 2, 56, x + 3, 56 + h), Ink.Hex(0x2C2622).Fade(0.9f));
        }

        pen.Body(Shape.Circle(84, 54, 17), Coat.Hex(0x3A302A, Material.Fur));
        Faces.Eye(pen, 89, 50, 5, Ink.Hex(0xF3EDE0));
        pen.Patch(Shape.Curve(1.6f, 2.4f, 86, 38, 90, 28, 98, 26), Ink.Hex(0x2C2622));
    }

    public static void Ladybird(Pen pen, Kit kit)
    {
        pen.Body(Shape.Circle(88, 46, 16), Coat.Hex(0x26242A, Material.Plastic));
        foreach (var x in (float[])[26, 50, 70])
        {
            pen.Patch(Shape.Curve(3, 2, x, 66, x + 2, 76, x + 8, 78), Ink.Hex(0x26242A));
        }

        pen.Body(Shape.Blob(2, 66, 8, 34, 34, 10, 66, 14, 84, 40, 84, 66, 44, 71), kit.Main);
        pen.Patch(Shape.Curve(2, 2, 84, 62, 52, 54, 6, 52), Ink.Hex(0x26242A));
        foreach (var (x, y, r) in ((float, float, float)[])[(30, 30, 6), (56, 26, 6.5f), (44, 44, 5), (70, 44, 5), (20, 48, 4)])
        {
            pen.Patch(Shape.Circle(x, y, r), Ink.Hex(0x26242A));
        }

        Faces.Eye(pen, 94, 42, 4, Ink.White);
        pen.Glow(36, 22, 14, 7, Ink.White.Fade(0.7f), -0.08f);
    }

    public static void Fish(Pen pen, Kit kit)
    {
        var coat = kit.Main;
        pen.Body(Shape.Blob(30, 44, 8, 20, 0, 18, 8, 44, 0, 70, 8, 68), coat.Darker(0.15f));
        pen.Body(Shape.Blob(48, 20, 66, 0, 88, 8, 92, 20), coat.Darker(0.15f));
        pen.Body(Shape.Blob(56, 68, 62, 84, 76, 84, 78, 68), coat.Darker(0.15f));
        pen.Body(Shape.Blob(24, 44, 48, 20, 84, 14, 110, 28, 122, 44, 110, 60, 84, 74, 48, 66), coat);
        for (var row = 0; row < 4; row++)
        {
            for (var i = 0; i < 4 - row % 2; i++)
            {
                var (x, y) = (46 + i * 12 + row % 2 * 6, 32 + row * 9);
                pen.Patch(Shape.Curve(1.2f, 1.2f, x, y, x + 5, y + 4, x, y + 8), coat.Ink.Darker(0.25f).Fade(0.6f));
            }
        }

        pen.Body(Shape.Blob(78, 46, 64, 40, 58, 50, 66, 58, 76, 54), coat.Lighter(0.25f));
        Faces.Eye(pen, 102, 36, 6, Ink.Hex(0xF6F2E4));
        pen.Patch(Shape.Curve(1.4f, 1, 120, 48, 112, 50, 108, 54), coat.Ink.Darker(0.5f));
    }

    public static void Whale(Pen pen, Kit kit)
    {
        var coat = kit.Main;
        pen.Body(Shape.Blob(30, 60, 14, 40, 0, 30, 4, 20, 20, 26, 26, 14, 36, 16, 36, 36, 50, 52), coat.Darker(0.1f));
        pen.Body(Shape.Blob(28, 56, 60, 50, 90, 26, 126, 26, 152, 44, 156, 70, 138, 88, 96, 92, 56, 84), coat);
        pen.Body(Shape.Blob(156, 68, 138, 87, 98, 91, 62, 84, 100, 78), coat.Lighter(0.65f));
        pen.Body(Shape.Blob(96, 78, 106, 78, 100, 98, 84, 104, 86, 92), coat.Darker(0.2f));
        Faces.Bead(pen, 132, 60, 3.6f);
        pen.Patch(Shape.Curve(1.4f, 0.8f, 156, 66, 142, 72, 128, 70), coat.Ink.Darker(0.5f));
        pen.Patch(Shape.Curve(2, 4, 116, 24, 114, 10, 104, 4), Ink.Hex(0xBFE4F5));
        pen.Patch(Shape.Curve(2, 4, 116, 24, 118, 10, 128, 4), Ink.Hex(0xBFE4F5));
    }

    public static void Octopus(Pen pen, Kit kit)
    {
        var coat = kit.Main;
        foreach (var (x, bend) in ((float, float)[])[(22, -20), (36, -10), (64, 10), (78, 20), (44, -6), (56, 6)])
        {
            pen.Body(Shape.Curve(15, 4, 50 + (x - 50) * 0.6f, 58, x, 82, x + bend, 96, x + bend * 1.6f, 86), coat.Darker(0.12f));
        }

        pen.Body(Shape.Blob(50, 4, 76, 14, 84, 40, 74, 64, 50, 72, 26, 64, 16, 40, 24, 14), coat);
        Animals.Twice(pen, half =>
        {
            Faces.Eye(half, 39, 44, 7, Ink.Hex(0xF7F1E2));
            half.Glow(28, 56, 7, 5, Ink.Hex(0xF58FA0).Fade(0.6f));
        });
        pen.Patch(Shape.Curve(1.6f, 1.6f, 44, 58, 50, 61, 56, 58), coat.Ink.Darker(0.55f));
    }

    public static void Frog(Pen pen, Kit kit)
    {
        var coat = kit.Main;
        Animals.Twice(pen, half =>
        {
            half.Body(Shape.Blob(22, 48, 6, 62, 2, 80, 16, 86, 34, 80), coat.Darker(0.1f));
            half.Body(Shape.Blob(36, 60, 40, 84, 28, 90, 20, 86, 30, 76), coat.Darker(0.2f));
        });
        pen.Body(Shape.Blob(50, 14, 78, 26, 82, 58, 70, 80, 50, 86, 30, 80, 18, 58, 22, 26), coat);
        pen.Body(Shape.Blob(50, 50, 70, 58, 64, 78, 50, 84, 36, 78, 30, 58), coat.Lighter(0.55f));
        Animals.Twice(pen, half =>
        {
            half.Body(Shape.Circle(31, 17, 13), coat);
            Faces.Eye(half, 31, 16, 8.4f, Ink.Hex(0xF2D24A));
        });
        pen.Patch(Shape.Curve(1.8f, 1.8f, 28, 42, 50, 52, 72, 42), coat.Ink.Darker(0.55f));
    }
}
