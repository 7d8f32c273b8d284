using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

internal static class Food
{
    public static void Apple(Pen pen, Kit kit)
    {
        pen.Body(Shape.Blob(50, 20, 70, 12, 92, 26, 97, 52, 84, 84, 64, 99, 50, 95, 36, 99, 16, 84, 3, 52, 8, 26, 30, 12), kit.Main);
        pen.Glow(50, 21, 17, 8, kit.Main.Ink.Darker(0.6f).Fade(0.8f));
        pen.Patch(Shape.Curve(5, 3.4f, 49, 23, 51, 10, 57, 0), Ink.Hex(0x5B3A22));
        pen.Body(Shape.Blob(55, 10, 66, -2, 84, -2, 90, 2, 78, 12, 64, 14), Coat.Hex(0x5FA83C, Material.Leaf));
        pen.Patch(Shape.Curve(0.9f, 0.5f, 57, 9, 70, 6, 86, 2), Ink.Hex(0x3C7A2A));
        pen.Glow(28, 38, 12, 18, Ink.White.Fade(0.65f), 0.05f);
    }

    public static void Orange(Pen pen, Kit kit)
    {
        pen.Body(Shape.Ellipse(50, 50, 50, 48), kit.Main);
        pen.Body(Shape.Blob(46, 8, 50, 3, 55, 8, 52, 13), Coat.Hex(0x5B8F32, Material.Leaf));
        pen.Glow(32, 30, 18, 14, Ink.White.Fade(0.45f), -0.1f);
    }

    public static void Cup(Pen pen, Kit kit)
    {
        pen.Body(Shape.Ellipse(88, 48, 22, 24).Without(Shape.Ellipse(88, 48, 13, 15)), kit.Main.Darker(0.06f));
        pen.Body(Shape.Blob(6, 8, 50, 5, 94, 8, 93, 50, 84, 88, 70, 98, 50, 99, 30, 98, 16, 88, 7, 50), kit.Main);
        pen.Patch(Shape.Ellipse(50, 10, 45, 10), kit.Main.Ink.Lighter(0.25f));
        pen.Patch(Shape.Ellipse(50, 11, 41, 8), kit.Main.Ink.Darker(0.45f));
        pen.Patch(Shape.Ellipse(50, 12.5f, 38.5f, 6.3f), Ink.Hex(0x4A2C1A));
        pen.Glow(38, 12, 14, 3, Ink.Hex(0xC08A5A).Fade(0.7f));
        pen.Glow(24, 46, 7, 30, Ink.White.Fade(0.55f));
    }
}
