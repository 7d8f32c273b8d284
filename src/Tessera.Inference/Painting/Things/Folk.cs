using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

/// <summary>People by what they wear; all share one figure, in a box of 100 x 160.</summary>
internal static class Folk
{
    private static readonly uint[] Skins = [0xF2CBAA, 0xD9A27A, 0xA8714B, 0x75492F];
    private static readonly uint[] Hairs = [0x2E211B, 0x6B4226, 0xC98A3C, 0x8F3F22];
    private static readonly Coat Gold = Coat.Hex(0xE6B233, Material.Metal);

    public static void Woman(Pen pen, Kit kit)
    {
        var (skin, hair) = (Skin(kit), Hair(kit));
        pen.Body(Shape.Blob(50, 2, 70, 8, 76, 32, 74, 62, 62, 70, 38, 70, 26, 62, 24, 32, 30, 8), hair);
        Legs(pen, skin, Coat.Hex(0x8C2F3A, Material.Leather));
        pen.Body(Shape.Blob(50, 56, 66, 60, 66, 80, 74, 104, 82, 130, 50, 136, 18, 130, 26, 104, 34, 80, 34, 60), kit.Main);
        Arms(pen, kit.Main, skin);
        Head(pen, skin);
        pen.Body(Shape.Blob(26, 36, 28, 12, 50, 2, 72, 12, 74, 36, 66, 24, 50, 17, 36, 22), hair);
    }

    public static void Knight(Pen pen, Kit kit)
    {
        var steel = kit.Or(0xA9B1BA, Material.Metal) with { Material = Material.Metal };
        Legs(pen, steel.Darker(0.1f), steel);
        Arms(pen, steel, steel.Darker(0.2f));
        pen.Body(Shape.Blob(50, 54, 68, 58, 72, 82, 68, 108, 50, 114, 32, 108, 28, 82, 32, 58), steel);
        pen.Body(Shape.Blob(50, 62, 62, 66, 62, 92, 68, 118, 50, 124, 32, 118, 38, 92, 38, 66), Coat.Hex(0xB3283C, Material.Fabric));
        pen.Patch(Shape.Line(4, 50, 72, 50, 96), Gold.Ink);
        pen.Patch(Shape.Line(4, 42, 80, 58, 80), Gold.Ink);
        pen.Body(Shape.Curve(12, 5, 50, 6, 40, -8, 24, -6, 18, 8), Coat.Hex(0xD7263D, Material.Feather));
        pen.Body(Shape.Blob(50, 2, 68, 10, 73, 32, 68, 52, 50, 58, 32, 52, 27, 32, 32, 10), steel);
        pen.Patch(Shape.Box(33, 25, 34, 7, 3), Ink.Hex(0x1D1F26));
        pen.Patch(Shape.Line(2, 50, 32, 50, 56), steel.Ink.Darker(0.5f));
        Animals.Twice(pen, half => half.Body(Shape.Circle(29, 64, 9), steel.Lighter(0.1f)));
    }

    public static void Wizard(Pen pen, Kit kit)
    {
        var skin = Skin(kit);
        var white = Coat.Hex(0xF3F1EC, Material.Fur);
        pen.Body(Shape.Blob(50, 54, 70, 60, 76, 100, 84, 156, 50, 160, 16, 156, 24, 100, 30, 60), kit.Main);
        Arms(pen, kit.Main.Lighter(0.06f), skin);
        pen.Patch(Shape.Curve(5, 5, 26, 104, 50, 110, 74, 104), Gold.Ink);
        Head(pen, skin);
        pen.Body(Shape.Blob(31, 40, 42, 44, 50, 42, 58, 44, 69, 40, 68, 66, 50, 98, 32, 66), white);
        pen.Patch(Shape.Ellipse(50, 50, 5, 2), Ink.Hex(0x8C3B34));
        pen.Body(Shape.Ellipse(50, 18, 34, 8), kit.Main.Darker(0.1f));
        pen.Body(Shape.Blob(28, 17, 40, -14, 52, -38, 62, -30, 60, -10, 72, 17, 50, 22), kit.Main);
        foreach (var (x, y, r) in ((float, float, float)[])[(46, -2, 0.1f), (58, 8, 0.07f), (40, 122, 0.12f), (62, 136, 0.1f), (34, 142, 0.08f)])
        {
            Toys.Star(pen.At(x, y, r).At(-50, -50), kit with { Main = Coat.Hex(0xF7D34A) });
        }
    }

    public static void Astronaut(Pen pen, Kit kit)
    {
        var suit = kit.Main;
        pen.Body(Shape.Box(24, 54, 52, 56, 12), suit.Darker(0.25f));
        Legs(pen, suit, suit.Darker(0.3f), 17);
        Arms(pen, suit, Coat.Hex(0x5A6470, Material.Rubber), 16);
        pen.Body(Shape.Blob(50, 54, 70, 60, 74, 90, 68, 116, 50, 120, 32, 116, 26, 90, 30, 60), suit);
        pen.Body(Shape.Box(36, 74, 28, 22, 4), Coat.Hex(0x8C97A3, Material.Plastic));
        foreach (var (x, rgb) in ((float, uint)[])[(42, 0xD7263D), (50, 0xF2B632), (58, 0x37A34A)])
        {
            pen.Patch(Shape.Circle(x, 81, 2.8f), Ink.Hex(rgb));
        }

        pen.Patch(Shape.Box(40, 88, 20, 3, 1), Ink.Hex(0x3A4048));
        pen.Body(Shape.Circle(50, 30, 30), suit);
        pen.Body(Shape.Ellipse(50, 31, 23, 20), Coat.Hex(0x2A3C66, Material.Ceramic));
        pen.Glow(41, 23, 10, 7, Ink.Hex(0xBFE3FF).Fade(0.9f), -0.08f);
        pen.Patch(Shape.Curve(2, 2, 30, 40, 50, 48, 70, 40), Ink.Hex(0xE6B86A).Fade(0.5f));
        Animals.Twice(pen, half => half.Patch(Shape.Box(15, 78, 12, 5, 2), Ink.Hex(0xD7263D)));
    }

    public static void Pirate(Pen pen, Kit kit)
    {
        var skin = Skin(kit);
        Dressed(pen, kit.Or(0x9E2B36, Material.Fabric), skin, Coat.Hex(0x3A3D4A, Material.Fabric));
        for (var i = 0; i < 4; i++)
        {
            pen.Patch(Shape.Curve(5, 5, 33, 66 + i * 12, 50, 69 + i * 12, 67, 66 + i * 12), Ink.Hex(0xF6F1E6));
        }

        pen.Body(Shape.Curve(7, 7, 31, 102, 50, 106, 69, 102), Coat.Hex(0x4A2F1C, Material.Leather));
        Head(pen, skin);
        pen.Body(Shape.Blob(33, 42, 50, 46, 67, 42, 62, 56, 50, 62, 38, 56), Hair(kit));
        pen.Patch(Shape.Ellipse(50, 48, 6, 1.6f), Ink.Hex(0x8C3B34));
        pen.Patch(Shape.Line(1.6f, 30, 22, 70, 34), Ink.Hex(0x1D1F26));
        pen.Patch(Shape.Ellipse(60, 32, 6.4f, 5.6f), Ink.Hex(0x1D1F26));
        pen.Body(Shape.Blob(16, 20, 30, 12, 36, -6, 50, -12, 64, -6, 70, 12, 84, 20, 50, 14), Coat.Hex(0x26272C, Material.Fabric));
        pen.Patch(Shape.Circle(50, -1, 4.4f), Ink.White);
        pen.Patch(Shape.Line(1.8f, 42, 6, 58, 10), Ink.White);
        pen.Patch(Shape.Line(1.8f, 58, 6, 42, 10), Ink.White);
    }

    public static void Chef(Pen pen, Kit kit)
    {
        var (skin, white) = (Skin(kit), Coat.Hex(0xF8F6F1, Material.Fabric));
        Dressed(pen, kit.Main, skin, Coat.Hex(0x4A5060, Material.Fabric));
        foreach (var y in (float[])[70, 82, 94])
        {
            Animals.Twice(pen, half => half.Patch(Shape.Circle(44, y, 2), Ink.Hex(0x3A4048)));
        }

        pen.Body(Shape.Polygon(38, 55, 62, 55, 50, 70), Coat.Hex(0xD7263D, Material.Fabric));
        Head(pen, skin);
        pen.Body(Shape.Circle(35, -6, 14), white);
        pen.Body(Shape.Circle(65, -6, 14), white);
        pen.Body(Shape.Circle(50, -11, 16), white);
        pen.Body(Shape.Box(31, -2, 38, 20, 3), white.Darker(0.05f));
    }

    public static void Princess(Pen pen, Kit kit)
    {
        Woman(pen, kit);
        pen.Body(Shape.Blob(50, 96, 66, 100, 84, 140, 88, 158, 50, 161, 12, 158, 16, 140, 34, 100), kit.Main);
        pen.Patch(Shape.Curve(3, 3, 34, 98, 50, 102, 66, 98), Gold.Ink);
        Gear.Crown(pen.At(33, -13, 0.34f), kit with { Main = Gold });
    }

    public static void King(Pen pen, Kit kit)
    {
        var skin = Skin(kit);
        pen.Body(Shape.Blob(50, 54, 76, 62, 84, 110, 88, 158, 12, 158, 16, 110, 24, 62), kit.Main);
        Dressed(pen, Coat.Hex(0x6E3B8C, Material.Fabric), skin, Coat.Hex(0x3A3D4A, Material.Fabric));
        pen.Body(Shape.Curve(11, 11, 28, 60, 50, 70, 72, 60), Coat.Hex(0xF8F4EA, Material.Fur));
        Head(pen, skin);
        pen.Body(Shape.Blob(32, 40, 42, 45, 58, 45, 68, 40, 64, 60, 50, 70, 36, 60), Hair(kit));
        pen.Patch(Shape.Ellipse(50, 49, 5, 2), Ink.Hex(0x8C3B34));
        Gear.Crown(pen.At(25, -18, 0.5f), kit with { Main = Gold });
    }

    public static void Santa(Pen pen, Kit kit)
    {
        var (skin, white) = (Coat.Hex(0xF2CBAA), Coat.Hex(0xF8F6F1, Material.Fur));
        var red = kit.Main;
        Legs(pen, red.Darker(0.1f), Coat.Hex(0x26272C, Material.Leather), 16);
        Arms(pen, red, white, 16);
        pen.Body(Shape.Blob(50, 54, 72, 60, 84, 92, 76, 122, 50, 128, 24, 122, 16, 92, 28, 60), red);
        pen.Body(Shape.Curve(9, 9, 24, 122, 50, 129, 76, 122), white);
        pen.Body(Shape.Curve(9, 9, 18, 98, 50, 106, 82, 98), Coat.Hex(0x26272C, Material.Leather));
        pen.Body(Shape.Box(43, 97, 14, 13, 2), Gold);
        Head(pen, skin);
        pen.Body(Shape.Blob(28, 34, 38, 42, 50, 40, 62, 42, 72, 34, 74, 58, 50, 86, 26, 58), white);
        pen.Patch(Shape.Ellipse(50, 48, 5, 2.2f), Ink.Hex(0x8C3B34));
        pen.Body(Shape.Blob(28, 16, 36, -8, 56, -16, 78, -2, 84, 18, 72, 8, 72, 18, 50, 12), red);
        pen.Body(Shape.Circle(84, 20, 7), white);
        pen.Body(Shape.Curve(10, 10, 27, 19, 50, 12, 73, 19), white);
    }

    public static void Superhero(Pen pen, Kit kit)
    {
        var skin = Skin(kit);
        pen.Body(Shape.Blob(34, 58, 66, 58, 86, 128, 92, 146, 50, 138, 8, 146, 14, 128), Coat.Hex(0xD7263D, Material.Fabric));
        Dressed(pen, kit.Main, skin, kit.Main.Darker(0.2f));
        Toys.Star(pen.At(38, 68, 0.23f), kit with { Main = Coat.Hex(0xF7C325) });
        pen.Body(Shape.Box(31, 100, 38, 7, 3), Coat.Hex(0xF2B632, Material.Plastic));
        Head(pen, skin);
        pen.Patch(Shape.Blob(31, 32, 42, 26, 50, 29, 58, 26, 69, 32, 62, 38, 50, 35, 38, 38), Ink.Hex(0x26272C));
        Animals.Twice(pen, half => half.Patch(Shape.Ellipse(42, 32, 3.4f, 2.4f), Ink.White));
        pen.Body(Shape.Blob(30, 26, 34, 8, 52, 2, 68, 12, 70, 26, 58, 17, 44, 18), Hair(kit));
    }

    private static void Dressed(Pen pen, Coat top, Coat skin, Coat trousers)
    {
        Legs(pen, trousers, Coat.Hex(0x3B2E2A, Material.Leather));
        Arms(pen, top.Darker(0.06f), skin);
        pen.Body(Shape.Blob(50, 55, 68, 60, 71, 84, 70, 108, 50, 114, 30, 108, 29, 84, 32, 60), top);
    }

    private static void Legs(Pen pen, Coat trousers, Coat shoes, float wide = 13) => Animals.Twice(pen, half =>
    {
        half.Body(Shape.Curve(wide, wide - 1, 42, 102, 41, 130, 41, 150), trousers);
        half.Body(Shape.Blob(30, 152, 42, 145, 49, 150, 49, 159, 28, 159), shoes);
    });

    private static void Arms(Pen pen, Coat sleeve, Coat hand, float wide = 11) => Animals.Twice(pen, half =>
    {
        half.Body(Shape.Curve(wide + 1, wide - 2, 34, 65, 22, 84, 18, 102), sleeve);
        half.Body(Shape.Circle(17, 107, wide * 0.54f), hand);
    });

    private static void Head(Pen pen, Coat skin)
    {
        pen.Body(Shape.Box(44, 46, 12, 14, 4), skin.Darker(0.15f));
        pen.Body(Shape.Blob(50, 10, 67, 16, 70, 34, 62, 50, 50, 56, 38, 50, 30, 34, 33, 16), skin);
        Animals.Twice(pen, half =>
        {
            Faces.Bead(half, 42, 33, 2.6f);
            half.Glow(37, 41, 5.4f, 3.6f, Ink.Hex(0xE8706A).Fade(0.5f));
        });
        pen.Patch(Shape.Curve(1.5f, 1.5f, 45, 44, 50, 47, 55, 44), Ink.Hex(0x8C3B34));
    }

    private static Coat Skin(Kit kit) => new(Ink.Hex(kit.Chance.Pick(Skins)));

    private static Coat Hair(Kit kit) => new(Ink.Hex(kit.Chance.Pick(Hairs)), Material.Fur);
}
