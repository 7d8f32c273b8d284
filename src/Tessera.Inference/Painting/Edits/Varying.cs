using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Rasters;

namespace Tessera.Inference.Painting.Edits;

/// <summary>The same picture once more, plainly related and plainly not the same: mirrored, moved closer, in another light and with a brush's edge.</summary>
internal static class Varying
{
    public static Raster Redo(Raster picture, ulong seed, CancellationToken cancellation)
    {
        var chance = new Chance(Chance.Mix(seed, 41));
        var mirror = chance.Odds(0.5f);
        var zoom = chance.Between(0.8f, 0.92f);
        var (shiftX, shiftY) = (chance.Unit() * (1 - zoom), chance.Unit() * (1 - zoom));
        var (red, green, blue) = (chance.Between(0.9f, 1.1f), chance.Between(0.94f, 1.06f), chance.Between(0.88f, 1.12f));
        var (width, height) = (picture.Width, picture.Height);
        var side = (float)Math.Min(width, height);
        var grain = (uint)seed;
        var closer = Resampler.Resize(
            Resampler.Crop(picture, (int)(shiftX * width), (int)(shiftY * height), Math.Max(1, (int)(zoom * width)), Math.Max(1, (int)(zoom * height))), width, height);
        var result = new Raster(width, height);
        for (var y = 0; y < height; y++)
        {
            cancellation.ThrowIfCancellationRequested();
            var row = result.Row(y);
            for (var x = 0; x < width; x++)
            {
                var (u, v) = (x / side, y / side);
                var wander = 0.014f * side;
                var fromX = (int)(x + (Noise.Layered(u * 30, v * 30, grain, 2) - 0.5f) * wander);
                var fromY = (int)(y + (Noise.Layered(u * 30, v * 30, grain + 7, 2) - 0.5f) * wander);
                fromX = Math.Clamp(mirror ? width - 1 - fromX : fromX, 0, width - 1);
                var p = closer.Row(Math.Clamp(fromY, 0, height - 1)).Slice(fromX * 4, 4);
                row[4 * x] = (byte)Math.Min(255, p[0] * red);
                row[4 * x + 1] = (byte)Math.Min(255, p[1] * green);
                row[4 * x + 2] = (byte)Math.Min(255, p[2] * blue);
                row[4 * x + 3] = p[3];
            }
        }

        return result;
    }
}
