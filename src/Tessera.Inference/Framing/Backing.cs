using Tessera.Inference.Rasters;

namespace Tessera.Inference.Framing;

/// <summary>Models know no alpha: what is see-through is put on white, as on a page.</summary>
internal static class Backing
{
    public static bool IsNeeded(Raster picture)
    {
        for (var at = 3; at < picture.Pixels.Length; at += 4)
        {
            if (picture.Pixels[at] != byte.MaxValue)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes over the picture.</summary>
    public static Raster OnWhite(Raster picture)
    {
        var pixels = picture.Pixels;
        for (var at = 0; at < pixels.Length; at += 4)
        {
            var alpha = pixels[at + 3];
            for (var part = 0; part < 3 && alpha != byte.MaxValue; part++)
            {
                pixels[at + part] = (byte)((pixels[at + part] * alpha + byte.MaxValue * (byte.MaxValue - alpha) + byte.MaxValue / 2) / byte.MaxValue);
            }

            pixels[at + 3] = byte.MaxValue;
        }

        return picture;
    }
}
