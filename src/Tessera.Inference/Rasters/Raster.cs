namespace Tessera.Inference.Rasters;

/// <summary>
/// A picture in memory: 8-bit sRGB with straight (not premultiplied) alpha, four bytes a pixel in the order R, G, B, A,
/// rows from top to bottom without padding. <see cref="Pixels"/> has <c>Width * Height * 4</c> bytes.
/// </summary>
public sealed class Raster
{
    /// <summary>Makes a raster of transparent black, or wraps pixels that are already there.</summary>
    /// <exception cref="ArgumentException">The pixels do not fit the size.</exception>
    public Raster(int width, int height, byte[]? pixels = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        var length = checked(width * height * 4);
        Pixels = pixels ?? new byte[length];
        if (Pixels.Length != length)
        {
            throw new ArgumentException($"{width}x{height} needs {length} bytes, not {Pixels.Length}.", nameof(pixels));
        }

        Width = width;
        Height = height;
    }

    public int Width { get; }

    public int Height { get; }

    public byte[] Pixels { get; }

    /// <summary>The bytes of one row, <c>Width * 4</c> long.</summary>
    public Span<byte> Row(int y) => Pixels.AsSpan(y * Width * 4, Width * 4);
}
