using System.Runtime.InteropServices;
using Tessera.Inference.Rasters;

namespace Tessera.Gateway.Formats;

/// <summary>Turns and mirrors a raster as its EXIF orientation asks.</summary>
internal static class Orientation
{
    /// <summary>The same raster for orientation 1; otherwise a new one, its edges swapped for 5..8.</summary>
    public static Raster Upright(Raster stored, int orientation)
    {
        if (orientation is < 2 or > 8)
        {
            return stored;
        }

        var (width, height) = (stored.Width, stored.Height);
        var upright = orientation >= 5 ? new Raster(height, width) : new Raster(width, height);
        var from = MemoryMarshal.Cast<byte, uint>(stored.Pixels.AsSpan());
        var to = MemoryMarshal.Cast<byte, uint>(upright.Pixels.AsSpan());

        // Where the pixel at the upright picture's top left is stored, and how far to go for one step right and one down.
        var (right, bottom) = (width - 1, (height - 1) * width);
        var (start, stepX, stepY) = orientation switch
        {
            2 => (right, -1, width),
            3 => (bottom + right, -1, -width),
            4 => (bottom, 1, -width),
            5 => (0, width, 1),
            6 => (bottom, -width, 1),
            7 => (bottom + right, -width, -1),
            _ => (right, width, -1),
        };
        for (int y = 0, i = 0; y < upright.Height; y++)
        {
            for (int x = 0, at = start + y * stepY; x < upright.Width; x++, at += stepX)
            {
                to[i++] = from[at];
            }
        }

        return upright;
    }
}
