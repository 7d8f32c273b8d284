using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Coats;

namespace Tessera.Inference.Painting.Strokes;

/// <summary>How bodies are drawn.</summary>
internal enum Manner
{
    /// <summary>With light, grain and gloss.</summary>
    Rendered,

    /// <summary>Two clear tones.</summary>
    Flat,

    /// <summary>Dark outlines on white.</summary>
    Line,
}

/// <summary>What stays the same for every drawing of one picture.</summary>
/// <param name="LineWidth">Of outlines, in pixels.</param>
internal sealed record Hand(Manner Manner, Detail Detail, float LineWidth)
{
    /// <summary>Sizes of noise in a grain.</summary>
    public int Layers => Manner == Manner.Rendered ? (int)Detail : 0;

    public static readonly Ink LineInk = Ink.Hex(0x23252B);
}

/// <summary>Draws on a canvas in units of its own: a drawing is made in a box of about 100 units and works at every size.</summary>
internal sealed class Pen(Canvas canvas, Affine frame, Hand hand, uint seed = 1)
{
    public Hand Hand => hand;

    public Canvas Canvas => canvas;

    public Affine Frame => frame;

    /// <summary>The same pen in a smaller, turned or shifted frame.</summary>
    public Pen Within(in Affine inner) => new(canvas, frame.After(inner), hand, seed + 1);

    public Pen At(float x, float y, float scale = 1, float turn = 0) =>
        Within(Affine.Shift(x, y).After(Affine.Turn(turn)).After(Affine.Scale(scale, scale)));

    /// <summary>A solid part: takes light and grain from its coat.</summary>
    public void Body(Shape path, Coat coat)
    {
        if (hand.Manner == Manner.Line)
        {
            Outlined(path);
            return;
        }

        canvas.ThrowIfCancelled();
        var relief = Relief.Of(path, canvas.Coverage);
        var toUnits = frame.Inverse();
        var toCells = relief.ToCells.After(toUnits);
        var layers = hand.Layers;
        var flat = hand.Manner == Manner.Flat;
        canvas.Coverage.Trace(path.Moved(frame), canvas.Width, canvas.Height, (y, left, run) =>
        {
            for (var i = 0; i < run.Length; i++)
            {
                if (run[i] <= 0)
                {
                    continue;
                }

                var (px, py) = (left + i + 0.5f, y + 0.5f);
                var (cx, cy) = toCells.Apply(px, py);
                var light = relief.Light(cx, cy);
                if (flat)
                {
                    canvas.Blend(left + i, y, Shading.Flat(coat, light), run[i]);
                    continue;
                }

                var (ux, uy) = toUnits.Apply(px, py);
                canvas.Blend(left + i, y, Shading.Rendered(coat, light, relief.Height(cx, cy), ux, uy, seed, layers), run[i]);
            }
        });
    }

    /// <summary>A mark on a body: an eye, a stripe, a seam.</summary>
    public void Patch(Shape path, Ink ink)
    {
        if (hand.Manner == Manner.Line)
        {
            if (ink.A < 0.5f)
            {
                return;
            }

            if (ink.Luma > 0.35f)
            {
                Outlined(path);
                return;
            }

            ink = Hand.LineInk;
        }

        Fill(path.Moved(frame), ink);
    }

    /// <summary>A part whose colour the function gives, in this pen's units.</summary>
    public void Tint(Shape path, Func<float, float, Ink> ink)
    {
        if (hand.Manner == Manner.Line)
        {
            Outlined(path);
            return;
        }

        var toUnits = frame.Inverse();
        canvas.Coverage.Trace(path.Moved(frame), canvas.Width, canvas.Height, (y, left, run) =>
        {
            for (var i = 0; i < run.Length; i++)
            {
                if (run[i] > 0)
                {
                    var (ux, uy) = toUnits.Apply(left + i + 0.5f, y + 0.5f);
                    canvas.Blend(left + i, y, ink(ux, uy), run[i]);
                }
            }
        });
    }

    /// <summary>A soft spot that fades to nothing at its rim: a glint, a blush, a glow, a shadow.</summary>
    public void Glow(float x, float y, float rx, float ry, Ink ink, float turn = 0)
    {
        if (hand.Manner != Manner.Rendered)
        {
            return;
        }

        Soft(x, y, rx, ry, ink, turn);
    }

    /// <summary>A soft spot in every manner but line.</summary>
    public void Soft(float x, float y, float rx, float ry, Ink ink, float turn = 0)
    {
        if (hand.Manner == Manner.Line || rx <= 0 || ry <= 0)
        {
            return;
        }

        var toUnits = Affine.Scale(1 / rx, 1 / ry).After(Affine.Turn(-turn)).After(Affine.Shift(-x, -y)).After(frame.Inverse());
        canvas.Coverage.Trace(Shape.Ellipse(x, y, rx, ry, turn).Moved(frame), canvas.Width, canvas.Height, (py, left, run) =>
        {
            for (var i = 0; i < run.Length; i++)
            {
                var (ux, uy) = toUnits.Apply(left + i + 0.5f, py + 0.5f);
                var inside = Arith.Clamp(1 - ux * ux - uy * uy);
                canvas.Blend(left + i, py, ink, inside * inside * run[i]);
            }
        });
    }

    private void Outlined(Shape path)
    {
        var shape = path.Moved(frame);
        Fill(shape, Ink.White);
        Fill(shape.Outline(hand.LineWidth), Hand.LineInk);
    }

    private void Fill(Shape pixels, Ink ink) => canvas.Coverage.Trace(pixels, canvas.Width, canvas.Height, (y, left, run) =>
    {
        for (var i = 0; i < run.Length; i++)
        {
            if (run[i] > 0)
            {
                canvas.Blend(left + i, y, ink, run[i]);
            }
        }
    });
}
