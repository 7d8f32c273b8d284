using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

internal static class Furniture
{
    public static void Table(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(28, 14, 34, 14, 33, 80, 29, 80), kit.Main.Darker(0.4f));
        pen.Body(Shape.Polygon(126, 14, 132, 14, 131, 80, 127, 80), kit.Main.Darker(0.4f));
        pen.Body(Shape.Polygon(10, 16, 20, 16, 17, 90, 12, 90), kit.Main.Darker(0.12f));
        pen.Body(Shape.Polygon(140, 16, 150, 16, 148, 90, 143, 90), kit.Main.Darker(0.12f));
        pen.Body(Shape.Box(8, 12, 144, 11), kit.Main.Darker(0.2f));
        pen.Body(Shape.Polygon(18, 0, 142, 0, 158, 11, 2, 11), kit.Main.Lighter(0.08f));
        pen.Body(Shape.Box(1, 10, 158, 5.5f, 1.5f), kit.Main);
    }

    public static void Chair(Pen pen, Kit kit)
    {
        var wood = kit.Main;
        pen.Body(Shape.Polygon(22, 62, 28, 62, 28, 102, 24, 102), wood.Darker(0.35f));
        pen.Body(Shape.Polygon(62, 62, 68, 62, 66, 102, 62, 102), wood.Darker(0.35f));
        pen.Body(Shape.Polygon(14, 0, 21, 0, 21, 60, 15, 60), wood);
        pen.Body(Shape.Polygon(69, 0, 76, 0, 75, 60, 69, 60), wood);
        foreach (var y in (float[])[4, 20, 36])
        {
            pen.Body(Shape.Box(18, y, 54, 9, 3), wood.Lighter(0.06f));
        }

        pen.Body(Shape.Polygon(14, 54, 76, 54, 86, 66, 4, 66), wood.Lighter(0.1f));
        pen.Body(Shape.Box(3, 65, 84, 6, 2), wood);
        pen.Body(Shape.Polygon(6, 70, 14, 70, 12, 118, 7, 118), wood.Darker(0.06f));
        pen.Body(Shape.Polygon(76, 70, 84, 70, 83, 118, 78, 118), wood.Darker(0.06f));
    }

    public static void Sofa(Pen pen, Kit kit)
    {
        var cloth = kit.Main;
        foreach (var x in (float[])[20, 152])
        {
            pen.Body(Shape.Polygon(x, 80, x + 10, 80, x + 8, 94, x + 2, 94), Coat.Hex(0x6B4426, Material.Wood));
        }

        pen.Body(Shape.Box(16, 4, 148, 62, 16), cloth.Darker(0.1f));
        pen.Patch(Shape.Line(1.2f, 90, 8, 90, 52), cloth.Ink.Darker(0.4f).Fade(0.6f));
        pen.Body(Shape.Box(12, 60, 156, 24, 6), cloth.Darker(0.2f));
        pen.Body(Shape.Box(22, 46, 68, 24, 9), cloth.Lighter(0.06f));
        pen.Body(Shape.Box(90, 46, 68, 24, 9), cloth.Lighter(0.06f));
        pen.Body(Shape.Box(2, 30, 26, 54, 12), cloth);
        pen.Body(Shape.Box(152, 30, 26, 54, 12), cloth);
        pen.At(46, 40, 1, -0.03f).Body(Shape.Box(-16, -15, 32, 28, 7), kit.Coloured ? cloth.Lighter(0.5f) : Coat.Hex(0xF2D48A, Material.Fabric));
    }

    public static void Bed(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(2, 2, 14, 92, 5), Coat.Hex(0x8F5E36, Material.Wood));
        pen.Body(Shape.Box(164, 40, 12, 54, 5), Coat.Hex(0x8F5E36, Material.Wood));
        pen.Body(Shape.Box(12, 66, 156, 16), Coat.Hex(0xA06D41, Material.Wood));
        pen.Body(Shape.Box(12, 46, 156, 24, 9), Coat.Hex(0xF6F3EC, Material.Fabric));
        pen.Body(Shape.Blob(18, 44, 22, 30, 44, 26, 62, 32, 62, 46, 40, 50), Coat.Hex(0xFFFFFF, Material.Fabric));
        pen.Body(Shape.Blob(58, 44, 80, 38, 130, 38, 168, 42, 172, 70, 150, 82, 80, 80, 56, 72), kit.Main);
    }

    public static void Lamp(Pen pen, Kit kit)
    {
        pen.Soft(45, 48, 70, 60, Ink.Hex(0xFFE9A8).Fade(0.35f));
        pen.Body(Shape.Blob(41, 44, 49, 44, 52, 70, 56, 88, 45, 94, 34, 88, 38, 70), Coat.Hex(0xB8823F, Material.Metal));
        pen.Body(Shape.Ellipse(45, 110, 26, 8), Coat.Hex(0xB8823F, Material.Metal));
        pen.Body(Shape.Box(42, 86, 6, 24), Coat.Hex(0xB8823F, Material.Metal));
        pen.Body(Shape.Polygon(24, 2, 66, 2, 88, 50, 2, 50), kit.Main);
        pen.Glow(45, 40, 34, 26, Ink.Hex(0xFFF6D8).Fade(0.8f));
    }

    public static void Bookshelf(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(0, 0, 90, 130, 2), kit.Main);
        uint[] spines = [0xB23A48, 0x2F6690, 0xE0A030, 0x3A7D44, 0x6D597A, 0xD9CAB3, 0x355070];
        for (var row = 0; row < 4; row++)
        {
            var floor = 33 + row * 30.5f;
            pen.Patch(Shape.Box(5, floor - 27, 80, 27), kit.Main.Ink.Darker(0.55f));
            for (var x = 7f; x < 76;)
            {
                var (wide, tall) = (kit.Chance.Between(5, 9), kit.Chance.Between(17, 24));
                pen.Body(Shape.Box(x, floor - tall, wide, tall, 0.8f), Coat.Hex(kit.Chance.Pick(spines), Material.Leather));
                x += wide + 0.4f;
            }
        }
    }
}
