using System.Buffers.Binary;
using System.IO.Compression;

namespace Tessera.EndToEnd.Tests.Harness;

/// <summary>Pixels of a picture, four bytes each: red, green, blue, alpha.</summary>
internal sealed record Pixels(int Width, int Height, byte[] Rgba)
{
    public ReadOnlySpan<byte> this[int x, int y] => Rgba.AsSpan(4 * ((y * Width) + x), 4);
}

/// <summary>Writes and reads PNG files by the book, and knows nothing of the gateway's own reader and writer.</summary>
internal static class Png
{
    private const int Gray = 0;
    private const int Rgb = 2;
    private const int GrayAlpha = 4;
    private const int RgbAlpha = 6;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>One opaque colour without an alpha channel.</summary>
    public static byte[] Plain(int width, int height, byte red = 200, byte green = 60, byte blue = 40)
    {
        var rows = new byte[height * (1 + (3 * width))];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                new[] { red, green, blue }.CopyTo(rows, (y * (1 + (3 * width))) + 1 + (3 * x));
            }
        }

        return Write(width, height, Rgb, rows, CompressionLevel.Fastest);
    }

    /// <summary>A mask: transparent, and so to be drawn anew, where <paramref name="isOpen"/> says so.</summary>
    public static byte[] Mask(int width, int height, Func<int, int, bool> isOpen)
    {
        var rows = new byte[height * (1 + (4 * width))];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                rows[(y * (1 + (4 * width))) + 1 + (4 * x) + 3] = isOpen(x, y) ? (byte)0 : (byte)255;
            }
        }

        return Write(width, height, RgbAlpha, rows, CompressionLevel.Fastest);
    }

    /// <summary>A sound picture of at least so many bytes, which do not compress.</summary>
    public static byte[] Huge(int bytes, int seed = 1)
    {
        var edge = (int)Math.Ceiling(Math.Sqrt(bytes / 4.0));
        var rows = new byte[edge * (1 + (4 * edge))];
        new Random(seed).NextBytes(rows);
        for (var y = 0; y < edge; y++)
        {
            rows[y * (1 + (4 * edge))] = 0;
        }

        return Write(edge, edge, RgbAlpha, rows, CompressionLevel.NoCompression);
    }

    /// <summary>Another colour in every pixel.</summary>
    public static byte[] Noise(int width, int height, int seed = 1)
    {
        var rows = new byte[height * (1 + (3 * width))];
        new Random(seed).NextBytes(rows);
        for (var y = 0; y < height; y++)
        {
            rows[y * (1 + (3 * width))] = 0;
        }

        return Write(width, height, Rgb, rows, CompressionLevel.Fastest);
    }

    /// <summary>Eight bits per sample, not interlaced: what the gateway writes.</summary>
    public static Pixels Read(byte[] file)
    {
        Assert.True(file.AsSpan(0, 8).SequenceEqual(Signature), "no PNG");
        var header = file.AsSpan(16, 13);
        var (width, height, type) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]), header[9]);
        Assert.Equal((8, 0), (header[8], header[12]));
        var packed = new MemoryStream();
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            if (file.AsSpan(at + 4, 4).SequenceEqual("IDAT"u8))
            {
                packed.Write(file, at + 8, length);
            }

            at += 12 + length;
        }

        packed.Position = 0;
        using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
        var samples = type switch { Gray => 1, Rgb => 3, GrayAlpha => 2, RgbAlpha => 4, _ => throw new NotSupportedException($"colour type {type}") };
        return new(width, height, Spread(Unfilter(unpacked, width * samples, height, samples), samples));
    }

    private static byte[] Unfilter(Stream unpacked, int stride, int height, int step)
    {
        var rows = new byte[stride * height];
        for (var y = 0; y < height; y++)
        {
            var filter = unpacked.ReadByte();
            var row = rows.AsSpan(y * stride, stride);
            unpacked.ReadExactly(row);
            for (var i = 0; i < stride; i++)
            {
                int left = i < step ? 0 : row[i - step];
                int up = y == 0 ? 0 : rows[((y - 1) * stride) + i];
                int corner = y == 0 || i < step ? 0 : rows[((y - 1) * stride) + i - step];
                row[i] += (byte)(filter switch { 0 => 0, 1 => left, 2 => up, 3 => (left + up) / 2, _ => Paeth(left, up, corner) });
            }
        }

        return rows;
    }

    private static int Paeth(int left, int up, int corner)
    {
        var guess = left + up - corner;
        var (toLeft, toUp, toCorner) = (Math.Abs(guess - left), Math.Abs(guess - up), Math.Abs(guess - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private static byte[] Spread(byte[] rows, int samples)
    {
        var rgba = new byte[rows.Length / samples * 4];
        for (var i = 0; i < rows.Length / samples; i++)
        {
            var pixel = rows.AsSpan(i * samples, samples);
            for (var channel = 0; channel < 3; channel++)
            {
                rgba[(4 * i) + channel] = samples < 3 ? pixel[0] : pixel[channel];
            }

            rgba[(4 * i) + 3] = samples is 2 or 4 ? pixel[^1] : (byte)255;
        }

        return rgba;
    }

    private static byte[] Write(int width, int height, byte type, byte[] rows, CompressionLevel level)
    {
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, level, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, type);
        return [.. Signature, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, packed.ToArray()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> name, byte[] data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        name.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n =>
    {
        var c = (uint)n;
        for (var bit = 0; bit < 8; bit++)
        {
            c = (c & 1) == 1 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
        }

        return c;
    })];

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = CrcTable[(byte)crc ^ value] ^ (crc >> 8);
        }

        return ~crc;
    }
}
