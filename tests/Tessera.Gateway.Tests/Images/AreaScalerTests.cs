using Tessera.Gateway.Images;
using Tessera.Gateway.Tests.Formats;
using Tessera.Inference.Rasters;

namespace Tessera.Gateway.Tests.Images;

public sealed class AreaScalerTests
{
    [Theory]
    [InlineData(1024, 1024, 320, 320)]
    [InlineData(1536, 1024, 320, 213)]
    [InlineData(100, 50, 100, 50)]
    [InlineData(16_000, 3, 320, 1)]
    public void Fit_AnySize_KeepsProportionsWithinTheEdge(int width, int height, int expectedWidth, int expectedHeight) =>
        Assert.Equal((expectedWidth, expectedHeight), AreaScaler.Fit(width, height, 320));

    [Fact]
    public void Shrink_ToTheSameSize_ChangesNothing()
    {
        var picture = TestPictures.Gradient(31, 17, withAlpha: true);

        Assert.InRange(TestPictures.Difference(picture, AreaScaler.Shrink(picture, 31, 17)), 0, 0.001);
    }

    [Theory]
    [InlineData(7, 5)]
    [InlineData(13, 1)]
    [InlineData(1, 13)]
    [InlineData(97, 89)]
    public void Shrink_AnyRatio_EqualsTheAverageOfEachArea(int width, int height)
    {
        var source = TestPictures.Noise(97, 89, seed: width);

        var small = AreaScaler.Shrink(source, width, height);

        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var expected = Average(source, x * 97.0 / width, (x + 1) * 97.0 / width, y * 89.0 / height, (y + 1) * 89.0 / height);
                for (var channel = 0; channel < 4; channel++)
                {
                    Assert.InRange(small.Row(y)[4 * x + channel], expected[channel] - 0.51, expected[channel] + 0.51);
                }
            }
        }
    }

    [Fact]
    public void Shrink_ClearPixels_LendNoColor()
    {
        var picture = new Raster(2, 1, [255, 0, 0, 255, 0, 255, 0, 0]);

        Assert.Equal([255, 0, 0, 128], AreaScaler.Shrink(picture, 1, 1).Pixels);
    }

    private static double[] Average(Raster source, double left, double right, double top, double bottom)
    {
        var (sums, area) = (new double[4], 0.0);
        for (var y = (int)top; y < Math.Min(source.Height, Math.Ceiling(bottom)); y++)
        {
            for (var x = (int)left; x < Math.Min(source.Width, Math.Ceiling(right)); x++)
            {
                var weight = (Math.Min(right, x + 1) - Math.Max(left, x)) * (Math.Min(bottom, y + 1) - Math.Max(top, y));
                var pixel = source.Row(y).Slice(4 * x, 4);
                area += weight;
                sums[3] += weight * pixel[3];
                for (var channel = 0; channel < 3; channel++)
                {
                    sums[channel] += weight * pixel[3] * pixel[channel];
                }
            }
        }

        var alpha = Math.Max(sums[3], double.Epsilon);
        return [sums[0] / alpha, sums[1] / alpha, sums[2] / alpha, sums[3] / area];
    }
}
