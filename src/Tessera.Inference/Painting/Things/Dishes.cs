using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

/// <summary>What a kitchen or a bar sends out.</summary>
internal static class Dishes
{
    public static void Croissant(Pen pen, Kit kit)
    {
        foreach (var (x, y, rx, ry, turn) in ((float, float, float, float, float)[])[(12, 58, 13, 9, -0.12f), (108, 58, 13, 9, 0.12f), (25, 46, 16, 17, -0.08f), (95, 46, 16, 17, 0.08f), (41, 36, 17, 23, -0.04f), (79, 36, 17, 23, 0.04f), (60, 32, 17, 26, 0)])
        {
            pen.Body(Shape.Ellipse(x, y, rx, ry, turn), kit.Main);
            pen.Patch(Shape.Curve(0.8f, 0.8f, x - rx * 0.45f, y - ry * 0.6f, x - rx * 0.6f, y, x - rx * 0.45f, y + ry * 0.6f), kit.Main.Ink.Lighter(0.5f).Fade(0.6f));
        }
    }

    public static void Sushi(Pen pen, Kit kit)
    {
        var rice = Coat.Hex(0xFBF8F0, Material.Paper);
        pen.Body(Shape.Blob(4, 46, 16, 36, 40, 34, 64, 38, 72, 50, 68, 64, 40, 68, 8, 64), rice);
        pen.Body(Shape.Blob(0, 40, 12, 22, 40, 16, 66, 22, 78, 42, 60, 44, 40, 40, 16, 44), kit.Main);
        for (var i = 0; i < 4; i++)
        {
            pen.Patch(Shape.Curve(2.4f, 2, 14 + i * 14, 25 - MathF.Min(i, 3 - i) * 4, 20 + i * 14, 32, 18 + i * 14, 40), kit.Main.Ink.Lighter(0.6f).Fade(0.8f));
        }

        pen.Body(Shape.Blob(82, 40, 84, 62, 104, 69, 124, 62, 126, 40, 104, 48), Coat.Hex(0x23352C, Material.Leather));
        pen.Body(Shape.Ellipse(104, 38, 22, 10), Coat.Hex(0x2B4034, Material.Leather));
        pen.Patch(Shape.Ellipse(104, 38, 18.5f, 7.6f), rice.Ink);
        pen.Body(Shape.Ellipse(104, 38, 8, 4), kit.Main);
    }

    public static void WholePizza(Pen pen, Kit kit)
    {
        pen.Body(Shape.Ellipse(75, 45, 75, 43), Coat.Hex(0xCF9348, Material.Leather));
        pen.Body(Shape.Ellipse(75, 42, 66, 35), Coat.Hex(0xC8402C, Material.Plain));
        pen.Body(Shape.Ellipse(75, 41, 63, 33), kit.Main);
        foreach (var (x, y) in ((float, float)[])[(38, 36), (62, 22), (92, 24), (114, 40), (96, 58), (64, 60), (76, 42)])
        {
            pen.Body(Shape.Ellipse(x, y, 10, 6), Coat.Hex(0xC23A2B, Material.Plastic));
        }

        foreach (var (x, y, turn) in ((float, float, float)[])[(48, 48, 0.1f), (78, 30, 0.4f), (108, 54, 0.2f), (84, 66, 0.05f), (28, 50, 0.3f), (112, 26, 0.15f)])
        {
            pen.Patch(Shape.Ellipse(x, y, 5, 2.6f, turn), Ink.Hex(0x3C8F3F));
        }

        for (var i = 0; i < 4; i++)
        {
            var (c, s) = (Arith.Cos(i / 8f + 0.03f), Arith.Sin(i / 8f + 0.03f));
            pen.Patch(Shape.Line(1, 75 - c * 70, 43 - s * 40, 75 + c * 70, 43 + s * 40), Ink.Hex(0x7A4A1E).Fade(0.55f));
        }
    }

    public static void Taco(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(6, 66, 14, 22, 50, 2, 92, 8, 112, 34, 114, 66, 60, 70), kit.Main.Darker(0.2f));
        for (var i = 0; i < 8; i++)
        {
            var angle = 0.5f + i / 16f + 0.03f;
            var (x, y) = (60 + 48 * Arith.Cos(angle), 60 + 48 * Arith.Sin(angle));
            pen.Body(Shape.Ellipse(x, y, 12, 9, i * 0.1f), Coat.Hex(i % 3 == 0 ? 0xD7362Bu : i % 3 == 1 ? 0x5FA83Cu : 0x7A4A2Bu, Material.Leaf));
        }

        pen.Body(Shape.Blob(2, 70, 10, 36, 34, 18, 60, 14, 86, 18, 110, 36, 118, 70, 60, 74), kit.Main);
    }

    public static void HotDog(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(8, 4, 114, 34, 16), Coat.Hex(0xD9A254, Material.Leather));
        pen.Body(Shape.Box(0, 12, 130, 24, 12), kit.Main);
        pen.Body(Shape.Blob(8, 32, 30, 26, 65, 27, 100, 26, 122, 32, 118, 52, 65, 58, 12, 52), Coat.Hex(0xE0AE62, Material.Leather));
        pen.Patch(Shape.Curve(4, 4, 12, 18, 26, 25, 40, 16, 54, 25, 68, 16, 82, 25, 96, 16, 110, 24, 120, 18), Ink.Hex(0xF6CB2E));
    }

    public static void Fries(Pen pen, Kit kit)
    {
        for (var i = 0; i < 10; i++)
        {
            var (x, top) = (14 + i * 8f, 4 + i * 37 % 26);
            pen.At(x, 70, 1, (i - 4.5f) * 0.007f).Body(Shape.Box(-5, top - 70, 10, 80, 2), Coat.Hex(i % 2 == 0 ? 0xF6CB4Eu : 0xEDB93A, Material.Paper));
        }

        pen.Body(Shape.Blob(6, 48, 30, 58, 50, 60, 70, 58, 94, 48, 90, 84, 84, 116, 50, 119, 16, 116, 10, 84), kit.Main);
        pen.Patch(Shape.Circle(50, 88, 13), Ink.Hex(0xF6CB2E));
    }

    public static void Pancakes(Pen pen, Kit kit)
    {
        pen.Body(Shape.Ellipse(65, 82, 65, 10), Coat.Hex(0xF2EEE6, Material.Ceramic));
        for (var i = 0; i < 4; i++)
        {
            pen.Body(Shape.Box(14 + i % 2 * 3, 66 - i * 14, 98, 17, 8), Coat.Hex(0xE9BE7A, Material.Leather));
            pen.Body(Shape.Ellipse(63 + i % 2 * 3, 68 - i * 14, 48, 9), kit.Main);
        }

        pen.Body(Shape.Blob(28, 24, 44, 18, 66, 20, 90, 18, 106, 26, 108, 48, 102, 50, 98, 32, 80, 33, 78, 60, 72, 61, 70, 34, 46, 33, 42, 46, 36, 46, 34, 32), Coat.Hex(0xA85A1E, Material.Ceramic));
        pen.Body(Shape.Polygon(54, 12, 76, 12, 80, 22, 58, 23), Coat.Hex(0xF9E08A, Material.Ceramic));
    }

    public static void WineGlass(Pen pen, Kit kit)
    {
        pen.Patch(Shape.Line(3.4f, 35, 70, 35, 124), Ink.Hex(0xCFE2E8).Fade(0.9f));
        pen.Body(Shape.Ellipse(35, 125, 22, 4.6f), Coat.Hex(0xDDEEF2, Material.Glass));
        pen.Tint(Shape.Blob(6, 36, 35, 40, 64, 36, 60, 58, 46, 70, 35, 73, 24, 70, 10, 58), (_, y) => kit.Main.Ink.Mix(kit.Main.Ink.Darker(0.3f), Arith.Clamp((y - 36) / 36)).Fade(0.92f));
        pen.Patch(Shape.Ellipse(35, 37, 28, 4.4f), kit.Main.Ink.Lighter(0.25f));
        pen.Body(Shape.Blob(11, 4, 35, 6, 59, 4, 66, 34, 60, 60, 46, 72, 35, 76, 24, 72, 10, 60, 4, 34), Coat.Hex(0xE4F3F6, Material.Glass));
        pen.Glow(17, 34, 4, 22, Ink.White.Fade(0.9f));
    }

    public static void Cocktail(Pen pen, Kit kit)
    {
        pen.Patch(Shape.Line(3, 50, 60, 50, 116), Ink.Hex(0xCFE2E8).Fade(0.9f));
        pen.Body(Shape.Ellipse(50, 117, 26, 5), Coat.Hex(0xDDEEF2, Material.Glass));
        pen.Patch(Shape.Line(2.6f, 56, 40, 84, -6), Ink.Hex(0xE0506A));
        pen.Tint(Shape.Polygon(13, 24, 87, 24, 52, 64, 48, 64), (_, y) => kit.Main.Ink.Mix(Ink.Hex(0xF9CE6A), Arith.Clamp((y - 24) / 44)).Fade(0.92f));
        pen.Patch(Shape.Ellipse(50, 24, 37, 4.6f), kit.Main.Ink.Lighter(0.4f));
        pen.Body(Shape.Polygon(2, 12, 98, 12, 53, 66, 47, 66), Coat.Hex(0xE4F3F6, Material.Glass));
        pen.Body(Shape.Circle(88, 14, 12), Coat.Hex(0xF5A623, Material.Plastic));
        pen.Patch(Shape.Circle(88, 14, 8.6f), Ink.Hex(0xFBD68A));
    }

    public static void Beer(Pen pen, Kit kit)
    {
        pen.Body(Shape.Ellipse(86, 64, 20, 28).Without(Shape.Ellipse(85, 64, 12, 19)), Coat.Hex(0xE4F3F6, Material.Ceramic));
        pen.Tint(Shape.Box(6, 20, 72, 92, 7), (x, y) => kit.Main.Ink.Lighter(0.3f).Mix(kit.Main.Ink.Darker(0.12f), Arith.Clamp((x + y) / 190)));
        for (var i = 0; i < 12; i++)
        {
            pen.Patch(Shape.Circle(14 + i * 29 % 56, 44 + i * 23 % 60, 1.6f + i % 3 * 0.5f), Ink.White.Fade(0.6f));
        }

        pen.Body(Shape.Box(2, 18, 80, 96, 8), Coat.Hex(0xE4F3F6, Material.Glass));
        foreach (var (x, y, r) in ((float, float, float)[])[(10, 20, 11), (30, 14, 14), (52, 14, 14), (72, 20, 11), (42, 24, 14), (20, 28, 9), (62, 28, 10)])
        {
            pen.Body(Shape.Circle(x, y, r), Coat.Hex(0xFDFBF4));
        }
    }

    public static void Smoothie(Pen pen, Kit kit)
    {
        pen.Patch(Shape.Line(5, 42, 80, 60, -4), Ink.Hex(0xE0506A));
        pen.Body(Shape.Polygon(6, 30, 74, 30, 64, 132, 16, 132), kit.Main);
        pen.Body(Shape.Ellipse(40, 131, 24, 4), kit.Main.Darker(0.1f));
        pen.Body(Shape.Blob(4, 32, 10, 16, 40, 4, 70, 16, 76, 32, 40, 37), Coat.Hex(0xFBF6EC, Material.Plastic));
        pen.Body(Shape.Circle(28, 8, 8), Coat.Hex(0xC8202E, Material.Plastic));
        pen.Glow(18, 80, 5, 40, Ink.White.Fade(0.6f));
    }

    public static void Avocado(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(45, 2, 60, 14, 70, 44, 84, 76, 76, 106, 45, 118, 14, 106, 6, 76, 20, 44, 30, 14), kit.Or(0x3F6B2F, Material.Leather));
        pen.Body(Shape.Blob(45, 10, 56, 20, 63, 48, 76, 78, 69, 100, 45, 110, 21, 100, 14, 78, 27, 48, 34, 20), Coat.Hex(0xD9E38A, Material.Plain));
        pen.Body(Shape.Circle(45, 78, 20), Coat.Hex(0x8A5230, Material.Ceramic));
    }

    public static void Pineapple(Pen pen, Kit kit)
    {
        for (var i = 0; i < 7; i++)
        {
            pen.At(45, 54, 1, (i - 3) * 0.045f).Body(Shape.Blob(-8, 0, -7, -28, 0, -52 + MathF.Abs(i - 3) * 6, 7, -28, 8, 0), Coat.Hex(i % 2 == 0 ? 0x3C8F3Fu : 0x57A64A, Material.Leaf));
        }

        pen.Body(Shape.Ellipse(45, 96, 36, 46), kit.Main);
        for (var i = -3; i <= 3; i++)
        {
            pen.Patch(Shape.Curve(1.5f, 1.5f, 45 + i * 11 - 16, 62 + i * i * 1.5f, 45 + i * 11, 98, 45 + i * 9 + 18, 134 - i * i), kit.Main.Ink.Darker(0.35f).Fade(MathF.Abs(i) < 3 ? 0.55f : 0));
            pen.Patch(Shape.Curve(1.5f, 1.5f, 45 + i * 11 + 16, 62 + i * i * 1.5f, 45 + i * 11, 98, 45 + i * 9 - 18, 134 - i * i), kit.Main.Ink.Darker(0.35f).Fade(MathF.Abs(i) < 3 ? 0.55f : 0));
        }
    }

    public static void Tomato(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(50, 14, 76, 8, 98, 34, 92, 70, 66, 90, 34, 90, 8, 70, 2, 34, 24, 8), kit.Main);
        for (var i = 0; i < 5; i++)
        {
            pen.At(50, 16, 1, i / 5f).Body(Shape.Blob(-4, 0, -3, -14, 0, -22, 3, -14, 4, 0), Coat.Hex(0x3C8F3F, Material.Leaf));
        }

        pen.Glow(28, 36, 9, 13, Ink.White.Fade(0.7f), 0.08f);
    }

    public static void Popcorn(Pen pen, Kit kit)
    {
        for (var i = 0; i < 14; i++)
        {
            var (x, y) = (12 + i * 43 % 72, 12 + i * 7 % 5 * 7);
            pen.Body(Shape.Circle(x, y, 9), Coat.Hex(0xFBF1CF));
            pen.Body(Shape.Circle(x + 6, y + 5, 7), Coat.Hex(0xF9DF8F));
        }

        pen.Body(Shape.Polygon(4, 44, 96, 44, 84, 122, 16, 122), Coat.Hex(0xFAF7F0, Material.Paper));
        for (var i = 0; i < 4; i++)
        {
            pen.Patch(Shape.Polygon(6 + i * 25, 44, 19 + i * 25, 44, 22 + i * 20, 122, 18 + i * 18, 122), kit.Main.Ink.Fade(0.9f));
        }
    }

    public static void Plate(Pen pen, Kit kit)
    {
        pen.Body(Shape.Ellipse(75, 24, 75, 19), kit.Main.Darker(0.16f));
        pen.Body(Shape.Ellipse(75, 20, 75, 19), kit.Main);
        pen.Patch(Shape.Ellipse(75, 21, 50, 11.5f), kit.Main.Ink.Darker(0.12f).Fade(0.7f));
        pen.Patch(Shape.Ellipse(75, 22, 49, 11), kit.Main.Ink.Lighter(0.2f));
    }
}
