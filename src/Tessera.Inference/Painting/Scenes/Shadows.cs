using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Coats;
using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Scenes;

/// <summary>
/// The shadow of a thing on the ground: its silhouette, drawn small, laid down away from the light and blurred, and a
/// darker line where it touches.
/// </summary>
internal static class Shadows
{
    private const int Cells = 72;
    private const int Margin = 14;
    private const float Lean = 0.55f;
    private const float Squash = 0.26f;

    private static readonly Ink Ink = new(0.07f, 0.06f, 0.12f);

    public static void Cast(Placement placement, Pen stage)
    {
        var frame = placement.Frame;
        var shape = Silhouette(placement, stage.Hand);
        var cell = MathF.Max(frame.Width, frame.Height) / Cells;
        var bottom = Margin + Cells;

        // A point at height h above the base falls h * Lean to the right and h * Squash up, on the ground.
        var reach = frame.Height * Lean;
        var soft = cell * Margin;
        var area = Shape.Box(frame.Left - soft, frame.Bottom - frame.Height * Squash - soft, frame.Width + reach + 2 * soft, frame.Height * Squash + 1.6f * soft);
        stage.Tint(area, (x, y) =>
        {
            var height = (frame.Bottom - y) / Squash;
            var left = x - height * Lean - (frame.Middle - cell * (Cells / 2f));
            var covered = shape.Sample(left / cell + Margin, bottom - height / cell);
            var fade = 1 - 0.6f * Arith.Clamp(height / frame.Height);
            return Ink.Fade(covered * fade * 0.42f);
        });
        var (touch, width) = Base(shape, bottom);
        var middle = frame.Middle + (touch - Margin - Cells / 2f) * cell;
        var half = width * cell / 2;
        stage.Soft(middle + half * 0.08f, frame.Bottom, half * 1.3f + cell, half * 0.22f + cell * 1.6f, Ink.Fade(0.62f * Arith.Clamp(0.3f + width / 20)));
    }

    private static Field Silhouette(Placement placement, Hand hand)
    {
        var frame = placement.Frame;
        var side = Cells + 2 * Margin;
        var canvas = new Canvas(side, side);
        var scale = Cells / MathF.Max(frame.Width, frame.Height);
        var toCells = Affine.Shift(Margin + Cells / 2f, Margin + Cells).After(Affine.Scale(scale, scale)).After(Affine.Shift(-frame.Middle, -frame.Bottom));
        var pen = Renderer.PenFor(placement, new Pen(canvas, toCells, hand with { Manner = Manner.Flat, Detail = Detail.Low }));
        placement.Thing.Draw(pen, Renderer.KitFor(placement));
        placement.Thing.Front?.Invoke(pen, Renderer.KitFor(placement));
        var field = new Field(side, side);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                field[x, y] = canvas.At(x, y).A;
            }
        }

        field.Blur(3, 3);
        return field;
    }

    /// <summary>Where the thing stands on its lowest rows: the middle and the width, in cells.</summary>
    private static (float Middle, float Width) Base(Field shape, int bottom)
    {
        var (weight, sum, left, right) = (0f, 0f, float.MaxValue, 0f);
        for (var x = 0; x < shape.Columns; x++)
        {
            var here = 0f;
            for (var y = bottom - 7; y < bottom; y++)
            {
                here += shape[x, y];
            }

            weight += here;
            sum += here * x;
            if (here > 1.4f)
            {
                (left, right) = (MathF.Min(left, x), MathF.Max(right, x));
            }
        }

        return weight < 0.5f ? (Margin + Cells / 2f, 4) : (sum / weight + 0.5f, MathF.Max(3, right - left));
    }
}
