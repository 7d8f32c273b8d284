using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

/// <summary>What icons stand for, and the boards that words are written on.</summary>
internal static class Symbols
{
    public static void Lightning(Pen pen, Kit kit) => pen.Body(Shape.Polygon(48, 0, 8, 66, 36, 66, 24, 120, 76, 46, 46, 46, 66, 0), kit.Main);

    public static void Gear(Pen pen, Kit kit)
    {
        var wheel = Shape.Circle(50, 50, 37);
        for (var i = 0; i < 8; i++)
        {
            wheel = wheel.And(Shape.Polygon(-10, -34, -7, -50, 7, -50, 10, -34).Moved(Affine.Shift(50, 50).After(Affine.Turn(i / 8f))));
        }

        pen.Body(wheel.Without(Shape.Circle(50, 50, 17)), kit.Main);
    }

    public static void Magnifier(Pen pen, Kit kit)
    {
        pen.Body(Shape.Line(13, 68, 68, 102, 102), kit.Or(0x6B4426, Material.Wood));
        pen.Body(Shape.Circle(42, 42, 34), Coat.Hex(0xCFE8F2, Material.Glass));
        pen.Body(Shape.Circle(42, 42, 40).Without(Shape.Circle(42, 42, 32)), Coat.Hex(0x8C97A3, Material.Metal));
        pen.Glow(31, 29, 12, 8, Ink.White.Fade(0.9f), -0.1f);
    }

    public static void Padlock(Pen pen, Kit kit)
    {
        pen.Body(Shape.Curve(12, 12, 22, 60, 22, 30, 34, 10, 56, 10, 68, 30, 68, 60), Coat.Hex(0xA9B1BA, Material.Metal));
        pen.Body(Shape.Box(4, 50, 82, 66, 11), kit.Main);
        pen.Patch(Shape.Circle(45, 76, 8), Ink.Hex(0x33291C));
        pen.Patch(Shape.Polygon(42, 78, 48, 78, 52, 100, 38, 100), Ink.Hex(0x33291C));
    }

    public static void Envelope(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(2, 2, 126, 84, 7), kit.Main);
        pen.Patch(Shape.Polygon(4, 84, 52, 42, 78, 42, 126, 84), kit.Main.Ink.Darker(0.08f));
        pen.Body(Shape.Blob(4, 6, 65, 2, 126, 6, 78, 50, 65, 56, 52, 50), kit.Main.Lighter(0.1f));
        pen.Body(Shape.Circle(65, 50, 11), Coat.Hex(0xC8323C, Material.Ceramic));
    }

    public static void SpeechBubble(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(2, 2, 116, 74, 26).And(Shape.Polygon(24, 68, 60, 68, 22, 102)), kit.Main);
        foreach (var x in kit.Lettered ? (float[])[] : [36, 60, 84])
        {
            pen.Patch(Shape.Circle(x, 39, 6.4f), Ink.White.Fade(0.95f));
        }
    }

    public static void Pin(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(40, 2, 68, 12, 78, 40, 68, 68, 43, 112, 37, 112, 12, 68, 2, 40, 12, 12), kit.Main);
        pen.Body(Shape.Circle(40, 40, 15), Coat.Hex(0xFBF8F1, Material.Plastic));
    }

    public static void Cart(Pen pen, Kit kit)
    {
        pen.Body(Shape.Line(7, 0, 8, 18, 8, 34, 74, 104, 74), Coat.Hex(0x5A6069, Material.Metal));
        pen.Body(Shape.Polygon(22, 20, 120, 20, 108, 64, 32, 64), kit.Main);
        for (var i = 0; i < 4; i++)
        {
            pen.Patch(Shape.Line(2.4f, 42 + i * 20, 22, 46 + i * 16, 62), kit.Main.Ink.Lighter(0.5f).Fade(0.9f));
        }

        pen.Patch(Shape.Line(2.4f, 25, 42, 114, 42), kit.Main.Ink.Lighter(0.5f).Fade(0.9f));
        foreach (var x in (float[])[46, 96])
        {
            pen.Body(Shape.Circle(x, 90, 9), Coat.Hex(0x2B2E36, Material.Rubber));
            pen.Patch(Shape.Circle(x, 90, 3.4f), Ink.Hex(0xC3C9D0));
        }
    }

    public static void CheckMark(Pen pen, Kit kit) => pen.Body(Shape.Line(20, 12, 54, 40, 82, 106, 14), kit.Main);

    public static void Arrow(Pen pen, Kit kit) => pen.Body(Shape.Polygon(2, 32, 66, 32, 66, 4, 118, 48, 66, 92, 66, 64, 2, 64), kit.Main);

    public static void Puzzle(Pen pen, Kit kit) => pen.Body(
        Shape.Polygon(4, 24, 86, 24, 86, 106, 4, 106).And(Shape.Circle(45, 16, 14)).And(Shape.Circle(94, 65, 14)).Without(Shape.Circle(45, 90, 13)).Without(Shape.Circle(19, 65, 13)), kit.Main);

    public static void Sign(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(69, 60, 12, 70), Coat.Hex(0x7A5230, Material.Wood));
        pen.Body(Shape.Box(0, 4, 150, 72, 6), kit.Main);
        pen.Patch(Shape.Box(5, 9, 140, 62, 4).Without(Shape.Box(7.4f, 11.4f, 135.2f, 57.2f, 3)), kit.Main.Ink.Darker(0.5f).Fade(0.8f));
    }

    public static void Poster(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(0, 0, 110, 150, 2), Coat.Hex(0x2F2A28, Material.Plastic));
        pen.Body(Shape.Box(4, 4, 102, 142), kit.Main);
        pen.Patch(Shape.Circle(55, 44, 24), Ink.Hex(0xE8794A).Fade(0.9f));
        pen.Patch(Shape.Polygon(4, 92, 4, 82, 30, 62, 48, 76, 78, 54, 106, 80, 106, 92), Ink.Hex(0x2F5D7C));
    }

    public static void Card(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(10, 4, 118, 0, 122, 92, 10, 96), kit.Main.Darker(0.14f));
        pen.Body(Shape.Box(2, 4, 112, 92, 3), kit.Main);
        pen.Patch(Shape.Box(8, 10, 100, 80, 2).Without(Shape.Box(9.6f, 11.6f, 96.8f, 76.8f, 1.4f)), Ink.Hex(0xD9A441));
        Toys.Heart(pen.At(48, 15, 0.2f), kit with { Main = Coat.Hex(0xE0506A, Material.Plastic) });
        foreach (var (x, y, rgb) in ((float, float, uint)[])[(20, 78, 0xF2B632), (36, 82, 0x2B9BD4), (58, 80, 0xE0506A), (80, 82, 0x37A34A), (96, 78, 0x8C5BE0)])
        {
            pen.Patch(Shape.Circle(x, y, 3), Ink.Hex(rgb));
        }
    }

    public static void Banner(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(0, 20, 40, 14, 40, 62, 0, 70, 14, 44), kit.Main.Darker(0.3f));
        pen.Body(Shape.Polygon(200, 20, 160, 14, 160, 62, 200, 70, 186, 44), kit.Main.Darker(0.3f));
        pen.Body(Shape.Polygon(22, 2, 178, 2, 178, 52, 22, 52), kit.Main);
    }

    public static void Scroll(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(14, 8, 92, 120, 3), kit.Main);
        pen.Body(Shape.Box(4, 0, 112, 17, 8), kit.Main.Darker(0.14f));
        pen.Body(Shape.Box(4, 118, 112, 17, 8), kit.Main.Darker(0.14f));
    }
}
