using Tessera.Gateway.Formats;
using Tessera.Inference.Rasters;

namespace Tessera.Gateway.Tests.Formats;

public sealed class PngEncoderTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 1)]
    [InlineData(1, 7)]
    [InlineData(17, 5)]
    [InlineData(64, 64)]
    [InlineData(259, 131)]
    public void Encode_AnySize_DecodesToTheSamePixels(int width, int height)
    {
        Raster[] pictures = [TestPictures.Gradient(width, height), TestPictures.Gradient(width, height, withAlpha: true), TestPictures.Noise(width, height, seed: width)];
        foreach (var picture in pictures)
        {
            var decoded = ImageCodec.Decode(Encode(picture), DecodeLimits.Default);

            Assert.Equal((width, height), (decoded.Raster!.Width, decoded.Raster.Height));
            Assert.True(picture.Pixels.AsSpan().SequenceEqual(decoded.Raster.Pixels));
        }
    }

    [Fact]
    public void Encode_OpaquePicture_HasNoAlphaChannel()
    {
        Assert.Equal(2, Encode(TestPictures.Gradient(33, 2))[25]);

        var oneClearPixel = TestPictures.Gradient(33, 2);
        oneClearPixel.Pixels[^1] = 254;
        Assert.Equal(6, Encode(oneClearPixel)[25]);
    }

    [Fact]
    public void Encode_LargeNoise_WritesSeveralPixelChunksAndNothingTwice()
    {
        var picture = TestPictures.Noise(256, 256, seed: 1);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ImageCodec.Encode(picture, ImageFormat.Png, 100, Stream.Null);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200_000);
        Assert.True(Encode(picture).Length > 256 * 256 * 4);
    }

    [Fact]
    public void Encode_Gradient_IsSmallerThanAFifthOfItsPixels()
    {
        var picture = TestPictures.Gradient(512, 512);

        Assert.InRange(Encode(picture).Length, 100, picture.Pixels.Length / 5);
    }

    private static byte[] Encode(Raster picture)
    {
        var output = new MemoryStream();
        Assert.Null(ImageCodec.Encode(picture, ImageFormat.Png, 100, output));
        return output.ToArray();
    }
}
