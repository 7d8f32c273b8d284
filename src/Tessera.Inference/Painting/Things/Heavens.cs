using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

/// <summary>What is seen in the sky, and the mountain below it.</summary>
internal static class Heavens
{
    public static void Sun(Pen pen, Kit kit)
    {
        pen.Soft(50, 50, 90, 90, kit.Main.Ink.Lighter(0.4f).Fade(0.55f));
        for (var i = 0; i < 12; i++)
        {
            pen.At(50, 50, 1, i / 12f).Patch(Shape.Polygon(-5, -36, 0, -51, 5, -36), kit.Main.Ink.Lighter(0.12f));
        }

        pen.Body(Shape.Circle(50, 50, 33), kit.Main);
    }

    public static void Moon(Pen pen, Kit kit)
    {
        pen.Soft(50, 50, 88, 88, kit.Main.Ink.Fade(0.35f));
        pen.Body(Shape.Circle(50, 50, 48), kit.Main with { Material = Material.Stone });
        foreach (var (x, y, r) in ((float, float, float)[])[(34, 36, 9), (62, 28, 6), (66, 60, 11), (38, 70, 7), (50, 50, 4), (80, 42, 4)])
        {
            pen.Patch(Shape.Circle(x, y, r), kit.Main.Ink.Darker(0.18f).Fade(0.6f));
            pen.Glow(x + r * 0.2f, y + r * 0.3f, r * 0.8f, r * 0.7f, kit.Main.Ink.Lighter(0.4f).Fade(0.5f));
        }
    }

    public static void Crescent(Pen pen, Kit kit)
    {
        pen.Soft(44, 50, 80, 80, kit.Main.Ink.Fade(0.3f));
        pen.Body(Shape.Blob(58, 2, 34, 8, 10, 30, 8, 64, 28, 92, 60, 98, 78, 90, 52, 82, 38, 60, 40, 28), kit.Main);
    }

    public static void Cloud(Pen pen, Kit kit)
    {
        foreach (var (x, y, r) in ((float, float, float)[])[(30, 52, 26), (112, 54, 24), (58, 34, 32), (90, 38, 28), (72, 56, 28)])
        {
            pen.Body(Shape.Ellipse(x, y, r, r * 0.92f), kit.Main);
        }
    }

    public static void Rainbow(Pen pen, Kit kit)
    {
        uint[] bands = [0xE0393E, 0xF5831F, 0xF9CE23, 0x43A047, 0x2B6CD4, 0x6B3FB5];
        for (var i = 0; i < bands.Length; i++)
        {
            var r = 96 - i * 8f;
            var arc = new float[26];
            for (var step = 0; step < 13; step++)
            {
                (arc[2 * step], arc[2 * step + 1]) = (100 - r * Arith.Cos(step / 24f), 100 - r * Arith.Sin(step / 24f));
            }

            pen.Patch(Shape.Curve(8.4f, 8.4f, arc), Ink.Hex(bands[i]).Fade(0.82f));
        }
    }

    public static void Planet(Pen pen, Kit kit)
    {
        var ring = Shape.Ellipse(75, 50, 74, 17, -0.04f).Without(Shape.Ellipse(75, 50, 58, 11, -0.04f));
        pen.Patch(ring, kit.Second.Ink.Lighter(0.2f).Fade(0.9f));
        pen.Body(Shape.Circle(75, 50, 46), kit.Main);
        foreach (var (y, h) in ((float, float)[])[(30, 5), (46, 8), (66, 5)])
        {
            var half = MathF.Sqrt(46 * 46 - (y - 50) * (y - 50));
            pen.Patch(Shape.Curve(h, h, 75 - half + 3, y, 75, y + 4, 75 + half - 3, y), kit.Main.Ink.Lighter(0.35f).Fade(0.45f));
        }

        pen.Patch(Shape.Curve(6, 6, 10, 68, 40, 75, 90, 67, 134, 42), kit.Second.Ink.Lighter(0.2f).Fade(0.9f));
    }

    public static void Snowflake(Pen pen, Kit kit)
    {
        for (var i = 0; i < 6; i++)
        {
            var arm = pen.At(50, 50, 1, i / 6f);
            arm.Body(Shape.Line(5, 0, 0, 0, -48).And(Shape.Line(4, 0, -24, 12, -36)).And(Shape.Line(4, 0, -24, -12, -36)), kit.Main);
        }
    }

    public static void Mountain(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(60, 40, 130, 100, 20, 100, 34, 70), kit.Main.Darker(0.15f));
        pen.Body(Shape.Polygon(70, 2, 82, 20, 96, 36, 112, 62, 150, 100, 0, 100, 28, 66, 42, 48), kit.Main);
        pen.Patch(Shape.Polygon(70, 2, 112, 62, 150, 100, 90, 100, 84, 62, 76, 40), kit.Main.Ink.Darker(0.35f).Fade(0.5f));
        pen.Body(Shape.Polygon(70, 2, 82, 20, 92, 32, 84, 36, 78, 30, 70, 40, 62, 31, 52, 40, 49, 38), Coat.Hex(0xFBFBFD));
    }

    public static void Rock(Pen pen, Kit kit) =>
        pen.Body(Shape.Polygon(4, 66, 14, 30, 44, 6, 80, 10, 108, 36, 116, 70, 60, 76), kit.Main);
}
