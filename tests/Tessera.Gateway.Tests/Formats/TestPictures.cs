using Tessera.Inference.Rasters;

namespace Tessera.Gateway.Tests.Formats;

/// <summary>Pictures that are the same on every run.</summary>
internal static class TestPictures
{
    /// <summary>Smooth in both directions, as photographs mostly are; alpha too if asked.</summary>
    public static Raster Gradient(int width, int height, bool withAlpha = false)
    {
        var raster = new Raster(width, height);
        for (var y = 0; y < height; y++)
        {
            var row = raster.Row(y);
            for (var x = 0; x < width; x++)
            {
                row[4 * x] = (byte)(255 * x / width);
                row[4 * x + 1] = (byte)(255 * y / height);
                row[4 * x + 2] = (byte)(127 + 127 * Math.Sin((x + y) / 40.0));
                row[4 * x + 3] = withAlpha ? (byte)(255 - 200 * x / width) : (byte)255;
            }
        }

        return raster;
    }

    public static Raster Noise(int width, int height, int seed)
    {
        var raster = new Raster(width, height);
        new Random(seed).NextBytes(raster.Pixels);
        return raster;
    }

    public static Raster Solid(int width, int height, byte r, byte g, byte b, byte a)
    {
        var raster = new Raster(width, height);
        for (var i = 0; i < raster.Pixels.Length; i += 4)
        {
            (raster.Pixels[i], raster.Pixels[i + 1], raster.Pixels[i + 2], raster.Pixels[i + 3]) = (r, g, b, a);
        }

        return raster;
    }

    /// <summary>Mean absolute difference of two rasters of one size, in levels of 255.</summary>
    public static double Difference(Raster left, Raster right)
    {
        Assert.Equal((left.Width, left.Height), (right.Width, right.Height));
        return left.Pixels.Zip(right.Pixels, (a, b) => Math.Abs(a - b)).Average();
    }

    /// <summary>An EXIF block with this one entry, in either byte order.</summary>
    public static byte[] Exif(int orientation, bool bigEndian) => bigEndian
        ? [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0]
        : [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)orientation, 0, 0, 0, 0, 0, 0, 0];
}
