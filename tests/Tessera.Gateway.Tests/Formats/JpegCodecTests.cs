using Tessera.Gateway.Formats;
using Tessera.Inference.Rasters;

namespace Tessera.Gateway.Tests.Formats;

public sealed class JpegCodecTests
{
    [Theory]
    [InlineData(100, 1.0)]
    [InlineData(75, 2.0)]
    [InlineData(10, 9.0)]
    public void Encode_Gradient_ComesBackNearby(int quality, double differenceMax)
    {
        var picture = TestPictures.Gradient(97, 61);

        var decoded = ImageCodec.Decode(Encode(picture, quality), DecodeLimits.Default);

        Assert.InRange(TestPictures.Difference(picture, decoded.Raster!), 0, differenceMax);
    }

    [Fact]
    public void Encode_LowerQuality_IsSmaller()
    {
        var picture = TestPictures.Noise(64, 64, seed: 3);

        Assert.True(Encode(picture, 0).Length < Encode(picture, 50).Length);
        Assert.True(Encode(picture, 50).Length < Encode(picture, 100).Length);
    }

    [Fact]
    public void Encode_TransparentPixels_LieOnWhite()
    {
        var decoded = ImageCodec.Decode(Encode(TestPictures.Solid(16, 16, 0, 0, 0, 0), 95), DecodeLimits.Default);

        Assert.Equal([255, 255, 255, 255], decoded.Raster!.Pixels[..4]);
    }

    [Fact]
    public void Decode_ProgressiveFileOfAnotherProgram_GivesItsPixels()
    {
        var raster = ImageCodec.Decode(Fixtures.ProgressiveJpeg, DecodeLimits.Default).Raster!;

        Assert.Equal((40, 30), (raster.Width, raster.Height));
        Assert.True(raster.Pixels[0] > 240 && raster.Pixels[2] < 15);
        Assert.True(raster.Pixels[^4] < 15 && raster.Pixels[^2] > 240);
    }

    [Fact]
    public void Decode_Cmyk_GivesItsColor()
    {
        var raster = ImageCodec.Decode(Fixtures.CmykJpeg, DecodeLimits.Default).Raster!;

        Assert.InRange(TestPictures.Difference(TestPictures.Solid(8, 8, 200, 60, 20, 255), raster), 0, 3);
    }

    [Fact]
    public void Decode_ExifOrientation_TurnsThePicture()
    {
        var upright = ImageCodec.Decode(Fixtures.ProgressiveJpeg, DecodeLimits.Default).Raster!;

        var decoded = ImageCodec.Decode(WithExif(Fixtures.ProgressiveJpeg, TestPictures.Exif(8, bigEndian: false)), DecodeLimits.Default);

        Assert.Equal((30, 40), (decoded.Info.Width, decoded.Info.Height));
        Assert.Equal(Orientation.Upright(upright, 8).Pixels, decoded.Raster!.Pixels);
    }

    [Fact]
    public void Decode_CutShort_IsDamaged()
    {
        var file = Encode(TestPictures.Noise(64, 64, seed: 4), 80);

        foreach (var length in (int[])[4, 20, 200, file.Length / 2, file.Length - 20])
        {
            Assert.Equal(DecodeFailureKind.Damaged, ImageCodec.Decode(file.AsMemory(0, length), DecodeLimits.Default).Failure?.Kind);
        }
    }

    [Fact]
    public void Decode_StrayBytesBeforeTheEnd_IsForgiven()
    {
        var file = Encode(TestPictures.Gradient(32, 32), 80);
        byte[] stray = [.. file[..^2], 0x12, 0x34, .. file[^2..]];

        Assert.NotNull(ImageCodec.Decode(stray, DecodeLimits.Default).Raster);
    }

    [Fact]
    public void Decode_MorePixelsThanTheLimit_IsRefused()
    {
        var limits = DecodeLimits.Default with { PixelsMax = 40 * 30 - 1 };

        Assert.Equal(DecodeFailureKind.TooManyPixels, ImageCodec.Decode(Fixtures.ProgressiveJpeg, limits).Failure?.Kind);
    }

    [Fact]
    public void Decode_SizeThatOnlyTheLibrarySees_IsRefusedWithoutMemory()
    {
        // The library takes FF D0 for a marker without data and finds 60,000 by 60,000 behind it. Read as a segment, it is 0xFFC0 bytes
        // long, and 40 by 30 comes after it.
        byte[] hidden = [0xFF, 0xD8, 0xFF, 0xD0, 0xFF, 0xC0, 0, 11, 8, 0xEA, 0x60, 0xEA, 0x60, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0];
        byte[] file = [.. hidden, .. new byte[4 + 0xFFC0 - hidden.Length], .. Fixtures.ProgressiveJpeg[2..]];
        Assert.Equal((40, 30), (ImageSniffer.Sniff(file)!.Value.Width, ImageSniffer.Sniff(file)!.Value.Height));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("contradicts", ImageCodec.Decode(file, DecodeLimits.Default).Failure?.Message, StringComparison.Ordinal);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 50_000);
    }

    [Fact]
    public void AnyCall_LibraryAbsent_NamesThePackage()
    {
        var absent = new JpegCodec("libnot-installed-anywhere.so.0");

        Assert.False(absent.IsInstalled);
        var failure = absent.Decode(Fixtures.ProgressiveJpeg, DecodeLimits.Default).Failure!;
        Assert.Equal(DecodeFailureKind.LibraryMissing, failure.Kind);
        Assert.Contains("apt-get install libturbojpeg0", failure.Message, StringComparison.Ordinal);
        var encodeFailure = absent.Encode(TestPictures.Gradient(2, 2), 80, Stream.Null)!;
        Assert.Equal(EncodeFailureKind.LibraryMissing, encodeFailure.Kind);
        Assert.Contains("apt-get install libturbojpeg0", encodeFailure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Encode_EdgeBeyondTheFormat_IsTooLarge() =>
        Assert.Equal(EncodeFailureKind.TooLarge, ImageCodec.Encode(new Raster(65_501, 1), ImageFormat.Jpeg, 80, Stream.Null)?.Kind);

    public static byte[] WithExif(byte[] jpeg, byte[] exif) =>
        [0xFF, 0xD8, 0xFF, 0xE1, (byte)((exif.Length + 8) >> 8), (byte)(exif.Length + 8), .. "Exif\0\0"u8, .. exif, .. jpeg[2..]];

    private static byte[] Encode(Raster picture, int quality)
    {
        var output = new MemoryStream();
        Assert.Null(ImageCodec.Encode(picture, ImageFormat.Jpeg, quality, output));
        return output.ToArray();
    }
}
