using Tessera.Inference.Arithmetic;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Rasters;

namespace Tessera.Inference.Painting.Styles;

/// <summary>Turns a finished picture into watercolour, pencil, pastel or pixels. Works in shares of the picture, so that every size looks the same.</summary>
internal static class Filters
{
    // 72 blocks on the shorter side: coarse enough to read as pixel art, fine enough for a cat's whiskers.
    private const int Blocks = 72;

    public static Raster Apply(Style style, Raster picture, uint seed, CancellationToken cancellation) => style switch
    {
        Style.Watercolour => Each(picture, cancellation, (x, y, at) => Watercolour(x, y, at, seed)),
        Style.Pastel => Each(picture, cancellation, (x, y, at) => Pastel(x, y, at, seed)),
        Style.Pencil => Each(picture, cancellation, (x, y, at) => Pencil(x, y, at, seed)),
        Style.Pixel => Pixels(picture),
        _ => picture,
    };

    private delegate Ink Look(float x, float y);

    private static Ink Watercolour(float x, float y, Look at, uint seed)
    {
        var (dx, dy) = (Noise.Layered(x * 14, y * 14, seed, 3) - 0.5f, Noise.Layered(x * 14, y * 14, seed + 9, 3) - 0.5f);
        var (wx, wy) = (x + dx * 0.022f, y + dy * 0.022f);
        var ink = at(wx, wy);
        var edge = MathF.Abs(at(wx + 0.005f, wy).Luma - at(wx - 0.005f, wy).Luma) + MathF.Abs(at(wx, wy + 0.005f).Luma - at(wx, wy - 0.005f).Luma);
        var pool = Noise.Layered(x * 5, y * 5, seed + 4, 3) - 0.5f;
        var paper = Noise.Layered(x * 120, y * 120, seed + 6, 2) - 0.5f;
        return ink.Lighter(0.2f + 0.4f * pool).Darker(0.3f * Arith.Clamp(edge * 1.4f)).Times(1 + 0.07f * paper);
    }

    private static Ink Pastel(float x, float y, Look at, uint seed)
    {
        var stroke = Noise.Layered(x * 30 + y * 30, (x - y) * 160, seed, 3) - 0.5f;
        var tooth = Noise.Value(x * 260, y * 260, seed + 5) - 0.5f;
        var ink = at(x + stroke * 0.008f, y - stroke * 0.008f).Softer(0.12f).Lighter(0.26f);
        return ink.Lighter(Arith.Clamp(stroke * 0.6f + tooth * 0.35f)).Darker(Arith.Clamp(-stroke * 0.2f));
    }

    private static Ink Pencil(float x, float y, Look at, uint seed)
    {
        const float reach = 0.0022f;
        var ink = at(x, y);
        var (left, right, up, down) = (at(x - reach, y), at(x + reach, y), at(x, y - reach), at(x, y + reach));
        var edge = Distance(left, right) + Distance(up, down);
        var wobble = 0.02f * Noise.Layered(x * 6, y * 6, seed, 2);
        var dark = 1 - ink.Luma;
        var line = MathF.Abs(Arith.Sin((x + y + wobble) * 68));
        var cross = MathF.Abs(Arith.Sin((x - y + wobble) * 68));
        var hatch = Arith.Step(0.06f, -0.3f, line - dark * 0.95f) * 0.55f * Arith.Step(0.1f, 0.4f, dark) + Arith.Step(0.05f, -0.3f, cross - (dark - 0.42f) * 1.4f) * 0.5f;
        var grain = Noise.Layered(x * 170, y * 170, seed + 3, 2);
        var strength = Arith.Clamp(hatch * (0.5f + 0.9f * grain) + 1.5f * Arith.Clamp(edge * 1.6f - 0.1f));
        return Ink.Hex(0xFAF8F3).Mix(Ink.Hex(0x3A3B40), strength).Fade(ink.A);
    }

    private static float Distance(in Ink a, in Ink b) =>
        MathF.Abs(a.R - b.R) + MathF.Abs(a.G - b.G) + MathF.Abs(a.B - b.B);

    private static Raster Each(Raster picture, CancellationToken cancellation, Func<float, float, Look, Ink> filter)
    {
        var side = Math.Min(picture.Width, picture.Height);
        var result = new Raster(picture.Width, picture.Height);
        for (var y = 0; y < picture.Height; y++)
        {
            cancellation.ThrowIfCancellationRequested();
            var row = result.Row(y);
            for (var x = 0; x < picture.Width; x++)
            {
                var ink = filter((x + 0.5f) / side, (y + 0.5f) / side, At);
                row[4 * x] = Byte(ink.R);
                row[4 * x + 1] = Byte(ink.G);
                row[4 * x + 2] = Byte(ink.B);
                row[4 * x + 3] = Byte(ink.A);
            }
        }

        return result;

        Ink At(float x, float y)
        {
            var (px, py) = (Math.Clamp((int)(x * side), 0, picture.Width - 1), Math.Clamp((int)(y * side), 0, picture.Height - 1));
            var at = (py * picture.Width + px) * 4;
            var p = picture.Pixels;
            return new Ink(p[at] / 255f, p[at + 1] / 255f, p[at + 2] / 255f, p[at + 3] / 255f);
        }
    }

    private static Raster Pixels(Raster picture)
    {
        var side = Math.Min(picture.Width, picture.Height);
        var (wide, tall) = (Math.Max(1, picture.Width * Blocks / side), Math.Max(1, picture.Height * Blocks / side));
        var small = Resampler.Resize(picture, wide, tall);
        var result = new Raster(picture.Width, picture.Height);
        for (var y = 0; y < picture.Height; y++)
        {
            var from = small.Row(y * tall / picture.Height);
            var row = result.Row(y);
            for (var x = 0; x < picture.Width; x++)
            {
                var source = from.Slice((int)((long)x * wide / picture.Width) * 4, 4);
                for (var part = 0; part < 3; part++)
                {
                    // 11 steps a part: the small palette of an old machine.
                    row[4 * x + part] = (byte)Math.Min(255, (source[part] + 12) / 25 * 25);
                }

                row[4 * x + 3] = source[3] < 128 ? (byte)0 : (byte)255;
            }
        }

        return result;
    }

    private static byte Byte(float part) => (byte)(Arith.Clamp(part) * 255 + 0.5f);
}
