using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

internal static class Vehicles
{
    private static readonly Coat Pane = Coat.Hex(0x9CCBE4, Material.Ceramic);

    public static void Car(Pen pen, Kit kit)
    {
        var paint = kit.Main with { Material = kit.Main.Material == Material.Plain ? Material.Ceramic : kit.Main.Material };
        pen.Body(Shape.Blob(42, 34, 62, 8, 82, 2, 112, 3, 132, 14, 150, 38, 40, 40), paint);
        pen.Body(Shape.Blob(52, 34, 66, 14, 88, 10, 90, 35), Pane);
        pen.Body(Shape.Blob(97, 35, 97, 10, 118, 13, 138, 35), Pane);
        pen.Body(Shape.Blob(2, 66, 4, 48, 24, 38, 60, 34, 150, 34, 178, 42, 190, 54, 188, 68, 150, 72, 40, 72), paint);
        pen.Patch(Shape.Line(1.1f, 93, 36, 94, 68), paint.Ink.Darker(0.4f).Fade(0.7f));
        pen.Patch(Shape.Box(100, 44, 9, 2.6f, 1.3f), paint.Ink.Darker(0.45f));
        pen.Patch(Shape.Box(56, 44, 9, 2.6f, 1.3f), paint.Ink.Darker(0.45f));
        pen.Body(Shape.Ellipse(184, 52, 5, 6), Coat.Hex(0xFFF3C4, Material.Ceramic));
        pen.Body(Shape.Box(1, 50, 5, 9, 2), Coat.Hex(0xC8252E, Material.Ceramic));
        Wheel(pen, 44, 70, 18);
        Wheel(pen, 148, 70, 18);
    }

    public static void Bus(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(2, 2, 186, 74, 12), kit.Main);
        for (var i = 0; i < 5; i++)
        {
            pen.Body(Shape.Box(12 + i * 29, 14, 24, 24, 4), Pane);
        }

        pen.Body(Shape.Box(160, 14, 24, 48, 4), Pane);
        pen.Patch(Shape.Box(2, 48, 154, 5), Ink.White.Fade(0.85f));
        pen.Body(Shape.Circle(184, 64, 5), Coat.Hex(0xFFF3C4, Material.Ceramic));
        Wheel(pen, 42, 76, 16);
        Wheel(pen, 142, 76, 16);
    }

    public static void Truck(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(2, 8, 116, 62, 4), Coat.Hex(0xEDEAE4, Material.Plastic));
        pen.Body(Shape.Blob(122, 22, 154, 20, 166, 40, 180, 48, 182, 72, 122, 74), kit.Main);
        pen.Body(Shape.Polygon(132, 28, 152, 28, 160, 44, 132, 44), Pane);
        pen.Body(Shape.Box(2, 70, 180, 7, 2), Coat.Hex(0x3A3E45));
        pen.Body(Shape.Circle(178, 62, 4.5f), Coat.Hex(0xFFF3C4, Material.Ceramic));
        foreach (var x in (float[])[28, 66, 150])
        {
            Wheel(pen, x, 78, 16);
        }
    }

    public static void Bicycle(Pen pen, Kit kit)
    {
        foreach (var x in (float[])[32, 128])
        {
            pen.Patch(Shape.Circle(x, 66, 31).Without(Shape.Circle(x, 66, 27.4f)), Ink.Hex(0x2B2D33));
            for (var i = 0; i < 8; i++)
            {
                pen.Patch(Shape.Line(0.7f, x, 66, x + 28 * Arith.Cos(i / 8f), 66 + 28 * Arith.Sin(i / 8f)), Ink.Hex(0x9AA0A8));
            }
        }

        var tube = kit.Main;
        foreach (var line in (float[][])[[32, 66, 56, 28, 108, 28, 76, 68, 32, 66], [76, 68, 52, 18], [128, 66, 106, 16]])
        {
            for (var i = 0; i + 3 < line.Length; i += 2)
            {
                pen.Body(Shape.Line(4.6f, line[i], line[i + 1], line[i + 2], line[i + 3]), tube);
            }
        }

        pen.Body(Shape.Blob(40, 14, 66, 13, 64, 19, 44, 20), Coat.Hex(0x4A2F20, Material.Leather));
        pen.Body(Shape.Curve(4, 4, 106, 16, 104, 8, 116, 6, 124, 12), Coat.Hex(0x33363C));
        pen.Body(Shape.Circle(76, 68, 9), Coat.Hex(0x8A9099, Material.Metal));
    }

    public static void Train(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(4, 12, 56, 62, 5), kit.Main);
        pen.Body(Shape.Box(0, 6, 64, 9, 3), kit.Main.Darker(0.35f));
        pen.Body(Shape.Box(16, 24, 30, 24, 3), Pane);
        pen.Body(Shape.Box(56, 32, 108, 42, 18), kit.Main);
        foreach (var x in (float[])[78, 106, 134])
        {
            pen.Patch(Shape.Box(x, 32, 4, 42), Ink.Hex(0xE3B34A));
        }

        pen.Body(Shape.Polygon(136, 34, 154, 34, 160, 8, 130, 8), Coat.Hex(0x33363C));
        pen.Body(Shape.Blob(88, 34, 90, 18, 104, 18, 106, 34), Coat.Hex(0xE3B34A, Material.Metal));
        pen.Body(Shape.Circle(164, 48, 6), Coat.Hex(0xFFF3C4, Material.Ceramic));
        pen.Body(Shape.Polygon(150, 74, 168, 74, 182, 96, 150, 92), Coat.Hex(0x9C2B2B));
        pen.Body(Shape.Box(4, 72, 160, 8, 2), Coat.Hex(0x3A3E45));
        foreach (var (x, r) in ((float, float)[])[(26, 18), (68, 14), (102, 14), (136, 14)])
        {
            Wheel(pen, x, 98 - r, r);
        }

        foreach (var (x, y, r) in ((float, float, float)[])[(146, -4, 9), (134, -14, 12), (116, -22, 14)])
        {
            pen.Glow(x, y, r * 1.3f, r * 1.2f, Ink.White.Fade(0.9f));
        }
    }

    public static void Boat(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(66, 2, 4, 88), Coat.Hex(0x8A5F38, Material.Wood));
        pen.Body(Shape.Blob(72, 4, 100, 38, 118, 76, 72, 80), Coat.Hex(0xF7F3EA, Material.Fabric));
        pen.Body(Shape.Blob(63, 14, 48, 46, 26, 76, 63, 80), Coat.Hex(0xF0E6D2, Material.Fabric));
        pen.Body(Shape.Polygon(70, 2, 90, 8, 70, 14), Coat.Hex(0xD7263D, Material.Fabric));
        pen.Body(Shape.Blob(2, 88, 30, 92, 100, 92, 138, 86, 124, 112, 106, 120, 34, 120, 14, 110), kit.Main);
        pen.Patch(Shape.Curve(3, 3, 5, 93, 68, 98, 134, 92), Ink.White.Fade(0.85f));
    }

    public static void Airplane(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(84, 40, 100, 40, 72, 8, 62, 8), kit.Main.Darker(0.25f));
        pen.Body(Shape.Blob(4, 6, 16, 4, 38, 32, 130, 32, 162, 42, 170, 50, 160, 58, 120, 64, 40, 62, 18, 48), Coat.Hex(0xF3F3F1, Material.Ceramic));
        pen.Body(Shape.Polygon(6, 6, 18, 4, 40, 33, 22, 42), kit.Main);
        pen.Patch(Shape.Curve(5, 3, 24, 52, 80, 56, 164, 53), kit.Main.Ink);
        for (var i = 0; i < 8; i++)
        {
            pen.Patch(Shape.Circle(54 + i * 11, 44, 3), Ink.Hex(0x5A86A8));
        }

        pen.Body(Shape.Blob(142, 38, 158, 42, 160, 47, 144, 46), Coat.Hex(0x4C7796, Material.Ceramic));
        pen.Body(Shape.Polygon(76, 54, 108, 54, 70, 96, 56, 96), kit.Main);
    }

    public static void Rocket(Pen pen, Kit kit)
    {
        pen.Soft(40, 138, 22, 30, Ink.Hex(0xFFB13D).Fade(0.6f));
        pen.Patch(Shape.Blob(28, 112, 52, 112, 50, 132, 40, 158, 30, 132), Ink.Hex(0xFF8A2B));
        pen.Patch(Shape.Blob(33, 112, 47, 112, 45, 126, 40, 142, 35, 126), Ink.Hex(0xFFE27A));
        Animals.Twice(pen.Within(Affine.Shift(-10, 0)), half => half.Body(Shape.Blob(34, 74, 16, 92, 12, 118, 34, 106), kit.Or(0xD7263D, Material.Ceramic)));
        pen.Body(Shape.Blob(40, 0, 58, 24, 64, 60, 60, 96, 54, 112, 26, 112, 20, 96, 16, 60, 22, 24), Coat.Hex(0xF1F1EF, Material.Ceramic));
        pen.Body(Shape.Blob(40, -2, 51, 11, 57, 26, 40, 30, 23, 26, 29, 11), kit.Or(0xD7263D, Material.Ceramic));
        pen.Body(Shape.Circle(40, 54, 12), Coat.Hex(0x8C97A3, Material.Metal));
        pen.Body(Shape.Circle(40, 54, 8.6f), Coat.Hex(0x5FB4E6, Material.Ceramic));
        pen.Body(Shape.Blob(37, 80, 43, 80, 43, 112, 40, 118, 37, 112), kit.Or(0xD7263D, Material.Ceramic));
    }

    public static void HotAirBalloon(Pen pen, Kit kit)
    {
        pen.Patch(Shape.Line(0.9f, 34, 100, 42, 126), Ink.Hex(0x5B4630));
        pen.Patch(Shape.Line(0.9f, 66, 100, 58, 126), Ink.Hex(0x5B4630));
        pen.Body(Shape.Blob(50, 0, 80, 9, 98, 36, 92, 66, 68, 98, 60, 106, 40, 106, 32, 98, 8, 66, 2, 36, 20, 9), kit.Main);
        var stripe = kit.Coloured ? kit.Second.Ink : Ink.Hex(0xFBE7B2);
        pen.Patch(Shape.Blob(50, 1, 60, 8, 66, 40, 58, 105, 42, 105, 34, 40, 40, 8), stripe.Fade(0.85f));
        pen.Patch(Shape.Blob(84, 16, 96, 36, 90, 66, 66, 98, 78, 60, 84, 36), stripe.Fade(0.6f));
        pen.Patch(Shape.Blob(16, 16, 4, 36, 10, 66, 34, 98, 22, 60, 16, 36), stripe.Fade(0.85f));
        pen.Glow(30, 28, 18, 22, Ink.White.Fade(0.5f));
        pen.Body(Shape.Box(40, 124, 20, 17, 3), Coat.Hex(0x9A6A38, Material.Fabric));
        pen.Body(Shape.Box(38.5f, 122, 23, 4.5f, 2), Coat.Hex(0x6F4824, Material.Leather));
    }

    public static void Helicopter(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(80, 36, 160, 30, 164, 36, 90, 54), kit.Main.Darker(0.1f));
        pen.Body(Shape.Blob(150, 30, 158, 12, 168, 14, 164, 36), kit.Main);
        pen.Body(Shape.Blob(4, 52, 16, 30, 44, 22, 78, 24, 98, 42, 92, 64, 60, 76, 22, 72), kit.Main);
        pen.Body(Shape.Blob(8, 50, 18, 33, 42, 28, 44, 54, 14, 60), Pane);
        pen.Body(Shape.Box(54, 12, 6, 12), Coat.Hex(0x3A3E45, Material.Metal));
        pen.Body(Shape.Box(-8, 8, 130, 4.4f, 2), Coat.Hex(0x3A3E45));
        pen.Patch(Shape.Curve(3, 3, 10, 88, 20, 92, 84, 92, 92, 86), Ink.Hex(0x3A3E45));
        pen.Patch(Shape.Line(2.4f, 32, 74, 30, 91), Ink.Hex(0x3A3E45));
        pen.Patch(Shape.Line(2.4f, 66, 74, 70, 91), Ink.Hex(0x3A3E45));
    }

    private static void Wheel(Pen pen, float x, float y, float r)
    {
        pen.Body(Shape.Circle(x, y, r), Coat.Hex(0x26282D, Material.Rubber));
        pen.Body(Shape.Circle(x, y, r * 0.58f), Coat.Hex(0xB9C0C8, Material.Metal));
        pen.Patch(Shape.Circle(x, y, r * 0.17f), Ink.Hex(0x4A4F57));
    }
}
