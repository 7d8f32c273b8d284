using System.Buffers.Binary;

namespace Tessera.Gateway.Formats;

/// <summary>Walks the segments of a JPEG up to the frame header (SOF), which holds the size; APP1 may hold the orientation.</summary>
internal static class JpegHeader
{
    private const byte App1 = 0xE1;
    private const byte StartOfScan = 0xDA;
    private const byte EndOfImage = 0xD9;

    public static ImageInfo? Sniff(ReadOnlySpan<byte> head)
    {
        var orientation = 1;
        var rest = head[Math.Min(2, head.Length)..];
        while (rest.Length >= 4 && rest[0] == 0xFF)
        {
            var marker = rest[1];
            if (marker == 0xFF)
            {
                // Any number of fill bytes may come before a marker.
                rest = rest[1..];
                continue;
            }

            if (marker is StartOfScan or EndOfImage)
            {
                return null;
            }

            int length = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
            if (length < 2)
            {
                return null;
            }

            var data = rest[4..Math.Min(2 + length, rest.Length)];
            if (IsStartOfFrame(marker))
            {
                return Size(data, orientation);
            }

            if (marker == App1 && data.StartsWith("Exif\0\0"u8))
            {
                orientation = ExifOrientation.Read(data);
            }

            rest = rest[Math.Min(2 + length, rest.Length)..];
        }

        return null;
    }

    // C4, C8 and CC lie among the frame headers but are Huffman tables, a reserved extension and arithmetic conditioning.
    private static bool IsStartOfFrame(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static ImageInfo? Size(ReadOnlySpan<byte> frame, int orientation)
    {
        if (frame.Length < 6)
        {
            return null;
        }

        int height = BinaryPrimitives.ReadUInt16BigEndian(frame[1..]);
        int width = BinaryPrimitives.ReadUInt16BigEndian(frame[3..]);
        return width == 0 || height == 0 ? null : ImageInfo.FromStored(ImageFormat.Jpeg, width, height, hasAlpha: false, orientation);
    }
}
