using Tessera.Inference.Rasters;

namespace Tessera.Gateway.Formats;

/// <summary>Pictures to rasters and back. PNG is always there; JPEG and WebP need their system library and name its package without it.</summary>
internal static class ImageCodec
{
    /// <summary>Decodes a whole file to an upright raster. Never throws for any bytes; checks the limits before it allocates.</summary>
    public static Decoded Decode(ReadOnlyMemory<byte> file, DecodeLimits limits)
    {
        if (limits.Check(file.Length, 0, 0) is { } failure)
        {
            return failure;
        }

        return ImageSniffer.Recognise(file.Span) switch
        {
            ImageFormat.Png => PngDecoder.Decode(file, limits),
            ImageFormat.Jpeg => JpegCodec.System.Decode(file.Span, limits),
            ImageFormat.Webp => WebpCodec.System.Decode(file.Span, limits),
            ImageFormat.Gif => Decoded.Failed(DecodeFailureKind.Unsupported, "GIF images are not accepted; send PNG, JPEG or WebP."),
            _ => Decoded.Failed(DecodeFailureKind.NotAnImage, "The file is not an image in a known format; send PNG, JPEG or WebP."),
        };
    }

    /// <summary>Writes the raster as a file of this format. Exceptions are those of the stream only.</summary>
    /// <param name="quality">0..100; ignored for PNG. JPEG lays transparent pixels on white.</param>
    public static EncodeFailure? Encode(Raster raster, ImageFormat format, int quality, Stream output)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quality);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        switch (format)
        {
            case ImageFormat.Png:
                PngEncoder.Encode(raster, output);
                return null;
            case ImageFormat.Jpeg:
                return JpegCodec.System.Encode(raster, quality, output);
            case ImageFormat.Webp:
                return WebpCodec.System.Encode(raster, quality, output);
            default:
                return new EncodeFailure(EncodeFailureKind.Unsupported, "GIF images cannot be written; ask for png, jpeg or webp.");
        }
    }

    /// <summary>Whether this machine can write the format, and if not, the Debian package that would change it (null for GIF: none would).</summary>
    public static bool CanEncode(ImageFormat format, out string? packageName)
    {
        packageName = format switch
        {
            ImageFormat.Jpeg when !JpegCodec.System.IsInstalled => JpegCodec.PackageName,
            ImageFormat.Webp when !WebpCodec.System.IsInstalled => WebpCodec.PackageName,
            _ => null,
        };
        return format != ImageFormat.Gif && packageName is null;
    }
}
