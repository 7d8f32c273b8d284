using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

/// <summary>Electronics.</summary>
internal static class Gadgets
{
    private static readonly Coat Dark = Coat.Hex(0x2B2E36, Material.Plastic);

    public static void Headphones(Pen pen, Kit kit)
    {
        pen.Body(Shape.Curve(11, 11, 16, 74, 14, 40, 30, 14, 60, 6, 90, 14, 106, 40, 104, 74), kit.Main);
        pen.Body(Shape.Curve(6, 6, 24, 30, 40, 17, 60, 13, 80, 17, 96, 30), Coat.Hex(0x4A4E58, Material.Leather));
        Animals.Twice(pen.At(10, 0), half =>
        {
            half.Body(Shape.Ellipse(20, 82, 13, 25, 0.02f), Dark);
            half.Body(Shape.Ellipse(9, 82, 16, 27, 0.02f), kit.Main);
            half.Body(Shape.Ellipse(5, 82, 8, 15, 0.02f), kit.Main.Darker(0.2f));
        });
    }

    public static void Watch(Pen pen, Kit kit)
    {
        var strap = kit.Or(0x6B4226, Material.Leather);
        pen.Body(Shape.Blob(24, 44, 28, 4, 45, 1, 62, 4, 66, 44), strap);
        pen.Body(Shape.Blob(24, 106, 28, 146, 45, 149, 62, 146, 66, 106), strap);
        foreach (var y in (float[])[122, 131])
        {
            pen.Patch(Shape.Circle(45, y, 2), strap.Ink.Darker(0.6f));
        }

        pen.Body(Shape.Box(83, 70, 8, 10, 3), Coat.Hex(0xC3C9D0, Material.Metal));
        pen.Body(Shape.Circle(45, 75, 41), Coat.Hex(0xC3C9D0, Material.Metal));
        pen.Body(Shape.Circle(45, 75, 34), Coat.Hex(0xF8F7F2, Material.Paper));
        for (var i = 0; i < 12; i++)
        {
            pen.At(45, 75, 1, i / 12f).Patch(Shape.Box(-1.2f, -31, 2.4f, i % 3 == 0 ? 8 : 4), Ink.Hex(0x2B2E36));
        }

        pen.Patch(Shape.Line(3.4f, 45, 75, 32, 62), Ink.Hex(0x2B2E36));
        pen.Patch(Shape.Line(2.4f, 45, 75, 62, 56), Ink.Hex(0x2B2E36));
        pen.Patch(Shape.Circle(45, 75, 3.4f), Ink.Hex(0xD7263D));
        pen.Glow(34, 60, 16, 10, Ink.White.Fade(0.6f), -0.1f);
    }

    public static void SmartWatch(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(24, 44, 28, 4, 45, 1, 62, 4, 66, 44), kit.Main);
        pen.Body(Shape.Blob(24, 106, 28, 146, 45, 149, 62, 146, 66, 106), kit.Main);
        pen.Body(Shape.Box(80, 64, 7, 16, 3), Coat.Hex(0x9AA0A8, Material.Metal));
        pen.Body(Shape.Box(8, 32, 74, 86, 20), Coat.Hex(0xB9C0C8, Material.Metal));
        pen.Tint(Shape.Box(14, 38, 62, 74, 15), (_, y) => Ink.Hex(0x15171C).Mix(Ink.Hex(0x2A3C66), Arith.Clamp((y - 38) / 74)));
        foreach (var (r, rgb) in ((float, uint)[])[(21, 0xFF4D6D), (15, 0x8DF06A), (9, 0x4FD8F7)])
        {
            pen.Patch(Shape.Circle(45, 75, r).Without(Shape.Circle(45, 75, r - 4)), Ink.Hex(rgb));
        }
    }

    public static void Controller(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(30, 6, 50, 12, 80, 12, 100, 6, 120, 22, 130, 64, 124, 84, 110, 84, 90, 60, 40, 60, 20, 84, 6, 84, 0, 64, 10, 22), kit.Main);
        pen.Body(Shape.Circle(48, 48, 12), Dark);
        pen.Body(Shape.Circle(82, 48, 12), Dark);
        pen.Body(Shape.Circle(48, 47, 8), Dark.Lighter(0.2f));
        pen.Body(Shape.Circle(82, 47, 8), Dark.Lighter(0.2f));
        pen.Patch(Shape.Box(26, 22, 7, 21, 2), Dark.Ink);
        pen.Patch(Shape.Box(19, 29, 21, 7, 2), Dark.Ink);
        foreach (var (x, y, rgb) in ((float, float, uint)[])[(101, 22, 0xF2B632), (101, 40, 0x37A34A), (92, 31, 0x2B6CD4), (110, 31, 0xD7263D)])
        {
            pen.Body(Shape.Circle(x, y, 4.8f), Coat.Hex(rgb, Material.Ceramic));
        }

        pen.Patch(Shape.Box(56, 24, 18, 8, 4), Dark.Ink.Fade(0.8f));
    }

    public static void Monitor(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(66, 92, 28, 24), kit.Main.Darker(0.15f));
        pen.Body(Shape.Box(44, 112, 72, 8, 4), kit.Main);
        pen.Body(Shape.Box(0, 0, 160, 96, 7), kit.Main.Darker(0.55f));
        pen.Tint(Shape.Box(6, 6, 148, 82, 3), (x, y) => Ink.Hex(0x274C8E).Mix(Ink.Hex(0x6FC3DF), Arith.Clamp((x + 90 - y) / 250)));
        pen.Patch(Shape.Box(18, 18, 52, 34, 3), Ink.White.Fade(0.85f));
        pen.Patch(Shape.Box(24, 26, 30, 4, 2), Ink.Hex(0x274C8E).Fade(0.8f));
        pen.Patch(Shape.Box(24, 35, 38, 3, 1.5f), Ink.Hex(0x8F959C).Fade(0.8f));
        pen.Patch(Shape.Box(80, 40, 60, 38, 3), Ink.White.Fade(0.6f));
        for (var i = 0; i < 4; i++)
        {
            pen.Patch(Shape.Box(88 + i * 12, 68 - i * 6, 8, 6 + i * 6), Ink.Hex(0xF2B632));
        }
    }

    public static void Television(Pen pen, Kit kit)
    {
        pen.Patch(Shape.Line(3, 70, 20, 48, -4), Ink.Hex(0x5A6069));
        pen.Patch(Shape.Line(3, 70, 20, 94, -6), Ink.Hex(0x5A6069));
        Animals.Twice(pen.At(20, 0), half => half.Body(Shape.Polygon(6, 100, 16, 100, 8, 120, 0, 120), kit.Main.Darker(0.3f)));
        pen.Body(Shape.Box(0, 14, 140, 92, 12), kit.Main);
        pen.Tint(Shape.Box(10, 24, 92, 72, 14), (_, y) => Ink.Hex(0x8FD0EE).Mix(Ink.Hex(0x3C8F6A), Arith.Step(62, 66, y)));
        pen.Patch(Shape.Circle(76, 42, 8), Ink.Hex(0xFBE27A));
        pen.Glow(30, 40, 18, 14, Ink.White.Fade(0.6f));
        pen.Body(Shape.Circle(121, 40, 9), Dark);
        pen.Body(Shape.Circle(121, 64, 9), Dark);
        for (var i = 0; i < 3; i++)
        {
            pen.Patch(Shape.Line(2, 112, 82 + i * 6, 130, 82 + i * 6), Dark.Ink.Fade(0.8f));
        }
    }

    public static void Keyboard(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(14, 0, 146, 0, 160, 50, 0, 50), kit.Main);
        pen.Body(Shape.Box(0, 48, 160, 8, 3), kit.Main.Darker(0.25f));
        for (var row = 0; row < 4; row++)
        {
            var (left, wide) = (18 - row * 3.4f, 124 + row * 6.8f);
            for (var key = 0; key < 11; key++)
            {
                var broad = row == 3 && key is > 2 and < 8;
                pen.Patch(Shape.Box(left + key * wide / 11, 5 + row * 11, wide / 11 - (broad ? 0 : 2), 8.4f, broad ? 0 : 1.6f), kit.Main.Ink.Luma > 0.4f ? Ink.Hex(0x3A3E47) : Ink.Hex(0xD5DAE0));
            }
        }
    }

    public static void Microphone(Pen pen, Kit kit)
    {
        pen.Body(Shape.Ellipse(40, 140, 34, 7), Dark);
        pen.Body(Shape.Line(6, 40, 102, 40, 138), Coat.Hex(0x8C97A3, Material.Metal));
        pen.Body(Shape.Curve(6, 6, 8, 56, 10, 88, 40, 104, 70, 88, 72, 56), Coat.Hex(0x8C97A3, Material.Metal));
        pen.Body(Shape.Box(16, 2, 48, 88, 24), kit.Main);
        for (var i = 0; i < 5; i++)
        {
            pen.Patch(Shape.Line(1.6f, 18, 16 + i * 8, 62, 16 + i * 8), kit.Main.Ink.Darker(0.5f).Fade(0.8f));
        }

        pen.Body(Shape.Box(15, 52, 50, 8), Coat.Hex(0xE0A92E, Material.Metal));
    }

    public static void Speaker(Pen pen, Kit kit)
    {
        pen.Body(Shape.Box(2, 2, 76, 126, 10), kit.Main);
        foreach (var (y, r) in ((float, float)[])[(34, 18), (86, 30)])
        {
            pen.Body(Shape.Circle(40, y, r), Coat.Hex(0x8C97A3, Material.Metal));
            pen.Body(Shape.Circle(40, y, r * 0.86f), Coat.Hex(0x23252B, Material.Rubber));
            pen.Body(Shape.Circle(40, y, r * 0.36f), Coat.Hex(0x4A4E58, Material.Plastic));
        }
    }

    public static void LightBulb(Pen pen, Kit kit)
    {
        pen.Soft(45, 44, 74, 74, kit.Main.Ink.Lighter(0.3f).Fade(0.5f));
        pen.Body(Shape.Blob(45, 2, 76, 14, 86, 44, 72, 72, 62, 92, 28, 92, 18, 72, 4, 44, 14, 14), kit.Main);
        pen.Patch(Shape.Curve(2, 2, 36, 92, 34, 60, 40, 50, 45, 60, 50, 50, 56, 60, 54, 92), Ink.Hex(0xD9822B));
        pen.Glow(26, 34, 10, 14, Ink.White.Fade(0.9f), 0.06f);
        for (var i = 0; i < 3; i++)
        {
            pen.Body(Shape.Box(27 + i * 2, 92 + i * 9, 36 - i * 4, 10, 4), Coat.Hex(0xA9B1BA, Material.Metal));
        }

        pen.Body(Shape.Ellipse(45, 121, 9, 5), Dark);
    }

    public static void Drone(Pen pen, Kit kit)
    {
        Animals.Twice(pen.At(30, 0), half =>
        {
            half.Body(Shape.Line(6, 40, 36, -4, 22), kit.Main.Darker(0.2f));
            half.Body(Shape.Box(-9, 12, 10, 18, 3), Dark);
            half.Body(Shape.Ellipse(-4, 11, 29, 3.6f), Coat.Hex(0xC7CED6, Material.Glass));
            half.Patch(Shape.Curve(3, 3, 36, 48, 26, 58, 24, 70), Dark.Ink);
        });
        pen.Body(Shape.Blob(50, 30, 64, 18, 96, 18, 110, 30, 104, 50, 80, 56, 56, 50), kit.Main);
        pen.Body(Shape.Circle(80, 54, 10), Dark);
        pen.Body(Shape.Circle(80, 55, 6), Coat.Hex(0x31476E, Material.Ceramic));
        pen.Patch(Shape.Circle(96, 34, 2.6f), Ink.Hex(0x6FF27A));
    }

    public static void VrHeadset(Pen pen, Kit kit)
    {
        pen.Body(Shape.Curve(11, 11, 12, 58, 18, 22, 65, 6, 112, 22, 118, 58), Coat.Hex(0x4A4E58, Material.Fabric));
        pen.Body(Shape.Blob(10, 34, 36, 26, 65, 25, 94, 26, 120, 34, 124, 58, 114, 80, 86, 82, 74, 70, 65, 68, 56, 70, 44, 82, 16, 80, 6, 58), kit.Main);
        pen.Body(Shape.Blob(18, 42, 40, 36, 65, 35, 90, 36, 112, 42, 114, 58, 106, 70, 88, 71, 76, 61, 65, 59, 54, 61, 42, 71, 24, 70, 16, 58), Coat.Hex(0x22304A, Material.Ceramic));
        pen.Glow(36, 48, 14, 6, Ink.Hex(0x8FF7F2).Fade(0.8f), -0.03f);
    }
}
