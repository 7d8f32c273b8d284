using Tessera.Inference.Painting.Scenes;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Rasters;

namespace Tessera.Inference.Painting.Edits;

/// <summary>Places one picture in another, as a framed print with a shadow or as it is.</summary>
internal static class Insetting
{
    public static void Place(Canvas canvas, Raster picture, Frame frame, bool framed, float turn)
    {
        var (width, height) = (Math.Max(1, (int)frame.Width), Math.Max(1, (int)frame.Height));
        var scaled = Resampler.Resize(picture, width, height);
        var at = Affine.Shift(frame.Middle, frame.Top + frame.Height / 2).After(Affine.Turn(turn)).After(Affine.Shift(-frame.Width / 2, -frame.Height / 2));
        var pen = new Pen(canvas, at, new Hand(Manner.Rendered, Detail.High, 2));
        if (framed)
        {
            var border = 0.045f * MathF.Min(frame.Width, frame.Height);
            pen.Soft(frame.Width / 2 + border, frame.Height / 2 + 2 * border, frame.Width * 0.72f, frame.Height * 0.72f, Ink.Black.Fade(0.7f));
            pen.Patch(Shape.Box(-border, -border, frame.Width + 2 * border, frame.Height + 2 * border, border / 4), Ink.Hex(0xFCFAF5));
        }

        pen.Tint(Shape.Box(0, 0, frame.Width, frame.Height), (x, y) =>
        {
            var (px, py) = (Math.Clamp((int)x, 0, width - 1), Math.Clamp((int)y, 0, height - 1));
            var p = scaled.Row(py).Slice(px * 4, 4);
            return new Ink(p[0] / 255f, p[1] / 255f, p[2] / 255f, p[3] / 255f);
        });
    }
}
