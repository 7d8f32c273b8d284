using Tessera.Inference.Arithmetic;

namespace Tessera.Inference.Rasters;

/// <summary>Makes pictures larger or smaller: Lanczos of three lobes, widened when shrinking so that nothing flickers.</summary>
public static class Resampler
{
    private const int Lobes = 3;

    /// <summary>The picture at another size. Alpha weighs the colours, so that see-through pixels do not bleed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is not above zero.</exception>
    public static Raster Resize(Raster source, int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        if (width == source.Width && height == source.Height)
        {
            return new Raster(width, height, (byte[])source.Pixels.Clone());
        }

        var across = Taps.For(source.Width, width);
        var down = Taps.For(source.Height, height);
        var result = new Raster(width, height);

        // Rows of the source, already at the new width; a row is dropped as soon as no row below needs it.
        var rows = new Dictionary<int, float[]>();
        for (var y = 0; y < height; y++)
        {
            var (first, weights) = down[y];
            foreach (var old in rows.Keys.Where(key => key < first).ToArray())
            {
                rows.Remove(old);
            }

            var sum = new float[width * 4];
            for (var tap = 0; tap < weights.Length; tap++)
            {
                if (!rows.TryGetValue(first + tap, out var row))
                {
                    rows[first + tap] = row = Across(source.Row(first + tap), across, width);
                }

                for (var i = 0; i < sum.Length; i++)
                {
                    sum[i] += row[i] * weights[tap];
                }
            }

            Write(sum, result.Row(y));
        }

        return result;
    }

    /// <summary>
    /// The picture cut to the proportions of a size, evenly on both sides, and scaled to it.
    /// </summary>
    public static Raster Cover(Raster source, int width, int height)
    {
        var (cutWidth, cutHeight) = Cut(source.Width, source.Height, width, height);
        return Resize(Crop(source, (source.Width - cutWidth) / 2, (source.Height - cutHeight) / 2, cutWidth, cutHeight), width, height);
    }

    /// <summary>The largest part of a picture that has the proportions of a size.</summary>
    public static (int Width, int Height) Cut(int fromWidth, int fromHeight, int width, int height) =>
        ((int)Math.Clamp((long)fromHeight * width / height, 1, fromWidth), (int)Math.Clamp((long)fromWidth * height / width, 1, fromHeight));

    public static Raster Crop(Raster source, int left, int top, int width, int height)
    {
        var result = new Raster(width, height);
        for (var y = 0; y < height; y++)
        {
            source.Row(top + y).Slice(left * 4, width * 4).CopyTo(result.Row(y));
        }

        return result;
    }

    private static float[] Across(ReadOnlySpan<byte> row, (int First, float[] Weights)[] taps, int width)
    {
        var line = new float[width * 4];
        for (var x = 0; x < width; x++)
        {
            var (first, weights) = taps[x];
            var (r, g, b, a) = (0f, 0f, 0f, 0f);
            for (var tap = 0; tap < weights.Length; tap++)
            {
                var pixel = row.Slice((first + tap) * 4, 4);
                var alpha = pixel[3] * weights[tap];
                r += pixel[0] * alpha;
                g += pixel[1] * alpha;
                b += pixel[2] * alpha;
                a += alpha;
            }

            (line[4 * x], line[4 * x + 1], line[4 * x + 2], line[4 * x + 3]) = (r, g, b, a);
        }

        return line;
    }

    private static void Write(ReadOnlySpan<float> sum, Span<byte> row)
    {
        for (var i = 0; i < row.Length; i += 4)
        {
            var alpha = sum[i + 3];
            if (alpha < 0.5f)
            {
                continue;
            }

            row[i] = ToByte(sum[i] / alpha);
            row[i + 1] = ToByte(sum[i + 1] / alpha);
            row[i + 2] = ToByte(sum[i + 2] / alpha);
            row[i + 3] = ToByte(alpha);
        }
    }

    private static byte ToByte(float value) => (byte)Math.Clamp(value + 0.5f, 0, 255);

    /// <summary>Which source pixels make one new pixel, and how much each.</summary>
    private static class Taps
    {
        public static (int First, float[] Weights)[] For(int from, int to)
        {
            var scale = (float)from / to;
            var reach = Lobes * MathF.Max(1, scale);
            var taps = new (int, float[])[to];
            for (var i = 0; i < to; i++)
            {
                var centre = (i + 0.5f) * scale - 0.5f;
                var first = Math.Clamp((int)MathF.Ceiling(centre - reach), 0, from - 1);
                var last = Math.Clamp((int)MathF.Floor(centre + reach), first, from - 1);
                var weights = new float[last - first + 1];
                var sum = 0f;
                for (var tap = 0; tap < weights.Length; tap++)
                {
                    weights[tap] = Lanczos((first + tap - centre) / MathF.Max(1, scale));
                    sum += weights[tap];
                }

                for (var tap = 0; tap < weights.Length; tap++)
                {
                    weights[tap] /= sum;
                }

                taps[i] = (first, weights);
            }

            return taps;
        }

        private static float Lanczos(float x)
        {
            if (MathF.Abs(x) < 1e-4f)
            {
                return 1;
            }

            if (MathF.Abs(x) >= Lobes)
            {
                return 0;
            }

            // Our own sine, so that a resized picture has the same bytes on every machine.
            var angle = x * MathF.PI;
            return Lobes * Arith.Sin(x / 2) * Arith.Sin(x / (2 * Lobes)) / (angle * angle);
        }
    }
}
