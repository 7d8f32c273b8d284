using Tessera.Inference.Rasters;

namespace Tessera.Inference.Vision;

/// <summary>A picture cut into squares, as numbers from −1 to 1.</summary>
internal static class Patches
{
    /// <summary>(places, 3, size, size): places row by row, in each all of red, then green, then blue. Alpha is not looked at.</summary>
    public static float[] Of(Raster picture, int size)
    {
        var columns = picture.Width / size;
        var patches = new float[columns * (picture.Height / size) * 3 * size * size];
        for (var i = 0; i < patches.Length; i++)
        {
            var (rest, x) = Math.DivRem(i, size);
            (rest, var y) = Math.DivRem(rest, size);
            var (place, channel) = Math.DivRem(rest, 3);
            var pixel = picture.Row(place / columns * size + y)[(place % columns * size + x) * 4 + channel];
            patches[i] = (pixel / 255f - 0.5f) / 0.5f;
        }

        return patches;
    }
}
