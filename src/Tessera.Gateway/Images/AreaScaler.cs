using Tessera.Inference.Rasters;

namespace Tessera.Gateway.Images;

/// <summary>Shrinks a picture by averaging the area behind each new pixel, colours weighted by their alpha. One pass over the source.</summary>
internal static class AreaScaler
{
    /// <summary>The size that fits into a square of this edge with the same proportions, at least 1 pixel a side, never larger.</summary>
    public static (int Width, int Height) Fit(int width, int height, int edgeMax)
    {
        var scale = Math.Min(1.0, (double)edgeMax / Math.Max(width, height));
        return (Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
    }

    /// <summary>A new raster of this size, which must not be larger than the source on either side.</summary>
    public static Raster Shrink(Raster source, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, source.Width);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, source.Height);
        var target = new Raster(width, height);
        var narrow = new float[4 * width];
        var sums = new float[4 * width];

        // In target rows a source row is one step high; it lies in one of them or across the boundary of two. Where it ends is kept
        // in integers (target rows times the source's height), so that no row is won or lost to rounding.
        var step = (float)height / source.Height;
        for (int y = 0, row = 0; y < source.Height; y++)
        {
            ShrinkRow(source.Row(y), narrow);
            var beyond = (long)(y + 1) * height - (long)(row + 1) * source.Height;
            var second = Math.Max(0, (float)beyond / source.Height);
            Accumulate(sums, narrow, step - second);
            if (beyond >= 0)
            {
                WriteRow(sums, target.Row(row++));
                Array.Clear(sums);
                Accumulate(sums, narrow, second);
            }
        }

        return target;
    }

    private static void Accumulate(Span<float> sums, ReadOnlySpan<float> row, float weight)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += weight * row[i];
        }
    }

    /// <summary>To premultiplied averages: four floats a pixel, red, green and blue times alpha, then alpha.</summary>
    private static void ShrinkRow(ReadOnlySpan<byte> from, Span<float> to)
    {
        var (sourceWidth, width) = (from.Length / 4, to.Length / 4);
        var step = (float)width / sourceWidth;
        to.Clear();
        for (int x = 0, pixel = 0; x < sourceWidth; x++)
        {
            var source = from.Slice(4 * x, 4);
            var beyond = (long)(x + 1) * width - (long)(pixel + 1) * sourceWidth;
            var second = Math.Max(0, (float)beyond / sourceWidth);
            Add(source, to.Slice(4 * pixel, 4), step - second);
            if (beyond >= 0 && pixel + 1 < width)
            {
                pixel++;
                Add(source, to.Slice(4 * pixel, 4), second);
            }
        }
    }

    private static void Add(ReadOnlySpan<byte> source, Span<float> sum, float weight)
    {
        var alpha = source[3] * weight;
        sum[0] += source[0] * alpha;
        sum[1] += source[1] * alpha;
        sum[2] += source[2] * alpha;
        sum[3] += alpha;
    }

    private static void WriteRow(ReadOnlySpan<float> sums, Span<byte> row)
    {
        for (var i = 0; i < row.Length; i += 4)
        {
            var alpha = sums[i + 3];
            var unweigh = alpha > 0 ? 1 / alpha : 0;
            row[i] = ToByte(sums[i] * unweigh);
            row[i + 1] = ToByte(sums[i + 1] * unweigh);
            row[i + 2] = ToByte(sums[i + 2] * unweigh);
            row[i + 3] = ToByte(alpha);
        }
    }

    private static byte ToByte(float value) => (byte)Math.Clamp(value + 0.5f, 0, 255);
}
