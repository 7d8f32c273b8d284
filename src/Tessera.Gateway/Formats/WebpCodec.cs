using Tessera.Inference.Rasters;

namespace Tessera.Gateway.Formats;

/// <summary>
/// WebP through libwebp's simple interface. Without the library every answer is a failure that names its package. Always lossy: 100 is
/// what the API asks for by default, and a photograph of 1024x1024 takes 341 KB at 100 but 1,511 KB without loss.
/// </summary>
/// <param name="fileName">Of the shared library; another one in tests.</param>
internal sealed unsafe class WebpCodec(string fileName)
{
    public const string PackageName = "libwebp7";

    // The format has 14 bits for an edge.
    private const int EdgeMax = 16_383;

    private readonly SystemLibrary _library = new(fileName);

    /// <summary>The library as Debian installs it.</summary>
    public static WebpCodec System { get; } = new("libwebp.so.7");

    public bool IsInstalled => _library.IsInstalled;

    private static string Missing => $"WebP needs the system library libwebp, which is not installed here: apt-get install {PackageName}.";

    public Decoded Decode(ReadOnlySpan<byte> file, DecodeLimits limits)
    {
        if (!IsInstalled)
        {
            return Decoded.Failed(DecodeFailureKind.LibraryMissing, Missing);
        }

        if (WebpHeader.Sniff(file) is not { } info)
        {
            return Damaged("its header is not valid");
        }

        if (WebpHeader.IsAnimated(file))
        {
            return Decoded.Failed(DecodeFailureKind.Unsupported, "Animated WebP images are not accepted; send a still one.");
        }

        if (limits.Check(file.Length, info.Width, info.Height) is { } failure)
        {
            return failure;
        }

        // bytes, length, pixels, pixel bytes, row bytes → pixels or null
        var decode = (delegate* unmanaged<byte*, nuint, byte*, nuint, int, byte*>)_library.Function("WebPDecodeRGBAInto");
        var turned = info.Orientation >= 5;
        var raster = turned ? new Raster(info.Height, info.Width) : new Raster(info.Width, info.Height);
        fixed (byte* bytes = file, pixels = raster.Pixels)
        {
            if (decode(bytes, (nuint)file.Length, pixels, (nuint)raster.Pixels.Length, raster.Width * 4) == null)
            {
                return Damaged("its pixel data is damaged or ends early");
            }
        }

        return Decoded.Of(Orientation.Upright(raster, info.Orientation), info);
    }

    public EncodeFailure? Encode(Raster raster, int quality, Stream output)
    {
        if (!IsInstalled)
        {
            return new EncodeFailure(EncodeFailureKind.LibraryMissing, Missing);
        }

        if (Math.Max(raster.Width, raster.Height) > EdgeMax)
        {
            return new EncodeFailure(EncodeFailureKind.TooLarge, $"A WebP may have at most {EdgeMax} pixels a side; this picture is {raster.Width}x{raster.Height}.");
        }

        // pixels, width, height, row bytes, quality → bytes, length
        var encode = (delegate* unmanaged<byte*, int, int, int, float, byte**, nuint>)_library.Function("WebPEncodeRGBA");
        var free = (delegate* unmanaged<byte*, void>)_library.Function("WebPFree");
        byte* bytes = null;
        try
        {
            nuint length;
            fixed (byte* pixels = raster.Pixels)
            {
                length = encode(pixels, raster.Width, raster.Height, raster.Width * 4, quality, &bytes);
            }

            if (length == 0)
            {
                return new EncodeFailure(EncodeFailureKind.LibraryError, "libwebp could not write the picture.");
            }

            output.Write(new ReadOnlySpan<byte>(bytes, checked((int)length)));
            return null;
        }
        finally
        {
            free(bytes);
        }
    }

    private static Decoded Damaged(string why) => Decoded.Failed(DecodeFailureKind.Damaged, $"The WebP cannot be read: {why}.");
}
