using System.Buffers.Binary;

namespace Tessera.Gateway.Formats;

/// <summary>Reads format and size from the first bytes of a picture. Any bytes are safe to pass; nothing is allocated.</summary>
internal static class ImageSniffer
{
    /// <summary>
    /// Enough for every PNG, WebP and GIF and for nearly all JPEGs. A JPEG may carry several 64 KiB segments (ICC, EXIF with a
    /// preview) before its size; then <see cref="Sniff"/> answers null on this much and the right thing on more.
    /// </summary>
    public const int HeadBytes = 64 * 1024;

    /// <summary>How much to read where <see cref="HeadBytes"/> did not reach a JPEG's size: sixteen full segments.</summary>
    public const int LateHeadBytes = 1024 * 1024;

    /// <summary>Null where the bytes are no picture we know, or end before its size.</summary>
    /// <param name="head">The file, or its beginning; see <see cref="HeadBytes"/>.</param>
    public static ImageInfo? Sniff(ReadOnlySpan<byte> head) => Recognise(head) switch
    {
        ImageFormat.Png => PngHeader.Sniff(head),
        ImageFormat.Jpeg => JpegHeader.Sniff(head),
        ImageFormat.Webp => WebpHeader.Sniff(head),
        ImageFormat.Gif => SniffGif(head),
        _ => null,
    };

    /// <summary>The format by its magic bytes alone (12 bytes are enough).</summary>
    public static ImageFormat? Recognise(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(PngHeader.Signature))
        {
            return ImageFormat.Png;
        }

        if (head.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
        {
            return ImageFormat.Jpeg;
        }

        if (head.Length >= 12 && head.StartsWith("RIFF"u8) && head[8..].StartsWith("WEBP"u8))
        {
            return ImageFormat.Webp;
        }

        return head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8) ? ImageFormat.Gif : null;
    }

    private static ImageInfo? SniffGif(ReadOnlySpan<byte> head)
    {
        if (head.Length < 13)
        {
            return null;
        }

        int width = BinaryPrimitives.ReadUInt16LittleEndian(head[6..]);
        int height = BinaryPrimitives.ReadUInt16LittleEndian(head[8..]);
        if (width == 0 || height == 0)
        {
            return null;
        }

        // The graphic control extension of the first frame comes right after the global colour table, or the file has none.
        var paletteBytes = (head[10] & 0x80) != 0 ? 3 << ((head[10] & 7) + 1) : 0;
        var rest = head[Math.Min(13 + paletteBytes, head.Length)..];
        var transparent = rest.StartsWith<byte>([0x21, 0xF9, 0x04]) && rest.Length > 3 && (rest[3] & 1) != 0;
        return new ImageInfo(ImageFormat.Gif, width, height, transparent, Orientation: 1);
    }
}
