using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

/// <summary>Vessels and other things that stand about a house. Vessels have a front, so that things can be in them.</summary>
internal static class Household
{
    public static void VaseBack(Pen pen, Kit kit) => pen.Patch(Shape.Ellipse(40, 6, 19, 5.5f), kit.Main.Ink.Darker(0.5f));

    public static void VaseFront(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(21, 6, 40, 11, 59, 6, 56, 20, 74, 48, 76, 74, 60, 104, 40, 108, 20, 104, 4, 74, 6, 48, 24, 20), kit.Main);
        pen.Glow(22, 58, 7, 24, Ink.White.Fade(0.6f), 0.02f);
    }

    public static void BowlBack(Pen pen, Kit kit) => pen.Patch(Shape.Ellipse(60, 10, 58, 10), kit.Main.Ink.Darker(0.35f));

    public static void BowlFront(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(2, 10, 30, 18, 60, 20, 90, 18, 118, 10, 112, 36, 90, 60, 60, 66, 30, 60, 8, 36), kit.Main);
        pen.Glow(26, 34, 10, 18, Ink.White.Fade(0.5f), -0.08f);
    }

    public static void BasketBack(Pen pen, Kit kit)
    {
        pen.Body(Shape.Curve(7, 7, 10, 48, 24, 8, 60, -4, 96, 8, 110, 48), kit.Main.Darker(0.15f));
        pen.Patch(Shape.Ellipse(60, 46, 54, 9), kit.Main.Ink.Darker(0.6f));
    }

    public static void BasketFront(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(5, 46, 30, 54, 60, 56, 90, 54, 115, 46, 106, 90, 92, 102, 60, 105, 28, 102, 14, 90), kit.Main);
        for (var row = 0; row < 4; row++)
        {
            for (var i = 0; i < 9; i++)
            {
                var (x, y) = (16 + i * 11 + row % 2 * 5f - 3, 61 + row * 10f);
                pen.Patch(Shape.Curve(1.5f, 1.5f, x - 5, y + 3, x, y - 2, x + 5, y + 3), kit.Main.Ink.Darker(0.4f).Fade(0.75f));
            }
        }

        pen.Body(Shape.Curve(8, 8, 5, 48, 60, 59, 115, 48), kit.Main.Lighter(0.12f));
    }

    public static void BoxBack(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(10, 24, 100, 24, 88, 0, 22, 0), kit.Main.Darker(0.1f));
        pen.Patch(Shape.Polygon(6, 34, 104, 34, 98, 22, 12, 22), kit.Main.Ink.Darker(0.55f));
    }

    public static void BoxFront(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(4, 32, 106, 32, 104, 98, 6, 98), kit.Main);
        pen.Body(Shape.Polygon(4, 32, 106, 32, 116, 48, -6, 48), kit.Main.Lighter(0.12f));
        pen.Patch(Shape.Box(46, 48, 18, 50), kit.Main.Ink.Lighter(0.35f).Fade(0.5f));
    }

    public static void Bottle(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(18, 0, 16, 12, 3), Coat.Hex(0xB98A55, Material.Wood));
        pen.Body(Shape.Blob(19, 10, 33, 10, 34, 36, 48, 56, 50, 84, 48, 136, 40, 140, 12, 140, 4, 136, 2, 84, 4, 56, 18, 36), kit.Main);
        pen.Body(Shape.Box(4, 78, 44, 34, 2), Coat.Hex(0xF3EAD6, Material.Paper));
        pen.Patch(Shape.Box(12, 88, 28, 3), kit.Main.Ink.Darker(0.3f));
        pen.Patch(Shape.Box(16, 96, 20, 2), kit.Main.Ink.Darker(0.1f));
        pen.Glow(11, 80, 4, 44, Ink.White.Fade(0.7f));
    }

    public static void Glass(Pen pen, Kit kit)
    {
        var drink = kit.Coloured ? kit.Main.Ink : Ink.Hex(0x9ED4E8);
        pen.Tint(Shape.Polygon(8, 34, 62, 34, 57, 96, 13, 96), (_, y) => drink.Mix(drink.Darker(0.25f), (y - 34) / 62).Fade(0.75f));
        pen.Patch(Shape.Ellipse(35, 34, 27, 4.6f), drink.Lighter(0.45f).Fade(0.9f));
        pen.Body(Shape.Polygon(3, 4, 67, 4, 60, 100, 10, 100), Coat.Hex(0xE4F3F6, Material.Glass));
        pen.Patch(Shape.Ellipse(35, 4, 32, 4.6f).Without(Shape.Ellipse(35, 4, 30, 3.6f)), Ink.White.Fade(0.9f));
        pen.Glow(16, 50, 4, 38, Ink.White.Fade(0.85f));
    }

    public static void Teapot(Pen pen, Kit kit)
    {
        pen.Body(Shape.Ellipse(22, 56, 21, 24).Without(Shape.Ellipse(22, 56, 13, 16)), kit.Main.Darker(0.08f));
        pen.Body(Shape.Blob(98, 62, 116, 52, 122, 30, 136, 24, 134, 34, 126, 62, 104, 84), kit.Main.Darker(0.05f));
        pen.Body(Shape.Blob(68, 22, 98, 34, 108, 62, 98, 88, 68, 98, 38, 88, 28, 62, 38, 34), kit.Main);
        pen.Body(Shape.Blob(68, 16, 88, 22, 94, 30, 68, 34, 42, 30, 48, 22), kit.Main.Lighter(0.1f));
        pen.Body(Shape.Circle(68, 12, 7), kit.Main.Darker(0.1f));
        pen.Glow(48, 52, 9, 22, Ink.White.Fade(0.65f), 0.04f);
    }

    public static void Candle(Pen pen, Kit kit)
    {
        pen.Soft(25, 20, 60, 56, Ink.Hex(0xFFD27A).Fade(0.4f));
        pen.Body(Shape.Box(4, 44, 42, 76, 5), kit.Main);
        pen.Patch(Shape.Ellipse(25, 46, 20, 5), kit.Main.Ink.Lighter(0.5f));
        pen.Patch(Shape.Line(1.8f, 25, 46, 25.6f, 34), Ink.Hex(0x3A2C22));
        pen.Patch(Shape.Blob(25, 0, 34, 22, 31, 36, 25, 40, 19, 36, 16, 22), Ink.Hex(0xFFA530));
        pen.Patch(Shape.Blob(25, 14, 30, 26, 28, 36, 25, 38, 22, 36, 20, 26), Ink.Hex(0xFFF0B0));
    }

    public static void Book(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(20, 0, 118, 6, 100, 40, 0, 32), kit.Main.Lighter(0.05f));
        pen.Patch(Shape.Polygon(0, 34, 100, 42, 101, 58, 2, 50), Ink.Hex(0xF5EEDC));
        for (var i = 1; i < 4; i++)
        {
            pen.Patch(Shape.Line(0.6f, 1, 34 + i * 4, 100, 42 + i * 4), Ink.Hex(0xB9AD92).Fade(0.8f));
        }

        pen.Patch(Shape.Polygon(100, 42, 118, 8, 118, 24, 101, 58), Ink.Hex(0xDDD3BB));
        pen.Body(Shape.Polygon(0, 50, 101, 58, 119, 24, 120, 28, 102, 63, 0, 54), kit.Main.Darker(0.15f));
        pen.Body(Shape.Blob(0, 32, 4, 33, 4, 54, 0, 54, -3, 43), kit.Main.Darker(0.1f));
        pen.Patch(Shape.Polygon(36, 9, 96, 13, 90, 24, 29, 19), Ink.Hex(0xF2D48A).Fade(0.85f));
    }

    public static void Umbrella(Pen pen, Kit kit)
    {
        pen.Patch(Shape.Curve(3.4f, 3.4f, 60, 50, 60, 112, 56, 124, 46, 124, 44, 114), Ink.Hex(0x6B4426));
        pen.Body(Shape.Blob(0, 60, 8, 28, 34, 8, 60, 4, 86, 8, 112, 28, 120, 60, 106, 53, 90, 60, 76, 53, 60, 60, 44, 53, 30, 60, 14, 53), kit.Main);
        pen.Patch(Shape.Blob(60, 5, 46, 24, 42, 52, 60, 59, 78, 52, 74, 24), kit.Main.Ink.Lighter(0.3f).Fade(0.5f));
        pen.Patch(Shape.Line(2.6f, 60, -2, 60, 6), Ink.Hex(0x6B4426));
    }

    public static void Gift(Pen pen, Kit kit)
    {
        var ribbon = kit.Second with { Material = Material.Fabric };
        pen.Body(Shape.Box(6, 44, 88, 60, 3), kit.Main);
        pen.Body(Shape.Box(41, 44, 18, 60), ribbon);
        pen.Body(Shape.Box(0, 28, 100, 20, 3), kit.Main.Lighter(0.12f));
        pen.Body(Shape.Box(40, 28, 20, 20), ribbon.Lighter(0.1f));
        Animals.Twice(pen, half => half.Body(Shape.Blob(50, 28, 36, 4, 18, 0, 14, 16, 30, 27), ribbon));
        pen.Body(Shape.Ellipse(50, 25, 8, 7), ribbon.Darker(0.12f));
    }

    public static void Clock(Pen pen, Kit kit)
    {
        pen.Body(Shape.Circle(50, 50, 50), kit.Main);
        pen.Body(Shape.Circle(50, 50, 42), Coat.Hex(0xFBF8F0, Material.Paper));
        for (var i = 0; i < 12; i++)
        {
            pen.At(50, 50, 1, i / 12f).Patch(Shape.Box(-1.2f, -39, 2.4f, i % 3 == 0 ? 8 : 5), Ink.Hex(0x2B2D33));
        }

        pen.At(50, 50, 1, 10.15f / 12).Patch(Shape.Box(-2, -24, 4, 26, 2), Ink.Hex(0x2B2D33));
        pen.At(50, 50, 1, 0.15f).Patch(Shape.Box(-1.4f, -35, 2.8f, 38, 1.4f), Ink.Hex(0x2B2D33));
        pen.Patch(Shape.Circle(50, 50, 3.4f), Ink.Hex(0xC8323C));
    }

    public static void Key(Pen pen, Kit kit)
    {
        var ring = Shape.Circle(26, 30, 25).Without(Shape.Circle(22, 30, 12));
        pen.Body(Shape.Box(46, 25, 82, 10, 2).And(Shape.Box(104, 33, 9, 18, 1)).And(Shape.Box(118, 33, 9, 14, 1)), kit.Main);
        pen.Body(ring, kit.Main);
    }
}
