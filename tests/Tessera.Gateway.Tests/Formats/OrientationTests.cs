using Tessera.Gateway.Formats;
using Tessera.Inference.Rasters;

namespace Tessera.Gateway.Tests.Formats;

public sealed class OrientationTests
{
    // The picture as shown is
    //   1 2
    //   3 4
    //   5 6
    // and beside each orientation stands how the EXIF specification stores it, row by row.
    [Theory]
    [InlineData(1, 2, "123456")]
    [InlineData(2, 2, "214365")]
    [InlineData(3, 2, "654321")]
    [InlineData(4, 2, "563412")]
    [InlineData(5, 3, "135246")]
    [InlineData(6, 3, "246135")]
    [InlineData(7, 3, "642531")]
    [InlineData(8, 3, "531642")]
    public void Upright_EveryOrientation_ShowsTheSamePicture(int orientation, int storedWidth, string stored)
    {
        var raster = new Raster(storedWidth, 6 / storedWidth);
        for (var i = 0; i < stored.Length; i++)
        {
            raster.Pixels[4 * i] = (byte)stored[i];
        }

        var upright = Orientation.Upright(raster, orientation);

        Assert.Equal((2, 3), (upright.Width, upright.Height));
        Assert.Equal("123456", string.Concat(Enumerable.Range(0, 6).Select(i => (char)upright.Pixels[4 * i])));
    }
}
