using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

/// <summary>Animals that sit and look at the viewer; they share one body, in a box of 106 x 120.</summary>
internal static class Animals
{
    private static readonly Ink Nose = Ink.Hex(0x2E2422);

    public static void Cat(Pen pen, Kit kit)
    {
        var fur = kit.Main;
        pen.Body(Shape.Curve(13, 9, 70, 112, 96, 114, 104, 96, 96, 78, 104, 66), fur.Darker(0.1f));
        Sit(pen, fur, fur.Lighter(0.55f));
        Twice(pen, half => CatEar(half, fur, Ink.Hex(0xE7A9A4)));
        Head(pen, fur);
        Stripes(pen, fur.Ink.Darker(0.3f));
        CatFace(pen, fur.Lighter(0.55f), Ink.Hex(0x8FBF3F));
    }

    public static void Tiger(Pen pen, Kit kit)
    {
        Cat(pen, kit);
        var ink = Ink.Hex(0x33241C);
        Twice(pen, half =>
        {
            foreach (var y in (float[])[76, 86, 96])
            {
                half.Patch(Shape.Curve(3.2f, 0.8f, 18 + (96 - y) * 0.3f, y, 27, y + 3, 33, y + 1), ink);
            }

            half.Patch(Shape.Curve(2.6f, 0.6f, 18, 40, 24, 42, 27, 41), ink);
            half.Patch(Shape.Curve(2.4f, 0.6f, 21, 48, 27, 48.5f, 30, 47), ink);
            half.Patch(Shape.Curve(2.8f, 0.7f, 43, 12, 44, 17, 46, 22), ink);
        });
    }

    public static void Lion(Pen pen, Kit kit)
    {
        var fur = kit.Main;
        pen.Body(Shape.Curve(7, 5, 70, 112, 94, 112, 100, 92, 96, 76), fur.Darker(0.1f));
        pen.Body(Shape.Ellipse(96, 72, 7, 9), Coat.Hex(0x8A4E22, Material.Fur));
        Sit(pen, fur, fur.Lighter(0.5f));
        for (var i = 0; i < 14; i++)
        {
            pen.At(50, 37, 1, i / 14f).Body(Shape.Blob(-12, -20, 0, -44, 12, -20, 0, -8), Coat.Hex(i % 2 == 0 ? 0x8A4E22u : 0x9B5B2A, Material.Fur));
        }

        Twice(pen, half => half.Body(Shape.Circle(26, 17, 8), fur));
        pen.Body(Shape.Ellipse(50, 38, 27, 25), fur);
        CatFace(pen, fur.Lighter(0.5f), Ink.Hex(0xB7802C));
    }

    public static void Dog(Pen pen, Kit kit)
    {
        var fur = kit.Main;
        pen.Body(Shape.Curve(10, 6, 74, 110, 92, 102, 100, 84), fur.Darker(0.1f));
        Sit(pen, fur, fur.Lighter(0.6f));
        Head(pen, fur);
        pen.Body(Shape.Blob(50, 12, 57, 24, 57, 38, 50, 44, 43, 38, 43, 24), fur.Lighter(0.6f));
        Twice(pen, half => half.Body(Shape.Blob(28, 12, 34, 22, 28, 44, 18, 56, 9, 50, 10, 28, 18, 14), fur.Darker(0.38f)));
        pen.Body(Shape.Blob(50, 38, 64, 44, 66, 54, 50, 62, 34, 54, 36, 44), fur.Lighter(0.65f));
        pen.Patch(Shape.Blob(43, 57, 57, 57, 56, 68, 50, 72, 44, 68), Ink.Hex(0xE2707A));
        Muzzle(pen, 8.5f);
        Twice(pen, half => Faces.Bead(half, 36, 33, 5.4f));
        pen.Body(Shape.Curve(5.5f, 5.5f, 28, 66, 50, 72, 72, 66), Coat.Hex(0xC8323C, Material.Leather));
        pen.Body(Shape.Circle(50, 76, 4.6f), Coat.Hex(0xE2B33C, Material.Metal));
    }

    public static void Fox(Pen pen, Kit kit)
    {
        var fur = kit.Main;
        pen.Body(Shape.Blob(66, 116, 84, 116, 104, 100, 106, 72, 96, 60, 88, 76, 84, 94), fur.Darker(0.06f));
        pen.Body(Shape.Blob(104, 82, 106, 70, 98, 58, 90, 70, 96, 80), Coat.Hex(0xF7F1E8, Material.Fur));
        Sit(pen, fur, Coat.Hex(0xF7F1E8, Material.Fur));
        Twice(pen, half => CatEar(half, fur, Ink.Hex(0x3A2A26)));
        pen.Body(Shape.Blob(50, 12, 70, 15, 86, 36, 74, 50, 58, 62, 50, 64, 42, 62, 26, 50, 14, 36, 30, 15), fur);
        Twice(pen, half => half.Body(Shape.Blob(16, 38, 30, 40, 44, 52, 49, 63, 40, 60, 26, 51), Coat.Hex(0xF7F1E8, Material.Fur)));
        Twice(pen, half => Faces.Bead(half, 35, 37, 5));
        pen.Patch(Shape.Blob(45, 55, 55, 55, 53, 61, 47, 61), Nose);
        pen.Glow(48, 56, 2, 1.4f, Ink.White.Fade(0.8f));
    }

    public static void Bear(Pen pen, Kit kit)
    {
        var fur = kit.Main;
        Sit(pen, fur, fur.Lighter(0.35f));
        RoundEars(pen, fur, fur.Ink.Lighter(0.35f), 10.5f);
        Head(pen, fur);
        pen.Body(Shape.Ellipse(50, 49, 15, 11), fur.Lighter(0.5f));
        Muzzle(pen, 7);
        Twice(pen, half => Faces.Bead(half, 36, 35, 4.2f));
    }

    public static void TeddyBear(Pen pen, Kit kit)
    {
        Bear(pen, kit);
        var ribbon = new Coat(kit.Second.Ink == Ink.Hex(0xF6C945) ? Ink.Hex(0xC9364A) : kit.Second.Ink, Material.Fabric);
        Twice(pen, half => half.Body(Shape.Blob(49, 66, 36, 58, 32, 66, 36, 74), ribbon));
        pen.Body(Shape.Circle(50, 66, 4.5f), ribbon.Darker(0.15f));
        pen.Patch(Shape.Line(0.8f, 50, 76, 50, 106), fur(kit).Ink.Darker(0.3f).Fade(0.6f));

        static Coat fur(Kit kit) => kit.Main;
    }

    public static void Panda(Pen pen, Kit kit)
    {
        var white = kit.Coloured ? kit.Main : Coat.Hex(0xF4F2EE, Material.Fur);
        var black = Coat.Hex(0x2B2B30, Material.Fur);
        Sit(pen, black, white);
        RoundEars(pen, black, Ink.Hex(0x3B3B40), 10.5f);
        Head(pen, white);
        Twice(pen, half => half.Body(Shape.Ellipse(34, 38, 9, 11, 0.09f), black));
        Muzzle(pen, 6);
        Twice(pen, half => Faces.Bead(half, 36, 37, 4.2f));
    }

    public static void Rabbit(Pen pen, Kit kit)
    {
        var fur = kit.Main;
        pen.Body(Shape.Circle(84, 106, 10), fur.Lighter(0.5f));
        Sit(pen, fur, fur.Lighter(0.6f));
        var half = pen.At(0, 4);
        Twice(half, side =>
        {
            side.Body(Shape.Blob(34, 22, 26, 4, 28, -20, 36, -28, 43, -16, 45, 8, 44, 20), fur);
            side.Patch(Shape.Blob(36, 16, 31, 2, 32, -14, 36, -20, 40, -10, 40, 8), Ink.Hex(0xEDB5B2));
        });
        Head(pen, fur);
        pen.Body(Shape.Ellipse(50, 50, 13, 9), fur.Lighter(0.6f));
        pen.Patch(Shape.Polygon(46, 50, 54, 50, 54, 57, 46, 57), Ink.Hex(0xFDFDFB));
        Twice(pen, side => Faces.Bead(side, 35, 37, 5));
        pen.Patch(Shape.Blob(46, 44, 54, 44, 50, 49), Ink.Hex(0xD97E8A));
        Twice(pen, side => side.Glow(28, 48, 7, 5, Ink.Hex(0xF0A0A0).Fade(0.6f)));
    }

    public static void Mouse(Pen pen, Kit kit)
    {
        var fur = kit.Main;
        pen.Patch(Shape.Curve(4, 1.4f, 70, 114, 92, 118, 104, 104, 98, 90, 106, 80), Ink.Hex(0xE3A6A0));
        Sit(pen, fur, fur.Lighter(0.55f));
        RoundEars(pen, fur, Ink.Hex(0xEBB4B0), 19);
        pen.Body(Shape.Blob(50, 12, 70, 18, 80, 36, 68, 52, 50, 62, 32, 52, 20, 36, 30, 18), fur);
        Twice(pen, half => Faces.Bead(half, 37, 36, 4.4f));
        pen.Body(Shape.Circle(50, 56, 5), Coat.Hex(0xE58A90));
        Twice(pen, half => half.Patch(Shape.Curve(0.7f, 0.3f, 44, 55, 30, 54, 16, 57), Ink.Hex(0x6A5F5A)));
    }

    public static void Pig(Pen pen, Kit kit)
    {
        var skin = kit.Main;
        Sit(pen, skin, skin.Lighter(0.25f));
        Head(pen, skin);
        Twice(pen, half => half.Body(Shape.Blob(20, 26, 16, 8, 26, 6, 40, 14, 32, 24), skin.Darker(0.12f)));
        Twice(pen, half => Faces.Bead(half, 33, 34, 4.2f));
        pen.Body(Shape.Ellipse(50, 48, 15, 11), skin.Darker(0.1f));
        Twice(pen, half => half.Patch(Shape.Ellipse(45, 48, 2.4f, 4), skin.Ink.Darker(0.5f)));
    }

    public static void Koala(Pen pen, Kit kit)
    {
        var fur = kit.Main;
        Sit(pen, fur, fur.Lighter(0.5f));
        Twice(pen, half => half.Body(Shape.Blob(26, 30, 10, 34, 2, 22, 8, 8, 22, 6, 32, 16), fur.Lighter(0.12f)));
        Head(pen, fur);
        Twice(pen, half => Faces.Bead(half, 34, 36, 4.4f));
        pen.Body(Shape.Blob(50, 32, 57, 42, 56, 53, 50, 56, 44, 53, 43, 42), Coat.Hex(0x33343A, Material.Plastic));
    }

    /// <summary>Draws on the left, and mirrored on the right.</summary>
    public static void Twice(Pen pen, Action<Pen> draw)
    {
        draw(pen);
        draw(pen.Within(new Affine(-1, 0, 0, 1, 100, 0)));
    }

    private static void Sit(Pen pen, Coat fur, Coat belly)
    {
        pen.Body(Shape.Blob(50, 52, 70, 62, 84, 92, 82, 116, 62, 120, 38, 120, 18, 116, 16, 92, 30, 62), fur);
        pen.Body(Shape.Blob(50, 66, 62, 76, 62, 100, 50, 108, 38, 100, 38, 76), belly);
        Twice(pen, half =>
        {
            half.Body(Shape.Ellipse(28, 113.5f, 13, 6.5f), fur.Lighter(0.08f));
            half.Body(Shape.Blob(42, 84, 46, 100, 45, 117, 37, 119, 33, 116, 34, 98), fur);
        });
    }

    private static void Head(Pen pen, Coat fur) =>
        pen.Body(Shape.Blob(50, 10, 70, 13, 83, 28, 84, 42, 72, 56, 50, 61, 28, 56, 16, 42, 17, 28, 30, 13), fur);

    private static void RoundEars(Pen pen, Coat fur, Ink inner, float r) => Twice(pen, half =>
    {
        half.Body(Shape.Circle(24, 17, r), fur.Darker(0.06f));
        half.Patch(Shape.Circle(24.5f, 17.5f, r * 0.6f), inner);
    });

    private static void CatEar(Pen pen, Coat fur, Ink inner)
    {
        pen.Body(Shape.Blob(18, 30, 15, 10, 18, 0, 30, 6, 42, 16), fur.Darker(0.08f));
        pen.Patch(Shape.Blob(22, 24, 20, 11, 22, 7, 29, 11, 35, 17), inner);
    }

    private static void Stripes(Pen pen, Ink ink)
    {
        foreach (var x in (float[])[44, 50, 56])
        {
            pen.Patch(Shape.Curve(2.6f, 0.6f, x, 12, (x + 50) / 2, 22), ink.Fade(0.75f));
        }
    }

    private static void CatFace(Pen pen, Coat pale, Ink iris)
    {
        Faces.Eye(pen, 35, 36, 7.2f, iris, slit: true);
        Faces.Eye(pen, 65, 36, 7.2f, iris, slit: true);
        pen.Body(Shape.Blob(50, 43, 59, 46, 61, 53, 50, 58, 39, 53, 41, 46), pale);
        pen.Patch(Shape.Blob(45, 43, 55, 43, 52, 48, 48, 48), Ink.Hex(0xD77F86));
        Twice(pen, half =>
        {
            half.Patch(Shape.Curve(1.1f, 0.7f, 50, 48, 49, 52, 44, 54), Ink.Hex(0x4A3330));
            half.Patch(Shape.Curve(0.7f, 0.3f, 40, 49, 24, 46, 8, 46), Ink.White.Fade(0.9f));
            half.Patch(Shape.Curve(0.7f, 0.3f, 40, 52, 24, 53, 10, 57), Ink.White.Fade(0.9f));
        });
    }

    private static void Muzzle(Pen pen, float width)
    {
        pen.Body(Shape.Ellipse(50, 46, width, width * 0.68f), new Coat(Nose, Material.Plastic));
        pen.Glow(47.5f, 43.8f, 3.4f, 2, Ink.White.Fade(0.8f));
        pen.Patch(Shape.Line(1.1f, 50, 50, 50, 55), Nose);
        Twice(pen, half => half.Patch(Shape.Curve(1.1f, 0.8f, 50, 55, 46, 57.5f, 42, 56), Nose));
    }
}
