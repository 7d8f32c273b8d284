using Tessera.Inference.Rasters;
using Tessera.Inference.Vision;

namespace Tessera.Inference.Tests.Vision;

public sealed class SquarePictureTests
{
    [Fact]
    public void Of_PictureOfTheRightSize_IsThePictureItself() =>
        Assert.Equal(SeeingJanus.Picture().Pixels, SquarePicture.Of(SeeingJanus.Picture(), 64).Pixels);

    [Fact]
    public void Of_OnePixel_FillsTheSquare() =>
        Assert.Equal(Red(384, 384).Pixels, SquarePicture.Of(Red(1, 1), 384).Pixels);

    [Theory]
    [InlineData(200, 100, 384, 192)]
    [InlineData(100, 200, 192, 384)]
    [InlineData(5000, 10, 384, 14)] // never below the makers' 14 pixels
    [InlineData(10, 5000, 14, 384)]
    [InlineData(3, 2, 384, 256)]
    public void Of_AnyProportions_LiesWholeInTheMiddleOfGrey(int width, int height, int seenWidth, int seenHeight)
    {
        var square = SquarePicture.Of(Red(width, height), 384);
        Assert.Equal((384, 384), (square.Width, square.Height));
        var (left, top) = ((384 - seenWidth) / 2, (384 - seenHeight) / 2);
        for (var i = 0; i < 384 * 384; i++)
        {
            var (x, y) = (i % 384, i / 384);
            var inside = x >= left && x < left + seenWidth && y >= top && y < top + seenHeight;
            Assert.Equal(inside ? [255, 0, 0, 255] : [127, 127, 127, 255], square.Pixels[(4 * i)..(4 * i + 4)]);
        }
    }

    [Fact]
    public void Of_SeeThroughPicture_ShowsTheGreyBehind()
    {
        var picture = Red(2, 1);
        picture.Pixels[3] = 0;
        var square = SquarePicture.Of(picture, 2);
        Assert.Equal([127, 127, 127, 255, 255, 0, 0, 255], square.Pixels[..8]);
    }

    [Fact]
    public void Patches_Picture_AreCutRowByRowAndChannelByChannel()
    {
        var picture = new Raster(4, 4);
        for (var i = 0; i < picture.Pixels.Length; i++)
        {
            picture.Pixels[i] = (byte)i;
        }

        var patches = Patches.Of(picture, 2);
        Assert.Equal(48, patches.Length);
        int[] second = [8, 12, 24, 28, 9, 13, 25, 29, 10, 14, 26, 30]; // from the pixel at (2, 0) on: red, green, blue
        Assert.Equal(second.Select(number => (number / 255f - 0.5f) / 0.5f), patches[12..24]);
        Assert.Equal([-1f, 1f], [Patches.Of(new Raster(1, 1), 1)[0], Patches.Of(Red(1, 1), 1)[0]]);
    }

    private static Raster Red(int width, int height)
    {
        var raster = new Raster(width, height);
        for (var i = 0; i < width * height; i++)
        {
            (raster.Pixels[4 * i], raster.Pixels[4 * i + 3]) = (255, 255);
        }

        return raster;
    }
}
