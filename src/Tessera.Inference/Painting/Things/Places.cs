using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

/// <summary>Landmarks, and what stands along a way.</summary>
internal static class Places
{
    public static void Volcano(Pen pen, Kit kit)
    {
        foreach (var (x, y, r, tone) in ((float, float, float, uint)[])[(92, -8, 17, 0x5A5660), (74, -20, 20, 0x6A6670), (96, -32, 16, 0x7A7680), (66, 0, 14, 0x514D57)])
        {
            pen.Body(Shape.Circle(x, y, r), Coat.Hex(tone));
        }

        pen.Soft(80, 12, 46, 40, Ink.Hex(0xFFB13D).Fade(0.8f));
        pen.Body(Shape.Blob(64, 22, 68, 0, 74, 10, 80, -12, 86, 8, 94, -2, 96, 22, 80, 28), Coat.Hex(0xF5831F));
        pen.Patch(Shape.Blob(72, 22, 76, 8, 80, 0, 84, 10, 90, 22), Ink.Hex(0xFFE27A));
        pen.Body(Shape.Blob(62, 20, 80, 25, 98, 20, 114, 58, 134, 90, 158, 112, 80, 114, 2, 112, 26, 90, 46, 58), kit.Main);
        pen.Body(Shape.Blob(63, 20, 80, 25, 97, 20, 100, 40, 112, 68, 100, 62, 92, 44, 84, 60, 80, 92, 72, 78, 74, 48, 64, 46, 52, 66, 58, 40), Coat.Hex(0xF2622B));
        pen.Patch(Shape.Curve(3, 1.5f, 78, 26, 76, 44, 78, 74), Ink.Hex(0xFFD45A));
        pen.Patch(Shape.Curve(2.6f, 1.2f, 92, 24, 95, 40, 104, 58), Ink.Hex(0xFFD45A));
    }

    public static void Waterfall(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(2, 40, 20, 14, 52, 10, 58, 60, 50, 118, 20, 132, 2, 124), Coat.Hex(0x7D7A74, Material.Stone));
        pen.Body(Shape.Blob(88, 10, 122, 16, 138, 42, 138, 124, 120, 132, 90, 118, 82, 60), Coat.Hex(0x6F6C68, Material.Stone));
        foreach (var (x, y, r) in ((float, float, float)[])[(12, 30, 17), (34, 14, 16), (56, 8, 12), (86, 8, 13), (108, 14, 17), (130, 34, 16)])
        {
            pen.Body(Shape.Ellipse(x, y, r, r * 0.75f), Coat.Hex(0x4C9141, Material.Leaf));
        }

        pen.Body(Shape.Ellipse(70, 128, 68, 14), kit.Main.Darker(0.2f));
        pen.Tint(Shape.Blob(50, 10, 70, 6, 92, 10, 94, 50, 100, 126, 70, 132, 40, 126, 48, 50), (x, y) => kit.Main.Ink.Mix(Ink.White, 0.55f + 0.35f * Arith.Sin(x * 0.09f + Noise.Value(x * 0.3f, y * 0.03f, 5) * 0.8f)));
        foreach (var (x, y, r) in ((float, float, float)[])[(42, 126, 10), (56, 130, 12), (72, 131, 13), (88, 129, 12), (100, 126, 9)])
        {
            pen.Soft(x, y, r * 1.7f, r * 1.2f, Ink.White.Fade(0.9f));
        }
    }

    public static void Bridge(Pen pen, Kit kit)
    {
        var stone = kit.Main;
        pen.Body(Shape.Blob(2, 50, 50, 24, 100, 16, 150, 24, 198, 50, 200, 100, 176, 100, 172, 78, 150, 58, 128, 78, 124, 100, 76, 100, 72, 78, 50, 58, 28, 78, 24, 100, 0, 100), stone);
        pen.Body(Shape.Curve(9, 9, 2, 46, 50, 21, 100, 13, 150, 21, 198, 46), stone.Lighter(0.15f));
        foreach (var middle in (float[])[50, 150])
        {
            for (var i = 0; i < 9; i++)
            {
                pen.At(middle, 84, 1, (i - 4) / 18f).Patch(Shape.Line(1.2f, 0, -27, 0, -36), stone.Ink.Darker(0.35f).Fade(0.8f));
            }
        }

        for (var i = 0; i < 11; i++)
        {
            var x = 10 + i * 18f;
            pen.Body(Shape.Box(x - 2, 8 + 28 * (x - 100) * (x - 100) / 9000, 4, 16, 1), stone.Darker(0.12f));
        }

        pen.Body(Shape.Curve(4, 4, 2, 36, 50, 12, 100, 5, 150, 12, 198, 36), stone.Darker(0.05f));
    }

    public static void Fence(Pen pen, Kit kit)
    {
        foreach (var y in (float[])[24, 52])
        {
            pen.Body(Shape.Box(0, y, 160, 9, 2), kit.Main.Darker(0.1f));
        }

        for (var i = 0; i < 8; i++)
        {
            var x = 4 + i * 20f;
            pen.Body(Shape.Polygon(x, 14, x + 6.5f, 4, x + 13, 14, x + 13, 76, x, 76), kit.Main);
        }
    }

    public static void Mailbox(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(44, 56, 12, 84), Coat.Hex(0x8A5A34, Material.Wood));
        pen.Body(Shape.Blob(30, 14, 74, 12, 94, 22, 98, 62, 30, 62), kit.Main);
        pen.Body(Shape.Blob(6, 62, 5, 30, 22, 12, 40, 30, 40, 62), kit.Main.Darker(0.2f));
        pen.Patch(Shape.Box(15, 34, 16, 4, 2), Ink.Hex(0x26272C));
        pen.Body(Shape.Box(76, 4, 5, 34, 1), Coat.Hex(0xF2B632, Material.Plastic));
        pen.Body(Shape.Box(76, 4, 20, 12, 1), Coat.Hex(0xF2B632, Material.Plastic));
    }

    public static void Campfire(Pen pen, Kit kit)
    {
        pen.Soft(60, 66, 74, 62, Ink.Hex(0xFFB13D).Fade(0.6f));
        foreach (var (x, y) in ((float, float)[])[(10, 100), (30, 105), (90, 105), (110, 100)])
        {
            pen.Body(Shape.Ellipse(x, y, 11, 8), Coat.Hex(0x8D8A84, Material.Stone));
        }

        pen.Body(Shape.Line(13, 22, 84, 98, 104), Coat.Hex(0x6E4A2C, Material.Wood));
        pen.Body(Shape.Line(13, 98, 84, 22, 104), Coat.Hex(0x7D5633, Material.Wood));
        pen.Body(Shape.Blob(60, 2, 68, 24, 80, 34, 78, 20, 92, 48, 92, 74, 76, 92, 60, 95, 44, 92, 28, 74, 28, 50, 38, 28, 42, 42, 52, 30), kit.Main);
        pen.Patch(Shape.Blob(60, 30, 66, 46, 80, 58, 80, 78, 60, 92, 40, 78, 42, 56, 52, 60), Ink.Hex(0xF9B233));
        pen.Patch(Shape.Blob(60, 54, 68, 70, 68, 84, 60, 91, 52, 84, 52, 70), Ink.Hex(0xFFF0B0));
        pen.Body(Shape.Ellipse(60, 107, 14, 8), Coat.Hex(0x9A978F, Material.Stone));
    }

    public static void StreetLamp(Pen pen, Kit kit)
    {
        pen.Soft(30, 26, 60, 50, Ink.Hex(0xFFF0B0).Fade(0.6f));
        pen.Body(Shape.Box(27, 46, 6, 120), kit.Main);
        pen.Body(Shape.Polygon(18, 168, 22, 152, 38, 152, 42, 168), kit.Main);
        pen.Body(Shape.Polygon(14, 14, 46, 14, 40, 46, 20, 46), Coat.Hex(0xFFE9A0, Material.Ceramic));
        pen.Patch(Shape.Line(1.6f, 30, 14, 30, 46), kit.Main.Ink);
        pen.Body(Shape.Polygon(10, 15, 50, 15, 30, 0), kit.Main);
        pen.Body(Shape.Box(18, 44, 24, 6, 2), kit.Main);
    }

    public static void Lantern(Pen pen, Kit kit)
    {
        pen.Soft(40, 70, 66, 60, Ink.Hex(0xFFD98A).Fade(0.6f));
        pen.Body(Shape.Circle(40, 12, 12).Without(Shape.Circle(40, 12, 8)), kit.Main);
        pen.Body(Shape.Polygon(12, 42, 26, 22, 54, 22, 68, 42), kit.Main);
        pen.Tint(Shape.Box(14, 42, 52, 58), (x, y) => Ink.Hex(0xFFE9A0).Mix(Ink.Hex(0xF5A93A), Arith.Clamp(((x - 40) * (x - 40) + (y - 76) * (y - 76)) / 1500)));
        pen.Body(Shape.Box(33, 80, 14, 22, 2), Coat.Hex(0xFBF4E2, Material.Ceramic));
        pen.Patch(Shape.Blob(40, 58, 46, 72, 40, 80, 34, 72), Ink.Hex(0xFFFBE0));
        foreach (var x in (float[])[12, 62])
        {
            pen.Body(Shape.Box(x, 40, 6, 64), kit.Main);
        }

        pen.Body(Shape.Box(8, 98, 64, 12, 3), kit.Main);
    }

    public static void Church(Pen pen, Kit kit)
    {
        pen.Patch(Shape.Line(3, 70, -14, 70, 8), Ink.Hex(0xE0A92E));
        pen.Patch(Shape.Line(3, 63, -6, 77, -6), Ink.Hex(0xE0A92E));
        pen.Body(Shape.Box(22, 78, 96, 72), kit.Main.Darker(0.08f));
        pen.Body(Shape.Polygon(10, 84, 34, 52, 106, 52, 130, 84), Coat.Hex(0x7A4238, Material.Stone));
        pen.Body(Shape.Box(48, 44, 44, 106), kit.Main);
        pen.Body(Shape.Polygon(42, 48, 70, 4, 98, 48), Coat.Hex(0x8C4A3E, Material.Stone));
        pen.Body(Shape.Circle(70, 70, 10), Coat.Hex(0x6FA8D8, Material.Ceramic));
        foreach (var x in (float[])[28, 100])
        {
            pen.Body(Shape.Box(x, 98, 12, 28, 6), Coat.Hex(0x6FA8D8, Material.Ceramic));
        }

        pen.Body(Shape.Blob(58, 150, 58, 120, 70, 108, 82, 120, 82, 150), Coat.Hex(0x6B4426, Material.Wood));
    }

    public static void Pyramid(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(84, 2, 178, 104, 110, 108), kit.Main.Darker(0.3f));
        pen.Body(Shape.Polygon(84, 2, 110, 108, 2, 100), kit.Main);
        for (var i = 1; i < 9; i++)
        {
            var (t, y) = (i / 9f, 2 + i * 11.2f);
            pen.Patch(Shape.Line(0.9f, 84 - 82 * t, y - 1.2f * i * 0.1f, 84 + 26 * t, y + 0.6f * i), kit.Main.Ink.Darker(0.3f).Fade(0.5f));
        }
    }
}
