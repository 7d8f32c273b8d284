namespace Tessera.Inference.Rasters;

/// <summary>Keeps every byte outside a mask, and lets the new picture fade in just inside its edge.</summary>
internal static class Masking
{
    /// <summary>Pixels over which the new picture fades in.</summary>
    public const int FadePixels = 3;

    /// <summary>The new picture where the mask's alpha is 0, the kept one elsewhere. All are of one size.</summary>
    /// <param name="kept">What is kept.</param>
    /// <param name="drawn">What is drawn anew.</param>
    /// <param name="mask">Where.</param>
    /// <param name="fadePixels">Over how many pixels it fades in, at most 250. It begins inside the mask, so that nothing outside is touched.</param>
    public static Raster Blend(Raster kept, Raster drawn, Raster mask, int fadePixels = FadePixels)
    {
        var (width, height) = (kept.Width, kept.Height);
        var result = new Raster(width, height, (byte[])kept.Pixels.Clone());
        var depth = Depth(mask, fadePixels);

        // Of a mask too thin for the whole fade, the middle is drawn anew all the same.
        var whole = (float)Math.Max((byte)1, depth.Max());
        for (var at = 0; at < depth.Length; at++)
        {
            if (depth[at] == 0)
            {
                continue;
            }

            var share = depth[at] / whole;
            var from = kept.Pixels.AsSpan(at * 4, 4);
            var to = drawn.Pixels.AsSpan(at * 4, 4);
            var (old, fresh) = (from[3] * (1 - share), to[3] * share);
            var alpha = old + fresh;
            for (var part = 0; part < 3 && alpha > 0; part++)
            {
                result.Pixels[at * 4 + part] = (byte)((from[part] * old + to[part] * fresh) / alpha + 0.5f);
            }

            result.Pixels[at * 4 + 3] = (byte)(alpha + 0.5f);
        }

        return result;
    }

    /// <summary>0 outside the mask; inside, how many pixels from its edge, up to the end of the fade. The picture's own edge is no edge.</summary>
    private static byte[] Depth(Raster mask, int fadePixels)
    {
        var (width, height) = (mask.Width, mask.Height);
        var depth = new byte[width * height];
        for (var at = 0; at < depth.Length; at++)
        {
            depth[at] = mask.Pixels[at * 4 + 3] == 0 ? (byte)(fadePixels + 1) : (byte)0;
        }

        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                Lower(depth, y * width + x, x > 0 ? y * width + x - 1 : -1, y > 0 ? (y - 1) * width + x : -1);
            }
        }

        for (var y = height - 1; y >= 0; y--)
        {
            for (var x = width - 1; x >= 0; x--)
            {
                Lower(depth, y * width + x, x < width - 1 ? y * width + x + 1 : -1, y < height - 1 ? (y + 1) * width + x : -1);
            }
        }

        return depth;
    }

    private static void Lower(byte[] depth, int at, int beside, int above)
    {
        if (beside >= 0)
        {
            depth[at] = (byte)Math.Min(depth[at], depth[beside] + 1);
        }

        if (above >= 0)
        {
            depth[at] = (byte)Math.Min(depth[at], depth[above] + 1);
        }
    }
}
