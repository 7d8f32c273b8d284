using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

/// <summary>Animals with a shape of their own: in the sea, in trees, in the yard.</summary>
internal static class Wildlife
{
    public static void Shark(Pen pen, Kit kit)
    {
        var skin = kit.Main;
        pen.Body(Shape.Blob(8, 10, 22, 24, 32, 44, 30, 56, 22, 78, 4, 84, 14, 60, 12, 40), skin.Darker(0.1f));
        pen.Body(Shape.Polygon(70, 28, 86, -2, 96, 2, 104, 30), skin.Darker(0.12f));
        pen.Body(Shape.Blob(22, 50, 60, 28, 104, 22, 146, 32, 166, 46, 150, 62, 110, 70, 60, 64), skin);
        pen.Body(Shape.Blob(56, 60, 100, 58, 140, 56, 158, 53, 146, 63, 110, 70, 74, 67), Coat.Hex(0xF1F4F6));
        pen.Body(Shape.Polygon(96, 58, 118, 58, 92, 92, 80, 92), skin.Darker(0.16f));
        Faces.Bead(pen, 140, 40, 3.6f);
        pen.Patch(Shape.Curve(1.8f, 1.4f, 134, 56, 146, 55, 160, 50), Ink.Hex(0x2A3038));
        for (var i = 0; i < 4; i++)
        {
            pen.Patch(Shape.Polygon(137 + i * 5, 55.5f - i * 0.8f, 141 + i * 5, 55 - i * 0.8f, 139 + i * 5, 60 - i * 0.8f), Ink.White);
            pen.Patch(Shape.Curve(1.4f, 1.4f, 112 + i * 5, 40, 110 + i * 5, 47, 112 + i * 5, 54), skin.Ink.Darker(0.4f).Fade(i < 3 ? 0.8f : 0));
        }
    }

    public static void Dolphin(Pen pen, Kit kit)
    {
        var skin = kit.Main;
        pen.Body(Shape.Blob(2, 78, 12, 62, 26, 64, 34, 78, 30, 98, 20, 88, 10, 94), skin.Darker(0.1f));
        pen.Body(Shape.Blob(62, 22, 66, 0, 78, 2, 92, 20), skin.Darker(0.12f));
        pen.Body(Shape.Blob(24, 76, 36, 44, 64, 20, 100, 12, 126, 24, 134, 38, 124, 52, 92, 52, 60, 60, 36, 82), skin);
        pen.Body(Shape.Blob(126, 34, 148, 44, 150, 52, 134, 54, 120, 50), skin);
        pen.Body(Shape.Blob(56, 58, 92, 46, 122, 46, 132, 52, 100, 58, 70, 62), Coat.Hex(0xEAF1F6));
        pen.Body(Shape.Blob(86, 48, 100, 50, 96, 74, 82, 82, 80, 66), skin.Darker(0.16f));
        Faces.Bead(pen, 120, 35, 3.4f);
        pen.Patch(Shape.Curve(1.4f, 1.2f, 122, 47, 134, 50, 147, 49), skin.Ink.Darker(0.5f));
    }

    public static void Monkey(Pen pen, Kit kit)
    {
        var (fur, face) = (kit.Main, Coat.Hex(0xF0CDA0));
        pen.Body(Shape.Curve(8, 6, 72, 110, 98, 112, 104, 92, 94, 82, 88, 92), fur.Darker(0.12f));
        pen.Body(Shape.Blob(50, 54, 68, 64, 76, 96, 66, 118, 34, 118, 24, 96, 32, 64), fur);
        pen.Body(Shape.Ellipse(50, 92, 16, 20), face);
        Animals.Twice(pen, half =>
        {
            half.Body(Shape.Curve(13, 11, 32, 70, 18, 86, 26, 104), fur.Darker(0.08f));
            half.Body(Shape.Ellipse(30, 114, 14, 7), fur.Darker(0.05f));
            half.Body(Shape.Circle(14, 36, 13), fur);
            half.Body(Shape.Circle(15, 36, 8), face);
        });
        pen.Body(Shape.Blob(50, 6, 74, 14, 84, 36, 74, 56, 50, 64, 26, 56, 16, 36, 26, 14), fur);
        pen.Body(Shape.Blob(50, 26, 60, 18, 74, 26, 72, 42, 76, 52, 62, 62, 50, 63, 38, 62, 24, 52, 28, 42, 26, 26, 40, 18), face);
        Animals.Twice(pen, half =>
        {
            Faces.Bead(half, 39, 34, 4.6f);
            half.Patch(Shape.Ellipse(47, 47, 1.6f, 1.2f), Ink.Hex(0x6B4426));
        });
        pen.Patch(Shape.Curve(1.6f, 1.6f, 40, 53, 50, 58, 60, 53), Ink.Hex(0x7A3A2A));
    }

    public static void Crab(Pen pen, Kit kit)
    {
        Animals.Twice(pen.At(15, 0), half =>
        {
            for (var i = 0; i < 3; i++)
            {
                half.Patch(Shape.Curve(5, 2.6f, 24 + i * 8, 62 + i * 4, 4 + i * 7, 62 + i * 6, -2 + i * 10, 80 + i * 3), kit.Main.Ink.Darker(0.2f));
            }

            half.Body(Shape.Curve(10, 8, 26, 52, 6, 50, 0, 34), kit.Main.Darker(0.1f));
            half.Body(Shape.Blob(-14, 24, -10, 4, 4, 0, 0, 14, 14, 6, 18, 22, 6, 36, -6, 36), kit.Main);
            half.Patch(Shape.Line(3.4f, 40, 38, 37, 24), kit.Main.Ink.Darker(0.1f));
            half.Body(Shape.Circle(37, 20, 7), Coat.Hex(0xFBF8F1, Material.Plastic));
            half.Patch(Shape.Circle(38, 20, 3.4f), Ink.Hex(0x1C1714));
        });
        pen.Body(Shape.Blob(65, 34, 96, 40, 106, 58, 92, 76, 65, 80, 38, 76, 24, 58, 34, 40), kit.Main);
        pen.Patch(Shape.Curve(2, 2, 54, 60, 65, 65, 76, 60), kit.Main.Ink.Darker(0.6f));
    }

    public static void Chicken(Pen pen, Kit kit)
    {
        var coat = kit.Main;
        foreach (var x in (float[])[52, 66])
        {
            pen.Patch(Shape.Line(3, x, 84, x, 104), Ink.Hex(0xE5962F));
            pen.Patch(Shape.Line(3, x - 6, 106, x, 103, x + 8, 106), Ink.Hex(0xE5962F));
        }

        pen.Body(Shape.Blob(30, 62, 8, 50, 2, 26, 14, 18, 20, 30, 30, 24, 36, 40, 48, 48), coat.Darker(0.14f));
        pen.Body(Shape.Blob(76, 14, 92, 22, 92, 46, 94, 68, 78, 90, 50, 94, 28, 82, 24, 60, 44, 54, 60, 44, 64, 22), coat);
        pen.Body(Shape.Blob(38, 62, 56, 56, 70, 64, 62, 78, 44, 80, 32, 72), coat.Darker(0.14f));
        pen.Body(Shape.Blob(66, 16, 66, 2, 74, 8, 78, -2, 84, 8, 92, 4, 90, 18, 78, 18), Coat.Hex(0xD7263D, Material.Leaf));
        pen.Body(Shape.Ellipse(92, 44, 5, 8), Coat.Hex(0xD7263D, Material.Leaf));
        pen.Body(Shape.Polygon(90, 26, 108, 33, 90, 39), Coat.Hex(0xF2A33A, Material.Plastic));
        Faces.Bead(pen, 82, 27, 3.8f);
    }

    public static void Hedgehog(Pen pen, Kit kit)
    {
        var (spines, face) = (kit.Main, Coat.Hex(0xE9CBA0, Material.Fur));
        for (var i = 0; i < 15; i++)
        {
            pen.At(60, 56, 1, -0.29f + i / 26f).Body(Shape.Polygon(-9, -40, 0, -60, 9, -40, 0, -10), spines.Darker(i % 2 * 0.14f));
        }

        pen.Body(Shape.Blob(60, 8, 94, 22, 104, 56, 96, 82, 30, 84, 12, 62, 24, 24), spines);
        for (var i = 0; i < 18; i++)
        {
            var (x, y) = (30 + i * 31 % 56, 20 + i * 19 % 50f);
            pen.Patch(Shape.Line(1.8f, x, y, x - 4, y - 9), spines.Ink.Darker(0.35f).Fade(0.8f));
        }

        pen.Body(Shape.Blob(84, 40, 104, 46, 126, 68, 122, 76, 100, 84, 82, 82, 74, 60), face);
        pen.Body(Shape.Circle(125, 70, 5.4f), Coat.Hex(0x2E2422, Material.Plastic));
        Faces.Bead(pen, 104, 60, 4);
        pen.Body(Shape.Circle(84, 46, 7), face.Darker(0.14f));
        foreach (var x in (float[])[36, 56, 88])
        {
            pen.Body(Shape.Ellipse(x, 84, 9, 5), face.Darker(0.1f));
        }
    }

    public static void Deer(Pen pen, Kit kit)
    {
        var coat = kit.Main;
        pen.Patch(Shape.Curve(3.4f, 2, 92, 30, 84, 12, 70, 6), Ink.Hex(0x6B4A2E));
        pen.Patch(Shape.Curve(3.4f, 2, 100, 30, 108, 10, 122, 2), Ink.Hex(0x6B4A2E));
        pen.Patch(Shape.Curve(3, 1.6f, 85, 16, 82, 6, 84, -4), Ink.Hex(0x6B4A2E));
        pen.Patch(Shape.Curve(3, 1.6f, 107, 13, 106, 4, 110, -6), Ink.Hex(0x6B4A2E));
        foreach (var x in (float[])[36, 84])
        {
            pen.Body(Shape.Curve(10, 6, x + 6, 96, x + 8, 120, x + 7, 142), coat.Darker(0.22f));
            pen.Body(Shape.Curve(11, 6, x, 96, x - 2, 120, x - 1, 144), coat);
        }

        pen.Body(Shape.Ellipse(20, 82, 7, 10, 0.1f), Coat.Hex(0xF4EBDC, Material.Fur));
        pen.Body(Shape.Blob(24, 78, 44, 70, 72, 74, 92, 64, 100, 82, 92, 104, 66, 110, 38, 108, 24, 98), coat);
        foreach (var (x, y) in ((float, float)[])[(42, 82), (54, 78), (48, 90), (62, 86), (36, 92)])
        {
            pen.Patch(Shape.Circle(x, y, 2.6f), Ink.Hex(0xF8EFDD).Fade(0.9f));
        }

        pen.Body(Shape.Curve(22, 17, 88, 82, 94, 62, 98, 44), coat);
        pen.Body(Shape.Blob(86, 40, 72, 34, 70, 28, 84, 30), coat.Darker(0.1f));
        pen.Body(Shape.Blob(90, 30, 104, 26, 116, 38, 126, 48, 122, 56, 108, 56, 92, 50), coat);
        pen.Body(Shape.Ellipse(123, 50, 4.4f, 4), Coat.Hex(0x2E2422, Material.Plastic));
        Faces.Bead(pen, 105, 39, 3.4f);
    }
}
