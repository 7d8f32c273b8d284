using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

/// <summary>What shops photograph: clothes, jewels, cosmetics, prizes.</summary>
internal static class Wares
{
    private static readonly Coat Gold = Coat.Hex(0xE0A92E, Material.Metal);

    public static void Perfume(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(32, 0, 26, 30, 4), Gold);
        pen.Body(Shape.Box(36, 28, 18, 10), Gold.Darker(0.2f));
        pen.Tint(Shape.Box(2, 36, 86, 84, 12), (x, y) => kit.Main.Ink.Lighter(0.45f).Mix(kit.Main.Ink.Darker(0.15f), Arith.Clamp((x * 0.5f + y - 40) / 110)));
        pen.Body(Shape.Box(2, 36, 86, 84, 12), Coat.Hex(0xF3F7FA, Material.Glass));
        pen.Tint(Shape.Box(10, 56, 70, 56, 8), (x, y) => kit.Main.Ink.Mix(kit.Main.Ink.Lighter(0.3f), Arith.Clamp((80 - x) / 90)).Fade(0.85f));
        pen.Body(Shape.Box(22, 68, 46, 26, 2), Coat.Hex(0xFBF7EE, Material.Paper));
        pen.Patch(Shape.Box(30, 76, 30, 2.6f), Gold.Ink);
        pen.Patch(Shape.Box(36, 84, 18, 1.8f), Gold.Ink);
        pen.Glow(12, 74, 4, 32, Ink.White.Fade(0.9f));
    }

    public static void Sunglasses(Pen pen, Kit kit)
    {
        pen.Body(Shape.Line(4, 4, 14, -2, 8), kit.Main);
        pen.Body(Shape.Line(4, 116, 14, 122, 8), kit.Main);
        Animals.Twice(pen.At(10, 0), half =>
        {
            half.Body(Shape.Blob(-8, 8, 16, 4, 44, 10, 44, 30, 30, 46, 8, 46, -6, 32), kit.Main);
            half.Tint(Shape.Blob(-3, 12, 16, 8, 40, 14, 40, 29, 28, 42, 9, 42, -2, 30), (_, y) => Ink.Hex(0x22252E).Mix(Ink.Hex(0x7A6A8C), Arith.Clamp((y - 10) / 44)));
            half.Glow(8, 18, 11, 5, Ink.White.Fade(0.6f), -0.08f);
        });
        pen.Body(Shape.Curve(5, 5, 52, 16, 60, 11, 68, 16), kit.Main);
    }

    public static void Handbag(Pen pen, Kit kit)
    {
        pen.Body(Shape.Curve(6, 6, 32, 52, 36, 14, 60, 2, 84, 14, 88, 52), kit.Main.Darker(0.2f));
        pen.Body(Shape.Blob(18, 44, 60, 40, 102, 44, 112, 76, 116, 108, 60, 112, 4, 108, 8, 76), kit.Main);
        pen.Body(Shape.Blob(16, 44, 60, 40, 104, 44, 104, 62, 60, 76, 16, 62), kit.Main.Lighter(0.08f));
        pen.Body(Shape.Box(50, 64, 20, 18, 4), Gold);
        foreach (var x in (float[])[32, 88])
        {
            pen.Body(Shape.Circle(x, 50, 5), Gold);
        }
    }

    public static void Suitcase(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(26, 0, 38, 30, 4).Without(Shape.Box(32, 6, 26, 24)), Coat.Hex(0x8C97A3, Material.Metal));
        foreach (var x in (float[])[14, 64])
        {
            pen.Body(Shape.Box(x, 118, 12, 12, 5), Coat.Hex(0x23252B, Material.Rubber));
        }

        pen.Body(Shape.Box(2, 26, 86, 96, 11), kit.Main);
        for (var i = 0; i < 5; i++)
        {
            pen.Patch(Shape.Line(2.4f, 17 + i * 14, 36, 17 + i * 14, 112), kit.Main.Ink.Darker(0.25f).Fade(0.7f));
        }

        pen.Body(Shape.Box(36, 26, 18, 8, 3), Coat.Hex(0x3A3E47, Material.Plastic));
    }

    public static void Shirt(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(38, 4, 82, 4, 106, 16, 120, 46, 98, 56, 92, 44, 92, 116, 28, 116, 28, 44, 22, 56, 0, 46, 14, 16), kit.Main);
        pen.Patch(Shape.Blob(40, 3, 60, 5, 80, 3, 76, 14, 60, 21, 44, 14), kit.Main.Ink.Darker(0.35f));
        pen.Patch(Shape.Curve(2, 2, 39, 4, 46, 17, 60, 23, 74, 17, 81, 4), kit.Main.Ink.Lighter(0.3f));
        foreach (var (x1, y1, x2, y2) in ((float, float, float, float)[])[(28, 44, 31, 28), (92, 44, 89, 28)])
        {
            pen.Patch(Shape.Line(1.4f, x1, y1, x2, y2), kit.Main.Ink.Darker(0.3f).Fade(0.7f));
        }
    }

    public static void Dress(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(28, 2, 36, 2, 45, 22, 54, 2, 62, 2, 66, 30, 60, 56, 76, 96, 90, 136, 45, 144, 0, 136, 14, 96, 30, 56, 24, 30), kit.Main);
        pen.Patch(Shape.Curve(6, 6, 29, 55, 45, 59, 61, 55), kit.Main.Ink.Darker(0.4f));
        foreach (var x in (float[])[28, 45, 62])
        {
            pen.Patch(Shape.Curve(1.4f, 2.4f, 45 + (x - 45) * 0.4f, 62, 45 + (x - 45) * 0.9f, 98, 45 + (x - 45) * 1.5f, 136), kit.Main.Ink.Darker(0.22f).Fade(0.7f));
        }
    }

    public static void Ring(Pen pen, Kit kit)
    {
        pen.Body(Shape.Circle(50, 78, 40).Without(Shape.Circle(50, 78, 31)), kit.Main);
        pen.Body(Shape.Polygon(38, 34, 62, 34, 58, 44, 42, 44), kit.Main.Darker(0.1f));
        Toys.Diamond(pen.At(25, -2, 0.45f), kit with { Main = Coat.Hex(0x9FDDF5, Material.Ceramic) });
        pen.Soft(36, 4, 7, 7, Ink.White);
    }

    public static void Lipstick(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(13, 16, 35, 2, 37, 56, 13, 56), kit.Main);
        pen.Patch(Shape.Polygon(13, 16, 35, 2, 35, 10, 15, 22), kit.Main.Ink.Lighter(0.4f).Fade(0.8f));
        pen.Body(Shape.Box(9, 48, 32, 28, 2), Gold);
        pen.Body(Shape.Box(4, 72, 42, 58, 4), Coat.Hex(0x26272C, Material.Ceramic));
    }

    public static void Jar(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(4, 24, 92, 60, 12), Coat.Hex(0xF8F4EC, Material.Ceramic));
        pen.Body(Shape.Box(2, 2, 96, 26, 6), kit.Main);
        pen.Patch(Shape.Box(26, 46, 48, 4, 2), kit.Main.Ink.Darker(0.2f));
        pen.Patch(Shape.Box(34, 56, 32, 3, 1.5f), kit.Main.Ink.Fade(0.7f));
    }

    public static void Trophy(Pen pen, Kit kit)
    {
        Animals.Twice(pen, half => half.Body(Shape.Curve(6, 5, 20, 14, 2, 16, 4, 40, 28, 52), kit.Main));
        pen.Body(Shape.Box(24, 102, 52, 20, 3), Coat.Hex(0x4A2F1C, Material.Wood));
        pen.Body(Shape.Box(34, 108, 32, 8, 1), kit.Main);
        pen.Body(Shape.Blob(44, 60, 56, 60, 56, 88, 68, 102, 32, 102, 44, 88), kit.Main.Darker(0.1f));
        pen.Body(Shape.Blob(16, 4, 50, 8, 84, 4, 80, 38, 64, 62, 50, 70, 36, 62, 20, 38), kit.Main);
        pen.Patch(Shape.Ellipse(50, 5, 34, 4.6f), kit.Main.Ink.Darker(0.4f));
        Toys.Star(pen.At(36, 20, 0.28f), kit with { Main = kit.Main.Lighter(0.5f) });
    }

    public static void Medal(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(10, 0, 34, 0, 56, 56, 38, 62), Coat.Hex(0x2B6CD4, Material.Fabric));
        pen.Body(Shape.Polygon(70, 0, 46, 0, 24, 56, 42, 62), Coat.Hex(0xD7263D, Material.Fabric));
        pen.Body(Shape.Circle(40, 82, 37), kit.Main);
        pen.Patch(Shape.Circle(40, 82, 30).Without(Shape.Circle(40, 82, 28)), kit.Main.Ink.Darker(0.4f));
        Toys.Star(pen.At(20, 61, 0.4f), kit with { Main = kit.Main.Lighter(0.4f) });
    }

    public static void PottedPlant(Pen pen, Kit kit)
    {
        foreach (var (turn, tall, tone) in ((float, float, float)[])[(-0.15f, 62, 0.2f), (0.15f, 62, 0.2f), (-0.08f, 80, 0.08f), (0.085f, 78, 0.08f), (0.002f, 88, 0)])
        {
            var leaf = pen.At(50, 94, 1, turn);
            leaf.Body(Shape.Blob(0, 4, -13, -tall * 0.4f, -11, -tall * 0.75f, 0, -tall, 11, -tall * 0.75f, 13, -tall * 0.4f), kit.Main.Darker(tone));
            leaf.Patch(Shape.Line(1.4f, 0, 0, 0, -tall * 0.9f), kit.Main.Ink.Lighter(0.35f).Fade(0.7f));
        }

        var pot = kit.Coloured ? kit.Second : Coat.Hex(0xD27C49, Material.Ceramic);
        pen.Body(Shape.Polygon(22, 94, 78, 94, 70, 140, 30, 140), pot);
        pen.Body(Shape.Box(16, 86, 68, 14, 3), pot.Lighter(0.08f));
    }

    public static void Bouquet(Pen pen, Kit kit)
    {
        for (var i = -2; i <= 2; i++)
        {
            pen.At(50, 110, 1, i * 0.045f).Body(Shape.Curve(3.4f, 3, 0, 0, 0, -70), Coat.Hex(0x4C9141, Material.Leaf));
        }

        foreach (var (x, y, turn) in ((float, float, float)[])[(14, 52, -0.16f), (86, 52, 0.16f), (30, 20, -0.06f), (70, 20, 0.06f)])
        {
            pen.At(x, y, 1, turn).Body(Shape.Blob(0, 18, -8, 0, 0, -18, 8, 0), Coat.Hex(0x5FA83C, Material.Leaf));
        }

        uint[] tones = [0xF58FB4, 0xF9CE6A, 0xE0506A, 0xB79BEA, 0xF8F4EC];
        foreach (var (x, y, tone) in ((float, float, int)[])[(24, 36, 3), (76, 36, 1), (50, 20, 4), (36, 54, 0), (66, 56, 2), (50, 40, 0)])
        {
            var bloom = kit.Coloured ? kit.Main.Lighter(tone * 0.06f) : Coat.Hex(tones[tone], Material.Leaf);
            for (var petal = 0; petal < 6; petal++)
            {
                pen.At(x, y, 1, petal / 6f).Body(Shape.Ellipse(0, -9, 6.4f, 8.6f), bloom);
            }

            pen.Body(Shape.Circle(x, y, 5), Coat.Hex(0xF2B632, Material.Fabric));
        }

        pen.Body(Shape.Polygon(16, 62, 50, 74, 84, 62, 60, 128, 40, 128), Coat.Hex(0xEBDCC0, Material.Paper));
        pen.Body(Shape.Polygon(84, 62, 50, 74, 46, 128, 60, 128), Coat.Hex(0xF5EAD4, Material.Paper));
        pen.Body(Shape.Box(37, 98, 27, 9, 3), Coat.Hex(0xE0506A, Material.Fabric));
    }
}
