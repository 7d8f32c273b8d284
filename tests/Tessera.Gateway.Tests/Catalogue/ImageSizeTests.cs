using Tessera.Gateway.Catalogue;

namespace Tessera.Gateway.Tests.Catalogue;

public sealed class ImageSizeTests
{
    [Theory]
    [InlineData("1024x1024", 1024, 1024)]
    [InlineData("1x99999", 1, 99999)]
    public void TryParse_WidthByHeight_IsRead(string text, int width, int height)
    {
        Assert.True(ImageSize.TryParse(text, out var size));
        Assert.Equal(new ImageSize(width, height), size);
        Assert.Equal(text, size.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("auto")]
    [InlineData("bogus")]
    [InlineData("x")]
    [InlineData("1024")]
    [InlineData("1024x")]
    [InlineData("x1024")]
    [InlineData("1024X1024")]
    [InlineData("1024x1024x1")]
    [InlineData("1024X1024x1")]
    [InlineData("0x0")]
    [InlineData("01024x1024")]
    [InlineData("+1024x1024")]
    [InlineData("-16x16")]
    [InlineData(" 1024x1024")]
    [InlineData("1024x1024 ")]
    [InlineData("1 024x1024")]
    [InlineData("1,024x1024")]
    [InlineData("1024.0x1024")]
    [InlineData("1024×1024")]
    [InlineData("١٠٢٤x1024")]
    [InlineData("100000x16")]
    public void TryParse_AnythingElse_IsRefused(string text) => Assert.False(ImageSize.TryParse(text, out _));
}
