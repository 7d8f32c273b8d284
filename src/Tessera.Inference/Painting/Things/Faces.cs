using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

/// <summary>Eyes and mouths, shared by animals, people and toys.</summary>
internal static class Faces
{
    public static void Eye(Pen pen, float x, float y, float r, Ink iris, bool slit = false)
    {
        pen.Patch(Shape.Circle(x, y, r), Ink.Hex(0x2B2422));
        pen.Patch(Shape.Circle(x, y, r * 0.86f), iris);
        pen.Glow(x, y + r * 0.45f, r * 0.7f, r * 0.5f, iris.Lighter(0.6f).Fade(0.7f));
        pen.Patch(Shape.Ellipse(x, y, r * (slit ? 0.4f : 0.55f), r * (slit ? 0.74f : 0.55f)), Ink.Hex(0x17130F));
        pen.Patch(Shape.Circle(x - r * 0.3f, y - r * 0.35f, r * 0.26f), Ink.White);
        pen.Patch(Shape.Circle(x + r * 0.3f, y + r * 0.35f, r * 0.12f), Ink.White.Fade(0.8f));
    }

    /// <summary>A small dark eye with a glint.</summary>
    public static void Bead(Pen pen, float x, float y, float r)
    {
        pen.Patch(Shape.Circle(x, y, r), Ink.Hex(0x1C1714));
        pen.Patch(Shape.Circle(x - r * 0.3f, y - r * 0.35f, r * 0.32f), Ink.White);
    }
}
