using Tessera.Inference.Rasters;
using Tessera.Inference.Tests.Painting;

namespace Tessera.Inference.Tests.Rasters;

public sealed class ResamplerTests
{
    [Theory]
    [InlineData(7, 5)]
    [InlineData(64, 3)]
    [InlineData(300, 200)]
    public void Resize_PlainColour_StaysThatColour(int width, int height)
    {
        var resized = Resampler.Resize(Studio.Plain(40, 30, 200, 100, 50), width, height);
        for (var at = 0; at < resized.Pixels.Length; at += 4)
        {
            Assert.Equal<byte>([200, 100, 50, 255], resized.Pixels[at..(at + 4)]);
        }
    }

    [Fact]
    public void Resize_SameSize_CopiesTheBytes()
    {
        var source = Studio.Paint("a cat");
        var resized = Resampler.Resize(source, 96, 96);
        Assert.Equal(source.Pixels, resized.Pixels);
        Assert.NotSame(source.Pixels, resized.Pixels);
    }

    [Fact]
    public void Resize_ThereAndBack_ComesCloseToTheSource()
    {
        var source = Studio.Paint("an apple");
        var back = Resampler.Resize(Resampler.Resize(source, 192, 192), 96, 96);
        Assert.InRange(Studio.Difference(source, back), 0, 1.5);
    }

    [Fact]
    public void Resize_FineStripes_BecomeTheirMean()
    {
        var stripes = Studio.Plain(128, 8, 0, 0, 0);
        for (var x = 0; x < 128; x += 2)
        {
            for (var y = 0; y < 8; y++)
            {
                stripes.Row(y).Slice(x * 4, 3).Fill(255);
            }
        }

        var small = Resampler.Resize(stripes, 16, 8);
        for (var x = 2; x < 14; x++)
        {
            Assert.InRange(small.Row(4)[4 * x], (byte)118, (byte)137);
        }
    }

    [Fact]
    public void Resize_TransparentPixels_LendNoColour()
    {
        var source = Studio.Plain(20, 20, 255, 0, 0);
        for (var at = 0; at < 200 * 4; at += 4)
        {
            (source.Pixels[at], source.Pixels[at + 1], source.Pixels[at + 3]) = (0, 255, 0);
        }

        var small = Resampler.Resize(source, 7, 7);
        Assert.DoesNotContain(Enumerable.Range(0, 49), at => small.Pixels[4 * at + 3] > 0 && small.Pixels[4 * at + 1] > 0);
    }

    [Theory]
    [InlineData(50, 100)]
    [InlineData(100, 25)]
    public void Cover_AnotherShape_CutsEvenlyAndFills(int width, int height)
    {
        var covered = Resampler.Cover(Studio.Plain(80, 60, 9, 8, 7), width, height);
        Assert.Equal((width, height), (covered.Width, covered.Height));
        Assert.Equal<byte>([9, 8, 7, 255], covered.Pixels[^4..]);
    }

    [Fact]
    public void Resize_NoSize_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Resampler.Resize(new Raster(2, 2), 0, 2));
}
