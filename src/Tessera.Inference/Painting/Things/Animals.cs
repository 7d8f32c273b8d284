using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

internal static class Animals
{
    public static void Cat(Pen pen, Kit kit)
    {
        var fur = kit.Main;
        var dark = fur.Darker(0.28f);
        var pale = fur.Lighter(0.55f);
        pen.Body(Shape.Curve(13, 9, 70, 112, 96, 114, 104, 96, 96, 78, 104, 66), fur.Darker(0.1f));
        pen.Body(Shape.Blob(50, 52, 70, 62, 84, 92, 82, 116, 62, 120, 38, 120, 18, 116, 16, 92, 30, 62), fur);
        pen.Body(Shape.Blob(50, 66, 62, 76, 62, 100, 50, 108, 38, 100, 38, 76), pale);
        pen.Body(Shape.Ellipse(28, 115, 13, 7), fur.Lighter(0.1f));
        pen.Body(Shape.Ellipse(72, 115, 13, 7), fur.Lighter(0.1f));
        pen.Body(Shape.Blob(42, 84, 46, 100, 45, 117, 37, 119, 33, 116, 34, 98), fur);
        pen.Body(Shape.Blob(58, 84, 66, 98, 67, 116, 63, 119, 55, 117, 54, 100), fur);
        Ear(pen, 1, fur);
        Ear(pen.Within(new Affine(-1, 0, 0, 1, 100, 0)), 1, fur);
        pen.Body(Shape.Blob(50, 10, 70, 13, 83, 28, 84, 42, 72, 56, 50, 61, 28, 56, 16, 42, 17, 28, 30, 13), fur);
        foreach (var x in (float[])[44, 50, 56])
        {
            pen.Patch(Shape.Curve(2.6f, 0.6f, x, 12, (x + 50) / 2, 22), dark.Ink.Fade(0.75f));
        }

        Faces.Eye(pen, 35, 36, 7.2f, Ink.Hex(0x8FBF3F), slit: true);
        Faces.Eye(pen, 65, 36, 7.2f, Ink.Hex(0x8FBF3F), slit: true);
        pen.Body(Shape.Blob(50, 43, 59, 46, 61, 53, 50, 58, 39, 53, 41, 46), pale);
        pen.Patch(Shape.Blob(45, 43, 55, 43, 52, 48, 48, 48), Ink.Hex(0xD77F86));
        pen.Patch(Shape.Curve(1.1f, 0.7f, 50, 48, 49, 52, 44, 54), Ink.Hex(0x4A3330));
        pen.Patch(Shape.Curve(1.1f, 0.7f, 50, 48, 51, 52, 56, 54), Ink.Hex(0x4A3330));
        foreach (var side in (float[])[-1, 1])
        {
            pen.Patch(Shape.Curve(0.7f, 0.3f, 50 + side * 10, 49, 50 + side * 26, 46, 50 + side * 42, 46), Ink.White.Fade(0.9f));
            pen.Patch(Shape.Curve(0.7f, 0.3f, 50 + side * 10, 52, 50 + side * 26, 53, 50 + side * 40, 57), Ink.White.Fade(0.9f));
        }
    }

    private static void Ear(Pen pen, float scale, Coat fur)
    {
        pen.Body(Shape.Blob(18, 30, 15, 10, 18, 0, 30, 6, 42, 16), fur.Darker(0.08f));
        pen.Patch(Shape.Blob(22, 24, 20, 11, 22, 7 * scale, 29, 11, 35, 17), Ink.Hex(0xE7A9A4));
    }
}
