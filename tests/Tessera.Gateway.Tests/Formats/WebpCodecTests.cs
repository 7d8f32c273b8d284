using System.Buffers.Binary;
using Tessera.Gateway.Formats;
using Tessera.Inference.Rasters;

namespace Tessera.Gateway.Tests.Formats;

public sealed class WebpCodecTests
{
    [Theory]
    [InlineData(100, 2.0)]
    [InlineData(75, 3.0)]
    [InlineData(0, 12.0)]
    public void Encode_GradientWithAlpha_ComesBackNearby(int quality, double differenceMax)
    {
        var picture = TestPictures.Gradient(97, 61, withAlpha: true);

        var decoded = ImageCodec.Decode(Encode(picture, quality), DecodeLimits.Default);

        Assert.True(decoded.Info.HasAlpha);
        Assert.InRange(TestPictures.Difference(picture, decoded.Raster!), 0, differenceMax);
    }

    [Fact]
    public void Encode_OpaquePicture_HasNoAlpha() =>
        Assert.False(ImageSniffer.Sniff(Encode(TestPictures.Gradient(20, 20), 80))!.Value.HasAlpha);

    [Fact]
    public void Decode_LosslessFileOfAnotherProgram_GivesItsPixels()
    {
        var raster = ImageCodec.Decode(Fixtures.LosslessWebp, DecodeLimits.Default).Raster!;

        Assert.InRange(TestPictures.Difference(TestPictures.Solid(13, 7, 200, 60, 20, 128), raster), 0, 1);
    }

    [Fact]
    public void Decode_LossyFileOfAnotherProgram_GivesItsPixels()
    {
        var raster = ImageCodec.Decode(Fixtures.LossyWebp, DecodeLimits.Default).Raster!;

        Assert.InRange(TestPictures.Difference(TestPictures.Solid(13, 7, 200, 60, 20, 255), raster), 0, 3);
    }

    [Fact]
    public void Decode_Animation_IsUnsupported() =>
        Assert.Equal(DecodeFailureKind.Unsupported, ImageCodec.Decode(Fixtures.AnimatedWebp, DecodeLimits.Default).Failure?.Kind);

    [Fact]
    public void Decode_ExifOrientation_TurnsThePicture()
    {
        var upright = ImageCodec.Decode(Fixtures.LossyWebp, DecodeLimits.Default).Raster!;

        var decoded = ImageCodec.Decode(WithExif(Fixtures.LossyWebp, 13, 7, TestPictures.Exif(6, bigEndian: true)), DecodeLimits.Default);

        Assert.Equal((7, 13), (decoded.Info.Width, decoded.Info.Height));
        Assert.Equal(Orientation.Upright(upright, 6).Pixels, decoded.Raster!.Pixels);
    }

    [Fact]
    public void Decode_CutShort_IsDamaged()
    {
        var file = Encode(TestPictures.Noise(64, 64, seed: 4), 80);

        foreach (var length in (int[])[13, 40, file.Length / 2, file.Length - 20])
        {
            Assert.Equal(DecodeFailureKind.Damaged, ImageCodec.Decode(file.AsMemory(0, length), DecodeLimits.Default).Failure?.Kind);
        }
    }

    [Fact]
    public void Decode_HeaderClaimsMoreThanTheLimit_IsRefused()
    {
        var huge = WithExif(Fixtures.LossyWebp, 16_777_216, 16_777_216, []);

        Assert.Equal(DecodeFailureKind.TooManyPixels, ImageCodec.Decode(huge, DecodeLimits.Default).Failure?.Kind);
    }

    [Fact]
    public void AnyCall_LibraryAbsent_NamesThePackage()
    {
        var absent = new WebpCodec("libnot-installed-anywhere.so.0");

        Assert.False(absent.IsInstalled);
        var failure = absent.Decode(Fixtures.LossyWebp, DecodeLimits.Default).Failure!;
        Assert.Equal(DecodeFailureKind.LibraryMissing, failure.Kind);
        Assert.Contains("apt-get install libwebp7", failure.Message, StringComparison.Ordinal);
        var encodeFailure = absent.Encode(TestPictures.Gradient(2, 2), 80, Stream.Null)!;
        Assert.Equal(EncodeFailureKind.LibraryMissing, encodeFailure.Kind);
        Assert.Contains("apt-get install libwebp7", encodeFailure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_EdgeBeyondTheFormat_IsTooLarge() =>
        Assert.Equal(EncodeFailureKind.TooLarge, ImageCodec.Encode(new Raster(16_384, 1), ImageFormat.Webp, 80, Stream.Null)?.Kind);

    /// <summary>Puts the only chunk of a simple file into the extended form, with this size and EXIF block.</summary>
    private static byte[] WithExif(byte[] simple, int width, int height, byte[] exif)
    {
        byte[] canvas = [8, 0, 0, 0, .. Int24(width - 1), .. Int24(height - 1)];
        byte[] body = [.. "WEBPVP8X"u8, .. Int32(canvas.Length), .. canvas, .. simple[12..], .. "EXIF"u8, .. Int32(exif.Length), .. exif];
        return [.. "RIFF"u8, .. Int32(body.Length), .. body];
    }

    private static byte[] Int24(int value) => Int32(value)[..3];

    private static byte[] Int32(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Encode(Raster picture, int quality)
    {
        var output = new MemoryStream();
        Assert.Null(ImageCodec.Encode(picture, ImageFormat.Webp, quality, output));
        return output.ToArray();
    }
}
