using System.Buffers.Binary;

namespace Tessera.Gateway.Formats;

/// <summary>The colour types of the PNG specification; bit 0 is palette, bit 1 colour, bit 2 alpha.</summary>
internal enum PngColor : byte
{
    Gray = 0,
    Rgb = 2,
    Palette = 3,
    GrayAlpha = 4,
    Rgba = 6,
}

/// <summary>A valid IHDR chunk: what the rest of the file is to be read by.</summary>
internal readonly record struct PngHeader(int Width, int Height, int BitDepth, PngColor Color, bool Interlaced)
{
    /// <summary>Signature, then length, name, 13 bytes and CRC of IHDR.</summary>
    public const int Bytes = 8 + 12 + 13;

    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public int BitsPerPixel => BitDepth * Color switch
    {
        PngColor.Rgb => 3,
        PngColor.GrayAlpha => 2,
        PngColor.Rgba => 4,
        _ => 1,
    };

    /// <summary>How far left a filter looks, in bytes; one where several pixels share a byte.</summary>
    public int FilterDistance => Math.Max(1, BitsPerPixel / 8);

    /// <summary>Bytes of a scanline without its filter byte.</summary>
    public int RowBytes(int width) => (int)(((long)width * BitsPerPixel + 7) / 8);

    /// <summary>Null where the bytes are too few or the values are outside the specification.</summary>
    public static PngHeader? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < Bytes || !file.StartsWith(Signature) || !file[8..].StartsWith("\0\0\0\rIHDR"u8))
        {
            return null;
        }

        var width = BinaryPrimitives.ReadUInt32BigEndian(file[16..]);
        var height = BinaryPrimitives.ReadUInt32BigEndian(file[20..]);
        var (depth, color, compression, filter, interlace) = (file[24], (PngColor)file[25], file[26], file[27], file[28]);
        var depthFits = color switch
        {
            PngColor.Gray => depth is 1 or 2 or 4 or 8 or 16,
            PngColor.Palette => depth is 1 or 2 or 4 or 8,
            PngColor.Rgb or PngColor.GrayAlpha or PngColor.Rgba => depth is 8 or 16,
            _ => false,
        };
        return depthFits && width is > 0 and <= int.MaxValue && height is > 0 and <= int.MaxValue
            && compression == 0 && filter == 0 && interlace <= 1
            ? new PngHeader((int)width, (int)height, depth, color, interlace == 1)
            : null;
    }

    public static ImageInfo? Sniff(ReadOnlySpan<byte> head)
    {
        if (Read(head) is not { } header)
        {
            return null;
        }

        var hasAlpha = header.Color is PngColor.GrayAlpha or PngColor.Rgba;
        var orientation = 1;
        var chunks = new PngChunks(head[Bytes..]);
        while (chunks.MoveNext() && !chunks.Is("IDAT"u8))
        {
            hasAlpha |= chunks.Is("tRNS"u8);
            orientation = chunks.Is("eXIf"u8) ? ExifOrientation.Read(chunks.Data) : orientation;
        }

        return ImageInfo.FromStored(ImageFormat.Png, header.Width, header.Height, hasAlpha, orientation);
    }
}
