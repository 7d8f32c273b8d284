using Tessera.Gateway.Formats;

namespace Tessera.Gateway.Tests.Formats;

public sealed class ImageCodecTests
{
    [Fact]
    public void Decode_Gif_IsRefusedByName()
    {
        var failure = ImageCodec.Decode(Fixtures.TransparentGif, DecodeLimits.Default).Failure!;

        Assert.Equal(DecodeFailureKind.Unsupported, failure.Kind);
        Assert.Contains("GIF", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_Text_IsNotAnImage() =>
        Assert.Equal(DecodeFailureKind.NotAnImage, ImageCodec.Decode("hello"u8.ToArray(), DecodeLimits.Default).Failure?.Kind);

    [Fact]
    public void Encode_Gif_IsRefused()
    {
        Assert.Equal(EncodeFailureKind.Unsupported, ImageCodec.Encode(TestPictures.Gradient(2, 2), ImageFormat.Gif, 80, Stream.Null)?.Kind);
        Assert.False(ImageCodec.CanEncode(ImageFormat.Gif, out var package));
        Assert.Null(package);
    }

    [Fact]
    public void CanEncode_InstalledFormats_NameNoPackage()
    {
        foreach (var format in (ImageFormat[])[ImageFormat.Png, ImageFormat.Jpeg, ImageFormat.Webp])
        {
            Assert.True(ImageCodec.CanEncode(format, out var package), $"The tests need {package}.");
        }
    }

    [Fact]
    public void Decode_MutatedFiles_NeverThrowsNorTakesMoreThanTheLimit()
    {
        var limits = new DecodeLimits(BytesMax: 100_000, PixelsMax: 100_000, EdgeMax: 2_000);
        const int SlackBytes = 300_000;
        var seeds = SeedFiles();
        for (var round = 0; round < 6_000; round++)
        {
            var random = new Random(round);
            var file = Mutate(seeds[round % seeds.Length], random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                var decoded = ImageCodec.Decode(file, limits);

                Assert.True(decoded.Raster is null != decoded.Failure is null);
            }
            catch (Exception error) when (error is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"Seed {round}: {error}");
            }

            // Twice the raster: a turned picture needs both.
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < 8 * limits.PixelsMax + SlackBytes, $"Seed {round}: {allocated} bytes.");
        }
    }

    private static byte[][] SeedFiles()
    {
        var encoded = new List<byte[]> { Fixtures.CmykJpeg, Fixtures.ProgressiveJpeg, Fixtures.LosslessWebp, Fixtures.LossyWebp };
        foreach (var format in (ImageFormat[])[ImageFormat.Png, ImageFormat.Jpeg, ImageFormat.Webp])
        {
            var output = new MemoryStream();
            _ = ImageCodec.Encode(TestPictures.Gradient(60, 40, withAlpha: true), format, 60, output);
            encoded.Add(output.ToArray());
        }

        encoded.Add(new PngBuilder(20, 20, 2, 3) { Interlaced = true, Palette = new byte[12] }.Build((x, y, _) => (x + y) % 4));
        encoded.Add(JpegCodecTests.WithExif(Fixtures.ProgressiveJpeg, TestPictures.Exif(6, bigEndian: true)));
        return [.. encoded];
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var file = (byte[])seed.Clone();
        for (var change = random.Next(1, 5); change > 0; change--)
        {
            var at = random.Next(file.Length);
            switch (random.Next(5))
            {
                case 0:
                    file[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    file[at] = (byte)random.Next(256);
                    break;
                case 2:
                    file = file[..Math.Max(1, at)];
                    break;
                case 3:
                    file.AsSpan(at, Math.Min(4, file.Length - at)).Fill(255);
                    break;
                default:
                    var from = random.Next(file.Length);
                    file = [.. file[..at], .. file[from..Math.Min(file.Length, from + 40)], .. file[at..]];
                    break;
            }
        }

        if (random.Next(2) == 0 && ImageSniffer.Recognise(file) == ImageFormat.Png)
        {
            PngBuilder.RepairChecksums(file);
        }

        return file;
    }
}
