using Tessera.Gateway.Formats;

namespace Tessera.Gateway.Tests.Formats;

public sealed class ImageSnifferTests
{
    private static readonly byte[] Png = new PngBuilder(300, 2, 1, 0).Build((_, _, _) => 0);

    private static readonly (byte[] File, ImageInfo Info)[] Known =
    [
        (Png, new ImageInfo(ImageFormat.Png, 300, 2, HasAlpha: false, Orientation: 1)),
        (Fixtures.CmykJpeg, new ImageInfo(ImageFormat.Jpeg, 8, 8, HasAlpha: false, Orientation: 1)),
        (Fixtures.ProgressiveJpeg, new ImageInfo(ImageFormat.Jpeg, 40, 30, HasAlpha: false, Orientation: 1)),
        (Fixtures.TransparentGif, new ImageInfo(ImageFormat.Gif, 5, 4, HasAlpha: true, Orientation: 1)),
        (Fixtures.LosslessWebp, new ImageInfo(ImageFormat.Webp, 13, 7, HasAlpha: true, Orientation: 1)),
        (Fixtures.LossyWebp, new ImageInfo(ImageFormat.Webp, 13, 7, HasAlpha: false, Orientation: 1)),
        (Fixtures.AnimatedWebp, new ImageInfo(ImageFormat.Webp, 4, 4, HasAlpha: false, Orientation: 1)),
    ];

    [Fact]
    public void Sniff_EveryFormat_TellsFormatSizeAndAlpha()
    {
        foreach (var (file, info) in Known)
        {
            Assert.Equal(info, ImageSniffer.Sniff(file));
        }
    }

    [Fact]
    public void Sniff_AnyBeginningOfAFile_TellsTheSameOrNothing()
    {
        foreach (var (file, info) in Known)
        {
            for (var length = 0; length < file.Length; length++)
            {
                if (ImageSniffer.Sniff(file.AsSpan(0, length)) is { } sniffed)
                {
                    Assert.Equal((info.Format, info.Width, info.Height), (sniffed.Format, sniffed.Width, sniffed.Height));
                }
            }
        }
    }

    [Fact]
    public void Sniff_RandomBytesAfterAnyMagic_NeverThrowsOrAllocates()
    {
        var random = new Random(20261120);
        var bytes = new byte[400];
        byte[][] magics = [[], [.. Png[..16]], [0xFF, 0xD8, 0xFF], [.. "RIFF????WEBPVP8X"u8], [.. "RIFF????WEBPVP8L"u8], [.. "GIF89a"u8]];
        _ = ImageSniffer.Sniff(bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var round = 0; round < 60_000; round++)
        {
            random.NextBytes(bytes);
            magics[round % magics.Length].CopyTo(bytes, 0);
            if (ImageSniffer.Sniff(bytes.AsSpan(0, random.Next(bytes.Length))) is { } info && (info.Width <= 0 || info.Height <= 0 || info.Orientation is < 1 or > 8))
            {
                Assert.Fail($"round {round} gave {info}");
            }
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5_000);
    }

    [Fact]
    public void Sniff_JpegWhoseSizeComesLate_NeedsMoreThanTheHead()
    {
        var segment = new byte[65_537];
        (segment[0], segment[1], segment[2], segment[3]) = (0xFF, 0xE2, 0xFF, 0xFF);
        byte[] late = [0xFF, 0xD8, .. segment, .. Fixtures.ProgressiveJpeg[2..]];

        Assert.Null(ImageSniffer.Sniff(late.AsSpan(0, ImageSniffer.HeadBytes)));
        Assert.Equal(ImageFormat.Jpeg, ImageSniffer.Recognise(late));
        Assert.Equal((40, 30), (ImageSniffer.Sniff(late)!.Value.Width, ImageSniffer.Sniff(late)!.Value.Height));
    }

    [Theory]
    [InlineData(3, true, 40, 30)]
    [InlineData(6, true, 30, 40)]
    [InlineData(8, false, 30, 40)]
    [InlineData(9, false, 40, 30)]
    public void Sniff_JpegWithOrientation_TellsTheSizeAsShown(int orientation, bool bigEndian, int width, int height)
    {
        var info = ImageSniffer.Sniff(JpegCodecTests.WithExif(Fixtures.ProgressiveJpeg, TestPictures.Exif(orientation, bigEndian)))!.Value;

        Assert.Equal((width, height, orientation > 8 ? 1 : orientation), (info.Width, info.Height, info.Orientation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello, world, this is text")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>")]
    [InlineData("%PDF-1.7 and more of it to fill")]
    public void Sniff_OtherFiles_IsNull(string text) => Assert.Null(ImageSniffer.Sniff(System.Text.Encoding.ASCII.GetBytes(text)));
}
