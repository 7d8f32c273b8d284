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
}
