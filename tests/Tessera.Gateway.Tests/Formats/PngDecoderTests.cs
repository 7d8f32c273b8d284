using Tessera.Gateway.Formats;
using Tessera.Inference.Rasters;

namespace Tessera.Gateway.Tests.Formats;

public sealed class PngDecoderTests
{
    // Eleven by nine: every Adam7 pass has pixels, rows end inside a byte below eight bits.
    private const int Width = 11;
    private const int Height = 9;

    public static TheoryData<int, int, bool> EveryKind()
    {
        var data = new TheoryData<int, int, bool>();
        (int Color, int[] Depths)[] kinds = [(0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16])];
        foreach (var (color, depths) in kinds)
        {
            foreach (var depth in depths)
            {
                data.Add(color, depth, false);
                data.Add(color, depth, true);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryKind))]
    public void Decode_EveryColorTypeDepthAndInterlace_GivesThePixels(int color, int depth, bool interlaced)
    {
        var levels = 1 << depth;
        byte[] palette = [.. Enumerable.Range(0, 3 * Math.Min(levels, 256)).Select(i => (byte)(i * 37))];
        var file = new PngBuilder(Width, Height, depth, color) { Interlaced = interlaced, Palette = color == 3 ? palette : null }.Build(Sample);

        var raster = DecodeOrFail(file);

        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                Assert.Equal(Expected(x, y), raster.Row(y).Slice(4 * x, 4).ToArray());
            }
        }

        int Sample(int x, int y, int channel) => (int)((x * 7919L + y * 104729L + channel * 1299709L) % levels);

        byte[] Expected(int x, int y)
        {
            var samples = Enumerable.Range(0, 4).Select(channel => Sample(x, y, channel)).ToArray();
            byte[] full = [.. samples.Select(sample => (byte)Math.Round(sample * 255.0 / (levels - 1)))];
            return color switch
            {
                0 => [full[0], full[0], full[0], 255],
                2 => [full[0], full[1], full[2], 255],
                3 => [palette[3 * samples[0]], palette[3 * samples[0] + 1], palette[3 * samples[0] + 2], 255],
                4 => [full[0], full[0], full[0], full[1]],
                _ => full,
            };
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(5, 1)]
    [InlineData(1, 8)]
    public void Decode_InterlacedWithEmptyPasses_GivesThePixels(int width, int height)
    {
        var file = new PngBuilder(width, height, 8, 0) { Interlaced = true }.Build((x, y, _) => 10 * x + y);

        var raster = DecodeOrFail(file);

        Assert.Equal(10 * (width - 1) + height - 1, raster.Row(height - 1)[4 * (width - 1)]);
    }

    [Theory]
    [InlineData(0, 8, new byte[] { 0, 200 }, 200)]
    [InlineData(0, 16, new byte[] { 0x12, 0x34 }, 0x1234)]
    [InlineData(2, 8, new byte[] { 0, 7, 0, 7, 0, 7 }, 7)]
    public void Decode_TransparentColor_MakesOnlyThatColorTransparent(int color, int depth, byte[] transparency, int keyed)
    {
        var file = new PngBuilder(2, 1, depth, color) { Transparency = transparency }.Build((x, _, _) => x == 0 ? keyed : keyed + 1);

        var raster = DecodeOrFail(file);

        Assert.Equal((0, 255), (raster.Pixels[3], raster.Pixels[7]));
        Assert.True(ImageSniffer.Sniff(file)!.Value.HasAlpha);
    }

    [Fact]
    public void Decode_PaletteWithTransparency_AppliesItToTheFirstColors()
    {
        var file = new PngBuilder(3, 1, 2, 3) { Palette = [1, 2, 3, 4, 5, 6, 7, 8, 9], Transparency = [10, 20] }.Build((x, _, _) => x);

        Assert.Equal([1, 2, 3, 10, 4, 5, 6, 20, 7, 8, 9, 255], DecodeOrFail(file).Pixels);
    }

    [Fact]
    public void Decode_ExifOrientation_TurnsThePicture()
    {
        var file = new PngBuilder(3, 2, 8, 0) { Exif = TestPictures.Exif(6, bigEndian: true) }.Build((x, y, _) => 10 * y + x);

        var decoded = ImageCodec.Decode(file, DecodeLimits.Default);

        Assert.Equal((2, 3), (decoded.Raster!.Width, decoded.Raster.Height));
        Assert.Equal((2, 3, 6), (decoded.Info.Width, decoded.Info.Height, decoded.Info.Orientation));
        Assert.Equal((10, 0), (decoded.Raster.Pixels[0], decoded.Raster.Pixels[4]));
    }

    [Fact]
    public void Decode_FileOfAnotherProgram_GivesItsPixels()
    {
        // convert -size 3x2 gradient:red-blue -depth 4 -colors 4 -define png:exclude-chunks=all PNG8:- | base64 -w0
        var file = Convert.FromBase64String(ImageMagickPalette);

        var raster = DecodeOrFail(file);

        Assert.Equal([255, 0, 0, 255], raster.Pixels[..4]);
        Assert.Equal([0, 0, 255, 255], raster.Pixels[^4..]);
    }

    private const string ImageMagickPalette = "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAMAAACqqpYoAAAABlBMVEX/AAAAAP9sof2OAAAADklEQVQI12NgAAJGRkYAAA4ABFXXgsQAAAAASUVORK5CYII=";

    private static Raster DecodeOrFail(byte[] file)
    {
        var decoded = ImageCodec.Decode(file, DecodeLimits.Default);
        Assert.True(decoded.Succeeded(out var raster, out var failure), failure?.Message);
        return raster!;
    }
}
