using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

/// <summary>Creatures of stories, of long ago and of other worlds, and what goes with them.</summary>
internal static class Legends
{
    public static void Dragon(Pen pen, Kit kit)
    {
        var skin = kit.Main;
        var belly = Coat.Hex(0xF2DC9B, Material.Leather);
        var wing = skin.Darker(0.3f) with { Material = Material.Leaf };
        pen.Body(Shape.Curve(28, 5, 56, 112, 30, 118, 8, 106, 10, 84, 22, 76), skin.Darker(0.08f));
        pen.Body(Shape.Polygon(20, 64, 36, 76, 20, 84), wing);
        pen.Body(Shape.Blob(80, 66, 62, 58, 50, 62, 42, 56, 32, 58, 22, 48, 8, 46, 26, 22, 44, 4, 54, 22, 74, 40), wing);
        foreach (var (x, y) in ((float, float)[])[(22, 46), (32, 56), (50, 60)])
        {
            pen.Patch(Shape.Curve(1.8f, 0.8f, 44, 8, (44 + x) / 2 - 2, (8 + y) / 2, x, y), skin.Ink.Darker(0.5f).Fade(0.7f));
        }

        foreach (var (x, y) in ((float, float)[])[(86, 22), (77, 36), (70, 52), (56, 66)])
        {
            pen.Body(Shape.Polygon(x - 11, y - 4, x + 8, y - 8, x + 4, y + 12), Coat.Hex(0xF0A23C, Material.Plastic));
        }

        pen.Body(Shape.Blob(64, 62, 88, 62, 104, 82, 102, 114, 84, 126, 54, 126, 40, 110, 46, 82), skin);
        pen.Body(Shape.Curve(32, 24, 84, 82, 90, 58, 102, 36), skin);
        pen.Body(Shape.Blob(92, 56, 104, 72, 106, 96, 96, 116, 84, 116, 82, 92, 86, 68), belly);
        foreach (var y in (float[])[74, 84, 94, 104])
        {
            pen.Patch(Shape.Curve(1.4f, 1.4f, 84, y + 2, 94, y + 4, 104, y), belly.Ink.Darker(0.25f).Fade(0.8f));
        }

        pen.Body(Shape.Curve(5, 2, 106, 18, 98, 6, 88, 4), belly);
        pen.Body(Shape.Curve(5, 2, 114, 16, 110, 4, 102, -2), belly);
        pen.Body(Shape.Blob(90, 24, 104, 10, 122, 16, 140, 28, 150, 32, 150, 44, 138, 50, 112, 50, 94, 42), skin);
        pen.Patch(Shape.Curve(1.6f, 1.2f, 118, 44, 134, 45, 148, 41), skin.Ink.Darker(0.6f));
        pen.Body(Shape.Polygon(138, 43, 142, 43, 140, 49), Coat.Hex(0xFBF8F1));
        pen.Patch(Shape.Circle(143, 34, 1.8f), skin.Ink.Darker(0.6f));
        Faces.Eye(pen, 115, 27, 6.4f, Ink.Hex(0xF2B632), slit: true);
        pen.Body(Shape.Curve(12, 9, 96, 86, 108, 96, 114, 108), skin.Lighter(0.08f));
        foreach (var x in (float[])[48, 84])
        {
            pen.Body(Shape.Blob(x, 112, x + 16, 102, x + 30, 116, x + 34, 129, x - 4, 129), skin.Lighter(0.06f));
            foreach (var claw in (float[])[10, 20, 30])
            {
                pen.Body(Shape.Ellipse(x + claw, 127, 4, 3), belly);
            }
        }
    }

    public static void Unicorn(Pen pen, Kit kit)
    {
        Ink[] mane = [Ink.Hex(0xF58FB4), Ink.Hex(0xF9CE6A), Ink.Hex(0x8FD6E8), Ink.Hex(0xB79BEA)];
        for (var i = 0; i < 4; i++)
        {
            pen.Body(Shape.Curve(9, 5, 30 - i, 78 + i * 3, 14 - i * 3, 86, 9 + i * 4, 108, 4 + i * 7, 128), new Coat(mane[i], Material.Fur));
        }

        Beasts.Steed(pen.At(0, 16), kit.Main, new Coat(mane[3], Material.Fur));
        for (var i = 0; i < 4; i++)
        {
            pen.Body(Shape.Curve(9, 3, 118 - i * 4, 26 + i * 4, 106 - i * 3, 36 + i * 8, 96 - i * 2, 52 + i * 7), new Coat(mane[i], Material.Fur));
        }

        pen.Body(Shape.Polygon(121, 28, 136, -4, 131, 31), Coat.Hex(0xF2C24A, Material.Metal));
    }

    public static void Dinosaur(Pen pen, Kit kit)
    {
        var skin = kit.Main;
        pen.Body(Shape.Curve(34, 4, 56, 92, 30, 102, 12, 94, 2, 76), skin.Darker(0.06f));
        pen.Body(Shape.Blob(70, 98, 84, 92, 92, 112, 88, 130, 98, 136, 72, 137, 68, 120), skin.Darker(0.18f));
        pen.Body(Shape.Blob(68, 50, 92, 54, 102, 76, 96, 102, 78, 116, 54, 112, 42, 92, 50, 66), skin);
        pen.Body(Shape.Blob(96, 66, 101, 80, 94, 102, 80, 114, 72, 108, 82, 92, 86, 74), Coat.Hex(0xEFE3B4, Material.Leather));
        pen.Body(Shape.Curve(34, 26, 80, 72, 86, 50, 90, 32), skin);
        pen.Body(Shape.Blob(76, 22, 84, 4, 108, 4, 132, 14, 140, 28, 134, 40, 108, 44, 84, 40), skin);
        pen.Patch(Shape.Curve(2, 1.4f, 100, 33, 118, 35, 138, 30), skin.Ink.Darker(0.6f));
        foreach (var x in (float[])[108, 116, 124, 131])
        {
            pen.Patch(Shape.Polygon(x - 2.6f, 34, x + 2.6f, 34, x, 39.5f), Ink.Hex(0xFDFBF4));
        }

        pen.Patch(Shape.Circle(132, 19, 1.8f), skin.Ink.Darker(0.6f));
        Faces.Eye(pen, 98, 17, 6, Ink.Hex(0xF2C53A), slit: true);
        pen.Body(Shape.Curve(9, 6, 92, 74, 108, 80, 112, 70), skin.Lighter(0.06f));
        pen.Body(Shape.Blob(52, 90, 72, 86, 78, 106, 68, 122, 72, 132, 78, 137, 48, 137, 50, 116), skin.Lighter(0.05f));
        foreach (var (x, y) in ((float, float)[])[(72, 30), (62, 52), (50, 68), (36, 80)])
        {
            pen.Body(Shape.Polygon(x, y - 9, x + 10, y + 4, x - 6, y + 8), skin.Darker(0.35f));
        }
    }

    public static void Bat(Pen pen, Kit kit)
    {
        Animals.Twice(pen.At(25, 0), half =>
        {
            half.Body(Shape.Blob(46, 30, 24, 14, -2, 4, -20, 26, -24, 52, -10, 44, 0, 60, 14, 48, 26, 64, 38, 52, 48, 58), kit.Main.Darker(0.2f) with { Material = Material.Leather });
            half.Patch(Shape.Curve(1.6f, 0.8f, -2, 5, -2, 30, 0, 56), kit.Main.Ink.Darker(0.55f).Fade(0.8f));
            half.Patch(Shape.Curve(1.6f, 0.8f, -2, 5, 16, 26, 25, 60), kit.Main.Ink.Darker(0.55f).Fade(0.8f));
            half.Body(Shape.Polygon(33, 24, 32, 2, 47, 16), kit.Main);
        });
        pen.Body(Shape.Ellipse(75, 56, 17, 21), kit.Main);
        pen.Body(Shape.Circle(75, 31, 20), kit.Main);
        Animals.Twice(pen.At(25, 0), half =>
        {
            Faces.Eye(half, 42, 30, 5.4f, Ink.Hex(0xF2C53A));
            half.Patch(Shape.Polygon(44, 42, 49, 42, 46.5f, 48), Ink.White);
        });
        pen.Patch(Shape.Curve(1.4f, 1.4f, 66, 41, 75, 43.5f, 84, 41), kit.Main.Ink.Darker(0.6f));
    }

    public static void Ghost(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(50, 2, 78, 12, 88, 44, 92, 96, 84, 116, 72, 106, 62, 118, 50, 108, 38, 118, 28, 106, 16, 116, 8, 96, 12, 44, 22, 12), kit.Main);
        Animals.Twice(pen, half =>
        {
            half.Body(Shape.Blob(16, 58, 4, 52, -2, 62, 8, 74, 20, 74), kit.Main);
            half.Patch(Shape.Ellipse(37, 42, 6, 8.4f), Ink.Hex(0x2B2D3A));
            half.Patch(Shape.Circle(35, 39, 2.2f), Ink.White);
            half.Glow(27, 56, 8, 5, Ink.Hex(0xF29AB0).Fade(0.7f));
        });
        pen.Patch(Shape.Ellipse(50, 60, 5, 6.4f), Ink.Hex(0x2B2D3A));
    }

    public static void Ufo(Pen pen, Kit kit)
    {
        pen.Tint(Shape.Polygon(50, 62, 100, 62, 132, 116, 18, 116), (_, y) => Ink.Hex(0xBDF7C4).Fade(0.55f * (1 - (y - 62) / 54)));
        pen.Body(Shape.Blob(46, 44, 50, 14, 75, 2, 100, 14, 104, 44, 75, 50), Coat.Hex(0x9FE3F0, Material.Ceramic));
        pen.Body(Shape.Blob(75, 18, 86, 24, 84, 38, 75, 44, 66, 38, 64, 24), Coat.Hex(0x7FC24A, Material.Plastic));
        Faces.Bead(pen, 71, 29, 3);
        Faces.Bead(pen, 79, 29, 3);
        pen.Body(Shape.Ellipse(75, 52, 73, 18), kit.Main);
        pen.Body(Shape.Ellipse(75, 47, 44, 8), kit.Main.Lighter(0.2f));
        foreach (var (x, y) in ((float, float)[])[(16, 52), (40, 60), (75, 63), (110, 60), (134, 52)])
        {
            pen.Soft(x, y, 9, 9, Ink.Hex(0xFFF2A0).Fade(0.8f));
            pen.Patch(Shape.Circle(x, y, 4), Ink.Hex(0xFFE27A));
        }
    }

    public static void Alien(Pen pen, Kit kit)
    {
        var skin = kit.Main;
        Animals.Twice(pen, half =>
        {
            half.Patch(Shape.Curve(2.6f, 2.6f, 42, 14, 36, 6, 32, -2), skin.Ink.Darker(0.2f));
            half.Body(Shape.Circle(31, -3, 5), skin.Lighter(0.3f));
            half.Body(Shape.Curve(9, 7, 38, 78, 24, 90, 20, 106), skin.Darker(0.08f));
            half.Body(Shape.Curve(12, 11, 42, 108, 40, 122, 38, 130), skin.Darker(0.08f));
        });
        pen.Body(Shape.Blob(50, 66, 66, 78, 68, 106, 60, 120, 40, 120, 32, 106, 34, 78), skin);
        pen.Body(Shape.Blob(50, 8, 78, 14, 90, 36, 78, 58, 58, 74, 42, 74, 22, 58, 10, 36, 22, 14), skin);
        Animals.Twice(pen, half =>
        {
            half.Patch(Shape.Ellipse(33, 42, 9, 13, 0.1f), Ink.Hex(0x1B1D27));
            half.Patch(Shape.Ellipse(30, 36, 3, 4), Ink.White);
        });
        pen.Patch(Shape.Curve(1.6f, 1.6f, 44, 63, 50, 66, 56, 63), skin.Ink.Darker(0.6f));
    }

    public static void Sword(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(22, 0, 29, 14, 28, 94, 16, 94, 15, 14), kit.Main);
        pen.Patch(Shape.Polygon(22, 4, 29, 14, 28, 94, 22, 94), kit.Main.Ink.Darker(0.35f).Fade(0.6f));
        pen.Body(Shape.Box(18, 98, 8, 26, 3), Coat.Hex(0x6B4426, Material.Leather));
        pen.Body(Shape.Box(2, 92, 40, 9, 4), Coat.Hex(0xE0A92E, Material.Metal));
        pen.Body(Shape.Circle(22, 128, 6.5f), Coat.Hex(0xE0A92E, Material.Metal));
    }

    public static void Shield(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(50, 2, 70, 10, 96, 12, 96, 50, 82, 88, 50, 112, 18, 88, 4, 50, 4, 12, 30, 10), Coat.Hex(0xC9A24A, Material.Metal));
        pen.Body(Shape.Blob(50, 11, 70, 18, 88, 20, 88, 50, 76, 82, 50, 102, 24, 82, 12, 50, 12, 20, 30, 18), kit.Main);
        pen.Patch(Shape.Box(45, 12, 10, 88), kit.Second.Ink.Fade(0.9f));
        pen.Patch(Shape.Box(12, 42, 76, 10), kit.Second.Ink.Fade(0.9f));
    }

    public static void MagicWand(Pen pen, Kit kit)
    {
        pen.Body(Shape.Line(7, 10, 120, 62, 40), kit.Or(0x4A2F5E, Material.Wood));
        var star = pen.At(70, 26, 0.5f, 0.05f);
        star.Soft(0, 0, 70, 70, Ink.Hex(0xFFF2A0).Fade(0.6f));
        Toys.Star(star.At(-50, -52), kit with { Main = Coat.Hex(0xF7C325, Material.Plastic) });
    }

    public static void Chest(Pen pen, Kit kit)
    {
        var gold = Coat.Hex(0xE6B233, Material.Metal);
        pen.Body(Shape.Blob(8, 44, 10, 18, 30, 4, 65, 0, 100, 4, 120, 18, 122, 44, 65, 46), kit.Main.Darker(0.25f));
        pen.Patch(Shape.Blob(14, 44, 20, 22, 65, 14, 110, 22, 116, 44, 65, 48), Ink.Hex(0x2E1C12));
        for (var i = 0; i < 11; i++)
        {
            pen.Body(Shape.Ellipse(20 + i * 9, 46 - 9 * MathF.Min(i, 10 - i) / 5f, 8, 6), gold);
        }

        pen.Body(Shape.Circle(84, 36, 6), Coat.Hex(0xD7263D, Material.Ceramic));
        pen.Body(Shape.Circle(46, 36, 5), Coat.Hex(0x2B9BD4, Material.Ceramic));
        pen.Body(Shape.Box(4, 46, 122, 52, 4), kit.Main);
        foreach (var x in (float[])[14, 106])
        {
            pen.Body(Shape.Box(x, 46, 10, 52), gold);
        }

        pen.Body(Shape.Box(4, 46, 122, 8), gold);
        pen.Body(Shape.Box(54, 48, 22, 24, 4), gold);
        pen.Patch(Shape.Circle(65, 58, 3.4f), Ink.Hex(0x2E1C12));
        pen.Patch(Shape.Polygon(64, 58, 66, 58, 67, 67, 63, 67), Ink.Hex(0x2E1C12));
    }
}
