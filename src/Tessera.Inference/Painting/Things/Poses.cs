using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Things;

/// <summary>What a thing is doing, where that changes how it is drawn.</summary>
internal enum Pose
{
    Sleeping,
    Flying,
    Running,
}

/// <summary>Common animals asleep, on the wing and at a run; everything else can only fly, as it stands.</summary>
internal static class Poses
{
    private enum Ears
    {
        Pointed,
        Round,
        Hanging,
        Long,
    }

    /// <summary>The same thing in that pose, or null where it has no such drawing.</summary>
    public static Thing? Of(Thing thing, Pose pose) => pose switch
    {
        Pose.Flying when thing.Floats => thing,
        Pose.Flying when thing.Name is "bird" or "parrot" or "owl" or "duck" =>
            thing with { Width = 150, Height = 112, Tall = thing.Tall * 1.2f, Draw = Fly, Head = null, Floats = true },
        Pose.Flying => thing with { Floats = true },
        Pose.Sleeping when EarsOf(thing.Name) is { } ears =>
            thing with { Width = 150, Height = 82, Tall = thing.Tall * 0.6f, Draw = (pen, kit) => Sleep(pen, kit, ears), Head = null },
        Pose.Running when EarsOf(thing.Name) is { } ears =>
            thing with { Width = 160, Height = 110, Tall = thing.Tall * 0.85f, Draw = (pen, kit) => Run(pen, kit, ears), Head = null },
        _ => null,
    };

    private static Ears? EarsOf(string name) => name switch
    {
        "cat" or "tiger" or "fox" => Ears.Pointed,
        "bear" or "mouse" or "lion" or "koala" or "monkey" => Ears.Round,
        "dog" or "pig" => Ears.Hanging,
        "rabbit" => Ears.Long,
        _ => null,
    };

    private static void Fly(Pen pen, Kit kit)
    {
        var coat = kit.Main;
        pen.Body(Shape.Blob(88, 56, 96, 26, 120, 4, 134, 2, 130, 22, 112, 50, 100, 66), coat.Darker(0.3f));
        pen.Body(Shape.Blob(40, 68, 18, 66, 2, 72, 6, 80, 0, 90, 20, 90, 44, 80), coat.Darker(0.25f));
        pen.Body(Shape.Blob(36, 76, 60, 56, 92, 52, 116, 46, 130, 52, 132, 66, 118, 80, 90, 90, 60, 90), coat);
        pen.Body(Shape.Blob(62, 84, 92, 78, 126, 68, 116, 82, 90, 91, 70, 91), coat.Lighter(0.6f));
        pen.Body(Shape.Blob(66, 66, 48, 40, 40, 8, 46, 0, 58, 14, 84, 30, 98, 60, 84, 72), coat.Darker(0.14f));
        foreach (var (x, y) in ((float, float)[])[(46, 12), (54, 24), (66, 34)])
        {
            pen.Patch(Shape.Curve(1.6f, 0.8f, x, y, x + 8, y + 20, x + 16, y + 34), coat.Ink.Darker(0.4f).Fade(0.7f));
        }

        pen.Body(Shape.Blob(130, 52, 150, 60, 130, 64), Coat.Hex(0xF2A33A, Material.Plastic));
        Faces.Bead(pen, 121, 56, 3.6f);
    }

    private static void Sleep(Pen pen, Kit kit, Ears ears)
    {
        var fur = kit.Main;
        pen.Body(Shape.Blob(44, 36, 76, 12, 116, 14, 144, 40, 144, 68, 126, 81, 50, 81, 32, 68), fur);
        pen.Patch(Shape.Curve(1.6f, 1, 96, 80, 92, 60, 104, 44), fur.Ink.Darker(0.3f).Fade(0.7f));
        if (ears is Ears.Pointed or Ears.Hanging)
        {
            pen.Body(Shape.Curve(15, 9, 136, 68, 118, 78, 92, 76, 72, 74), fur.Darker(0.12f));
        }

        pen.Body(Shape.Ellipse(62, 76, 17, 6), fur.Lighter(0.12f));
        var head = pen.At(0, 24);
        foreach (var x in (float[])[16, 52])
        {
            var side = x < 34 ? -1 : 1;
            var ear = ears switch
            {
                Ears.Pointed => Shape.Blob(x - 10, 14, x + side * 8, -12, x + 10, 14),
                Ears.Round => Shape.Circle(x + side * 4, 6, 10),
                Ears.Long => Shape.Blob(x - 5, 14, x + side * 12, -8, x + side * 30, -4, x + side * 22, 8, x + 7, 16),
                _ => Shape.Blob(x - 8, 6, x + 8, 6, x + side * 14, 34, x + side * 4, 40),
            };
            if (ears != Ears.Hanging)
            {
                head.Body(ear, fur.Darker(0.1f));
            }
        }

        head.Body(Shape.Blob(34, 2, 56, 8, 66, 28, 58, 48, 34, 56, 10, 48, 2, 28, 12, 8), fur);
        if (ears == Ears.Hanging)
        {
            head.Body(Shape.Blob(6, 8, 16, 8, 14, 36, 4, 44, -2, 30), fur.Darker(0.36f));
            head.Body(Shape.Blob(62, 8, 52, 8, 54, 36, 64, 44, 70, 30), fur.Darker(0.36f));
        }

        head.Body(Shape.Ellipse(34, 43, 14, 9), fur.Lighter(0.55f));
        head.Patch(Shape.Ellipse(34, 38, 4.4f, 3), Ink.Hex(0x3A2A28));
        head.Patch(Shape.Curve(1.3f, 1.3f, 28, 46, 34, 48, 40, 46), Ink.Hex(0x4A3330));
        head.Patch(Shape.Curve(2, 2, 14, 28, 20, 32, 26, 28), Ink.Hex(0x2B2220));
        head.Patch(Shape.Curve(2, 2, 42, 28, 48, 32, 54, 28), Ink.Hex(0x2B2220));
    }

    private static void Run(Pen pen, Kit kit, Ears ears)
    {
        var fur = kit.Main;
        pen.Body(ears == Ears.Long ? Shape.Circle(22, 54, 9) : Shape.Curve(11, 6, 32, 56, 14, 48, 4, 32), fur.Darker(0.08f));
        foreach (var leg in (float[][])[[46, 70, 30, 86, 12, 94, 4, 104], [108, 70, 126, 84, 144, 86, 154, 94]])
        {
            pen.Body(Shape.Curve(15, 8, leg), fur.Darker(0.22f));
        }

        pen.Body(Shape.Blob(24, 54, 44, 40, 78, 42, 106, 34, 122, 44, 120, 68, 102, 78, 74, 74, 46, 80, 28, 72), fur);
        pen.Body(Shape.Blob(60, 74, 84, 66, 112, 60, 116, 70, 102, 78, 76, 76), fur.Lighter(0.5f));
        foreach (var leg in (float[][])[[42, 68, 44, 88, 28, 98, 20, 108], [104, 68, 114, 90, 126, 98, 136, 107]])
        {
            pen.Body(Shape.Curve(17, 9, leg), fur);
        }

        if (ears == Ears.Long)
        {
            pen.Body(Shape.Blob(112, 18, 96, -2, 84, -4, 90, 8, 108, 24), fur.Darker(0.1f));
        }
        else if (ears == Ears.Pointed)
        {
            pen.Body(Shape.Blob(106, 20, 104, -4, 120, 8), fur.Darker(0.14f));
        }
        else if (ears == Ears.Round)
        {
            pen.Body(Shape.Circle(110, 10, 8), fur.Darker(0.1f));
        }

        pen.Body(Shape.Blob(102, 34, 106, 14, 124, 6, 138, 14, 152, 26, 152, 36, 138, 42, 120, 46), fur);
        if (ears == Ears.Hanging)
        {
            pen.Body(Shape.Blob(116, 10, 108, 8, 96, 16, 90, 30, 100, 34, 114, 22), fur.Darker(0.38f));
        }

        pen.Body(Shape.Blob(136, 28, 152, 26, 154, 35, 140, 42, 128, 42), fur.Lighter(0.5f));
        pen.Patch(Shape.Ellipse(151, 27, 4, 3.2f), Ink.Hex(0x2E2422));
        pen.Patch(Shape.Curve(1.4f, 1.2f, 136, 38, 144, 39, 150, 35), Ink.Hex(0x4A3330));
        Faces.Bead(pen, 131, 21, 4);
    }
}
