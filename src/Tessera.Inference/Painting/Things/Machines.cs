using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

/// <summary>More that one rides, drives or dives in.</summary>
internal static class Machines
{
    private static readonly Coat Steel = Coat.Hex(0x9AA0A8, Material.Metal);

    public static void Motorcycle(Pen pen, Kit kit)
    {
        Wheel(pen, 32, 70, 30);
        Wheel(pen, 138, 70, 30);
        pen.Body(Shape.Line(7, 138, 70, 116, 20), Steel);
        pen.Body(Shape.Line(5, 116, 20, 100, 8), Steel);
        pen.Body(Shape.Blob(60, 54, 84, 48, 108, 54, 104, 80, 66, 82), Coat.Hex(0x4A4E58, Material.Metal));
        pen.Body(Shape.Curve(7, 9, 80, 82, 46, 84, 8, 80), Steel);
        pen.Body(Shape.Blob(70, 34, 90, 20, 114, 24, 118, 42, 96, 52, 74, 50), kit.Main);
        pen.Body(Shape.Blob(16, 34, 34, 40, 60, 40, 76, 34, 76, 48, 40, 52, 24, 46), Coat.Hex(0x2B2423, Material.Leather));
        pen.Body(Shape.Blob(8, 38, 24, 38, 44, 52, 30, 48, 14, 50), kit.Main);
        pen.Body(Shape.Circle(126, 30, 9), Coat.Hex(0xFFF0B0, Material.Ceramic));
    }

    public static void Scooter(Pen pen, Kit kit)
    {
        Wheel(pen, 30, 90, 18);
        Wheel(pen, 118, 90, 18);
        pen.Body(Shape.Line(7, 118, 88, 102, 16), Steel);
        pen.Body(Shape.Line(6, 108, 12, 88, 4), Coat.Hex(0x26272C, Material.Rubber));
        pen.Body(Shape.Blob(8, 80, 12, 56, 40, 48, 58, 58, 62, 84, 90, 86, 96, 40, 108, 34, 112, 60, 104, 96, 58, 98, 30, 84), kit.Main);
        pen.Body(Shape.Blob(8, 50, 30, 42, 58, 46, 58, 56, 12, 58), Coat.Hex(0x4A2F1C, Material.Leather));
        pen.Body(Shape.Circle(108, 30, 8), Coat.Hex(0xFFF0B0, Material.Ceramic));
        pen.Body(Shape.Blob(100, 78, 118, 66, 136, 80, 118, 76), kit.Main.Darker(0.15f));
    }

    public static void Tractor(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(112, 14, 7, 40, 2), Coat.Hex(0x3A3E47, Material.Metal));
        pen.Patch(Shape.Box(34, 8, 50, 44, 4), Ink.Hex(0xBFE3F0).Fade(0.9f));
        pen.Body(Shape.Box(28, 2, 62, 9, 4), kit.Main.Darker(0.1f));
        pen.Body(Shape.Box(32, 8, 6, 46), kit.Main.Darker(0.15f));
        pen.Body(Shape.Box(80, 8, 6, 46), kit.Main.Darker(0.15f));
        pen.Body(Shape.Blob(24, 52, 80, 48, 138, 48, 150, 58, 148, 86, 30, 88), kit.Main);
        for (var i = 0; i < 4; i++)
        {
            pen.Patch(Shape.Line(2.4f, 112 + i * 8, 58, 112 + i * 8, 76), kit.Main.Ink.Darker(0.5f));
        }

        Wheel(pen, 44, 84, 36, 0xF2C53A);
        Wheel(pen, 132, 98, 22, 0xF2C53A);
    }

    public static void FireTruck(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(146, 4, 16, 10, 4), Coat.Hex(0x2B8FE0, Material.Ceramic));
        pen.Body(Shape.Box(2, 26, 122, 54, 4), kit.Main);
        pen.Body(Shape.Blob(122, 18, 130, 12, 170, 12, 182, 44, 184, 80, 122, 80), kit.Main.Lighter(0.04f));
        pen.Body(Shape.Polygon(138, 20, 166, 20, 174, 44, 138, 44), Coat.Hex(0xBFE3F0, Material.Ceramic));
        pen.Patch(Shape.Box(2, 56, 182, 7), Ink.Hex(0xFBF8F1));
        foreach (var x in (float[])[12, 48, 84])
        {
            pen.Body(Shape.Box(x, 34, 30, 18, 2), Coat.Hex(0xC3C9D0, Material.Metal));
        }

        pen.Patch(Shape.Line(3, 6, 10, 132, 10), Ink.Hex(0xC3C9D0));
        pen.Patch(Shape.Line(3, 6, 20, 132, 20), Ink.Hex(0xC3C9D0));
        for (var i = 0; i < 10; i++)
        {
            pen.Patch(Shape.Line(2, 12 + i * 12, 10, 12 + i * 12, 20), Ink.Hex(0xC3C9D0));
        }

        Wheel(pen, 36, 80, 16);
        Wheel(pen, 148, 80, 16);
    }

    public static void Submarine(Pen pen, Kit kit)
    {
        pen.Body(Shape.Line(6, 88, 26, 88, 4, 102, 4), Steel);
        pen.Body(Shape.Box(64, 18, 46, 30, 8), kit.Main.Darker(0.12f));
        pen.Body(Shape.Polygon(0, 46, 12, 46, 22, 66, 12, 88, 0, 88), kit.Main.Darker(0.25f));
        pen.Body(Shape.Blob(10, 66, 34, 42, 86, 36, 138, 42, 158, 66, 138, 92, 86, 98, 34, 92), kit.Main);
        foreach (var x in (float[])[60, 92, 124])
        {
            pen.Body(Shape.Circle(x, 64, 11), Coat.Hex(0xC3A24A, Material.Metal));
            pen.Body(Shape.Circle(x, 64, 7.6f), Coat.Hex(0x9FDDF5, Material.Ceramic));
        }
    }

    public static void Skateboard(Pen pen, Kit kit)
    {
        foreach (var x in (float[])[38, 112])
        {
            pen.Body(Shape.Box(x - 8, 20, 16, 10, 2), Steel);
            pen.Body(Shape.Circle(x, 34, 10), Coat.Hex(0xF3EAD6, Material.Rubber));
            pen.Patch(Shape.Circle(x, 34, 3.4f), Ink.Hex(0x4A4E58));
        }

        pen.Body(Shape.Curve(10, 10, 4, 4, 22, 15, 50, 17, 100, 17, 128, 15, 146, 4), kit.Main);
        pen.Patch(Shape.Curve(3, 3, 3, 0, 22, 10.5f, 50, 12.5f, 100, 12.5f, 128, 10.5f, 147, 0), Ink.Hex(0x26272C));
    }

    public static void Satellite(Pen pen, Kit kit)
    {
        Animals.Twice(pen.At(35, 0), half =>
        {
            half.Patch(Shape.Line(4, 30, 54, 16, 54), Ink.Hex(0x9AA0A8));
            half.Body(Shape.Box(-34, 34, 52, 40, 2), Coat.Hex(0x2F5BB0, Material.Ceramic));
            for (var i = 1; i < 4; i++)
            {
                half.Patch(Shape.Line(1.6f, -34 + i * 13, 34, -34 + i * 13, 74), Ink.Hex(0xD5DAE0));
            }

            half.Patch(Shape.Line(1.6f, -34, 54, 18, 54), Ink.Hex(0xD5DAE0));
        });
        pen.Body(Shape.Box(64, 32, 42, 44, 5), kit.Main);
        pen.Patch(Shape.Line(3, 85, 76, 85, 88), Ink.Hex(0x9AA0A8));
        pen.Body(Shape.Blob(62, 104, 68, 88, 85, 82, 102, 88, 108, 104, 85, 100), Coat.Hex(0xE6E9ED, Material.Metal));
        pen.Patch(Shape.Line(2.4f, 85, 32, 85, 10), Ink.Hex(0x9AA0A8));
        pen.Body(Shape.Circle(85, 8, 5), Coat.Hex(0xD7263D, Material.Plastic));
    }

    private static void Wheel(Pen pen, float x, float y, float r, uint hub = 0xC3C9D0)
    {
        pen.Body(Shape.Circle(x, y, r), Coat.Hex(0x26272C, Material.Rubber));
        pen.Body(Shape.Circle(x, y, r * 0.55f), Coat.Hex(hub, Material.Metal));
        pen.Patch(Shape.Circle(x, y, r * 0.16f), Ink.Hex(0x4A4E58));
    }
}
