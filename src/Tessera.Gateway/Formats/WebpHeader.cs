using System.Buffers.Binary;

namespace Tessera.Gateway.Formats;

/// <summary>Reads the first chunk of a WebP: VP8 (lossy), VP8L (lossless) or VP8X (either, with alpha, EXIF or animation).</summary>
internal static class WebpHeader
{
    private const int ChunkHeaderBytes = 8;
    private const byte AlphaFlag = 0x10;
    private const byte AnimationFlag = 0x02;

    public static ImageInfo? Sniff(ReadOnlySpan<byte> head)
    {
        if (head.Length < 30)
        {
            return null;
        }

        var chunk = head[12..];
        var data = chunk[ChunkHeaderBytes..];
        if (chunk.StartsWith("VP8X"u8))
        {
            var width = 1 + (data[4] | (data[5] << 8) | (data[6] << 16));
            var height = 1 + (data[7] | (data[8] << 8) | (data[9] << 16));
            return ImageInfo.FromStored(ImageFormat.Webp, width, height, (data[0] & AlphaFlag) != 0, Orientation(head));
        }

        if (chunk.StartsWith("VP8L"u8) && data[0] == 0x2F)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(data[1..]);
            return new ImageInfo(
                ImageFormat.Webp, (int)(bits & 0x3FFF) + 1, (int)((bits >> 14) & 0x3FFF) + 1, (bits & (1 << 28)) != 0, Orientation: 1);
        }

        if (chunk.StartsWith("VP8 "u8) && data[3..].StartsWith<byte>([0x9D, 0x01, 0x2A]))
        {
            // The two bits above the 14 of each edge ask a player to enlarge; no decoder does.
            var width = BinaryPrimitives.ReadUInt16LittleEndian(data[6..]) & 0x3FFF;
            var height = BinaryPrimitives.ReadUInt16LittleEndian(data[8..]) & 0x3FFF;
            return width == 0 || height == 0 ? null : new ImageInfo(ImageFormat.Webp, width, height, HasAlpha: false, Orientation: 1);
        }

        return null;
    }

    public static bool IsAnimated(ReadOnlySpan<byte> head) =>
        head.Length > 20 && head[12..].StartsWith("VP8X"u8) && (head[20] & AnimationFlag) != 0;

    // The EXIF chunk comes after the pixels, so that only a whole file has one to show.
    private static int Orientation(ReadOnlySpan<byte> file)
    {
        var rest = file[12..];
        while (rest.Length >= ChunkHeaderBytes)
        {
            long length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (length > rest.Length - ChunkHeaderBytes)
            {
                return 1;
            }

            if (rest.StartsWith("EXIF"u8))
            {
                return ExifOrientation.Read(rest.Slice(ChunkHeaderBytes, (int)length));
            }

            rest = rest[(int)Math.Min(rest.Length, ChunkHeaderBytes + length + (length & 1))..];
        }

        return 1;
    }
}
