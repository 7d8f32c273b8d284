using Tessera.Inference.Rasters;

namespace Tessera.Gateway.Formats;

/// <summary>Lays a picture on white, for formats without transparency.</summary>
internal static class Flattening
{
    /// <summary>The same raster when every pixel is opaque, otherwise a new, opaque one.</summary>
    public static Raster OnWhite(Raster raster)
    {
        if (Opacity.IsOpaque(raster.Pixels))
        {
            return raster;
        }

        var flat = new Raster(raster.Width, raster.Height);
        var (from, to) = (raster.Pixels, flat.Pixels);
        for (var i = 0; i + 3 < to.Length; i += 4)
        {
            int alpha = from[i + 3];
            to[i] = Blend(from[i], alpha);
            to[i + 1] = Blend(from[i + 1], alpha);
            to[i + 2] = Blend(from[i + 2], alpha);
            to[i + 3] = 255;
        }

        return flat;
    }

    private static byte Blend(int color, int alpha) => (byte)((color * alpha + 255 * (255 - alpha) + 127) / 255);
}
