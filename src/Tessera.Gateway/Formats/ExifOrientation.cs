using System.Buffers.Binary;

namespace Tessera.Gateway.Formats;

/// <summary>Finds tag 0x0112 in an EXIF block, which is a small TIFF file: byte order, offset of the first directory, its entries.</summary>
internal static class ExifOrientation
{
    private const ushort OrientationTag = 0x0112;
    private const ushort TypeShort = 3;
    private const int EntryBytes = 12;

    /// <summary>1..8; 1 (upright) where the block says nothing or nonsense, as viewers do.</summary>
    public static int Read(ReadOnlySpan<byte> exif)
    {
        // JPEG always and WebP sometimes put this before the TIFF header; PNG never does.
        var tiff = exif.StartsWith("Exif\0\0"u8) ? exif[6..] : exif;
        var bigEndian = tiff.StartsWith("MM\0*"u8);
        if (tiff.Length < 10 || (!bigEndian && !tiff.StartsWith("II*\0"u8)))
        {
            return 1;
        }

        var directory = bigEndian ? BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
        {
            return 1;
        }

        var entries = tiff[(int)directory..];
        int count = ReadShort(entries, bigEndian);
        entries = entries[2..];
        for (; count > 0 && entries.Length >= EntryBytes; count--, entries = entries[EntryBytes..])
        {
            if (ReadShort(entries, bigEndian) == OrientationTag && ReadShort(entries[2..], bigEndian) == TypeShort)
            {
                var value = ReadShort(entries[8..], bigEndian);
                return value is >= 1 and <= 8 ? value : 1;
            }
        }

        return 1;
    }

    private static ushort ReadShort(ReadOnlySpan<byte> bytes, bool bigEndian) =>
        bigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
}
