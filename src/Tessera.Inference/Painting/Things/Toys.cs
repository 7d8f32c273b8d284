using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

internal static class Toys
{
    public static void Balloon(Pen pen, Kit kit)
    {
        var rubber = kit.Main;
        pen.Patch(Shape.Curve(1f, 0.8f, 50, 118, 47, 128, 53, 138, 49, 148, 56, 158, 46, 160), Strokes.Ink.Hex(0x6B5B4B));
        pen.Body(Shape.Polygon(50, 106, 43.5f, 119, 47, 117.5f, 50, 119.5f, 53, 117.5f, 56.5f, 119), rubber.Darker(0.15f));
        pen.Body(Shape.Blob(50, 2, 76, 10, 92, 34, 88, 66, 70, 94, 53, 110, 47, 110, 30, 94, 12, 66, 8, 34, 24, 10), rubber);
        pen.Patch(Shape.Ellipse(50, 109.6f, 5.5f, 2.4f), rubber.Ink.Darker(0.3f));
        pen.Glow(34, 34, 26, 34, rubber.Ink.Lighter(0.75f).Fade(0.55f), 0.04f);
        pen.Glow(70, 84, 20, 22, rubber.Ink.Lighter(0.5f).Fade(0.22f), 0.1f);
        pen.Glow(30, 27, 9, 14, Ink.White.Fade(0.95f), 0.07f);
        pen.Glow(26, 47, 3.4f, 4.6f, Ink.White.Fade(0.6f));
    }

    public static void Ball(Pen pen, Kit kit)
    {
        pen.Body(Shape.Circle(50, 50, 50), kit.Main);
        pen.Glow(34, 30, 20, 15, Ink.White.Fade(0.6f), -0.1f);
    }

    public static void Cube(Pen pen, Kit kit)
    {
        pen.Body(Shape.Polygon(50, 0, 98, 22, 50, 46, 2, 22), kit.Main.Lighter(0.25f));
        pen.Body(Shape.Polygon(2, 22, 50, 46, 50, 104, 2, 78), kit.Main);
        pen.Body(Shape.Polygon(50, 46, 98, 22, 98, 78, 50, 104), kit.Main.Darker(0.3f));
    }
}
