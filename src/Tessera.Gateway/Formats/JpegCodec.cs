using Tessera.Inference.Rasters;

namespace Tessera.Gateway.Formats;

/// <summary>JPEG through TurboJPEG. Without the library every answer is a failure that names its package.</summary>
/// <param name="fileName">Of the shared library; another one in tests.</param>
internal sealed unsafe class JpegCodec(string fileName)
{
    public const string PackageName = "libturbojpeg0";

    /// <summary>The format's own bound is 65,535; libjpeg stops 35 earlier.</summary>
    private const int EdgeMax = 65_500;

    // From here on colour is kept at full resolution: who asks for this quality looks at the edges.
    private const int FullColorQualityMin = 90;

    private readonly SystemLibrary _library = new(fileName);
    private TurboJpeg? _functions;

    /// <summary>The library as Debian installs it.</summary>
    public static JpegCodec System { get; } = new("libturbojpeg.so.0");

    public bool IsInstalled => _library.IsInstalled;

    private static string Missing => $"JPEG needs the system library TurboJPEG, which is not installed here: apt-get install {PackageName}.";

    private TurboJpeg Functions => _functions ??= new TurboJpeg(_library);

    public Decoded Decode(ReadOnlySpan<byte> file, DecodeLimits limits)
    {
        if (!IsInstalled)
        {
            return Decoded.Failed(DecodeFailureKind.LibraryMissing, Missing);
        }

        if (JpegHeader.Sniff(file) is not { } info)
        {
            return Damaged("its header is not valid");
        }

        if (limits.Check(file.Length, info.Width, info.Height) is { } failure)
        {
            return failure;
        }

        var turbo = Functions;
        var handle = turbo.InitDecompress();
        try
        {
            fixed (byte* bytes = file)
            {
                return Decode(turbo, handle, bytes, file.Length, info);
            }
        }
        finally
        {
            _ = turbo.Destroy(handle);
        }
    }

    public EncodeFailure? Encode(Raster raster, int quality, Stream output)
    {
        if (!IsInstalled)
        {
            return new EncodeFailure(EncodeFailureKind.LibraryMissing, Missing);
        }

        if (Math.Max(raster.Width, raster.Height) > EdgeMax)
        {
            return new EncodeFailure(EncodeFailureKind.TooLarge, $"A JPEG may have at most {EdgeMax} pixels a side; this picture is {raster.Width}x{raster.Height}.");
        }

        var turbo = Functions;
        var handle = turbo.InitCompress();
        byte* bytes = null;
        try
        {
            nuint length = 0;
            var sampling = quality >= FullColorQualityMin ? TurboJpeg.Sampling444 : TurboJpeg.Sampling420;
            fixed (byte* pixels = Flattening.OnWhite(raster).Pixels)
            {
                var status = turbo.Compress(
                    handle, pixels, raster.Width, raster.Width * 4, raster.Height, TurboJpeg.PixelRgbx,
                    &bytes, &length, sampling, Math.Max(1, quality), 0);
                if (status != 0)
                {
                    return new EncodeFailure(EncodeFailureKind.LibraryError, $"TurboJPEG could not write the picture: {turbo.ErrorText(handle)}.");
                }
            }

            output.Write(new ReadOnlySpan<byte>(bytes, checked((int)length)));
            return null;
        }
        finally
        {
            turbo.Free(bytes);
            _ = turbo.Destroy(handle);
        }
    }

    private static Decoded Damaged(string why) => Decoded.Failed(DecodeFailureKind.Damaged, $"The JPEG cannot be read: {why}.");

    private static Decoded Decode(TurboJpeg turbo, nint handle, byte* bytes, int length, ImageInfo info)
    {
        int width, height, sampling, color;
        if (turbo.ReadHeader(handle, bytes, (nuint)length, &width, &height, &sampling, &color) != 0 && !turbo.IsWarning(handle))
        {
            return Damaged(turbo.ErrorText(handle));
        }

        // A file can be built so that the library finds another frame header than we did; the limits were checked on ours.
        if (ImageInfo.FromStored(ImageFormat.Jpeg, width, height, hasAlpha: false, info.Orientation) != info)
        {
            return Damaged("its header contradicts itself");
        }

        var isCmyk = color is TurboJpeg.ColorCmyk or TurboJpeg.ColorYcck;
        var raster = new Raster(width, height);
        fixed (byte* pixels = raster.Pixels)
        {
            var format = isCmyk ? TurboJpeg.PixelCmyk : TurboJpeg.PixelRgba;
            var status = turbo.Decompress(handle, bytes, (nuint)length, pixels, width, width * 4, height, format, TurboJpeg.FlagLimitScans);

            // Cameras leave stray bytes before the end, which is only a warning; a file cut short is one too, and half gray.
            if (status != 0 && (!turbo.IsWarning(handle) || turbo.ErrorText(handle).Contains("Premature end", StringComparison.Ordinal)))
            {
                return Damaged(turbo.ErrorText(handle));
            }
        }

        if (isCmyk)
        {
            InvertedCmykToRgba(raster.Pixels);
        }

        return Decoded.Of(Orientation.Upright(raster, info.Orientation), info);
    }

    // Every program that writes CMYK JPEGs follows Adobe and stores 255 for no ink, so that ink by ink is a product.
    private static void InvertedCmykToRgba(Span<byte> pixels)
    {
        for (var i = 0; i + 3 < pixels.Length; i += 4)
        {
            int black = pixels[i + 3];
            pixels[i] = (byte)(pixels[i] * black / 255);
            pixels[i + 1] = (byte)(pixels[i + 1] * black / 255);
            pixels[i + 2] = (byte)(pixels[i + 2] * black / 255);
            pixels[i + 3] = 255;
        }
    }
}
