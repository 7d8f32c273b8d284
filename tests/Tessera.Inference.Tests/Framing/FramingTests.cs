using Tessera.Inference.Engine;
using Tessera.Inference.Families;
using Tessera.Inference.Painting.Strokes;
using Tessera.Inference.Rasters;
using Frame = Tessera.Inference.Framing.Framing;

namespace Tessera.Inference.Tests.Framing;

public sealed class FramingTests
{
    private static readonly PictureGrid Grid = new(24, 24, 16);
    private static readonly PictureGrid Small = new(4, 4, 16);
    private static readonly Raster Red = Plain(384, 384, 255, 0, 0);

    [Theory]
    [InlineData(384, 384, "")]
    [InlineData(1024, 1024, "drawn at 384x384, scaled to 1024x1024")]
    [InlineData(1536, 1024, "drawn at 384x384, cut to 384x256, scaled to 1536x1024")]
    [InlineData(1, 4096, "drawn at 384x384, cut to 1x384, scaled to 1x4096")]
    public void Finish_FromWords_IsTheOrdersSizeAndSaysSo(int width, int height, string note)
    {
        var framing = Frame.Of(new DrawOrder { Prompt = "a cat", Width = width, Height = height }, Grid);
        Assert.Null(framing.Source);
        Assert.Null(framing.Open);
        Assert.Equal(note, string.Join("; ", framing.Notes));
        var picture = framing.Finish(Red);
        Assert.Equal((width, height), (picture.Width, picture.Height));
        Assert.Equal([255, 0, 0, 255], picture.Row(height / 2)[..4].ToArray());
    }

    [Fact]
    public void Finish_FromWordsInOtherProportions_CutsEvenlyAndDoesNotStretch()
    {
        // A disc stays a disc: as wide as it is tall.
        var disc = Plain(384, 384, 0, 0, 0);
        for (var i = 0; i < 384 * 384; i++)
        {
            if (Math.Pow(i / 384 - 191.5, 2) + Math.Pow(i % 384 - 191.5, 2) < 100 * 100)
            {
                disc.Pixels[4 * i] = 255;
            }
        }

        var picture = Frame.Of(new DrawOrder { Prompt = "a cat", Width = 600, Height = 400 }, Grid).Finish(disc);
        var across = Enumerable.Range(0, 600).Count(x => picture.Row(200)[4 * x] > 127);
        var down = Enumerable.Range(0, 400).Count(y => picture.Row(y)[4 * 300] > 127);
        Assert.InRange(across - down, -1, 1);
        Assert.InRange(across, 310, 315);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Of_NoMask_ShowsTheWholePictureAndKeepsNoToken(bool vary)
    {
        var framing = Frame.Of(new DrawOrder { Prompt = "", Width = 600, Height = 400, References = [Noise(600, 400, 1)], Vary = vary }, Grid);
        Assert.Equal((384, 384), (framing.Source!.Width, framing.Source.Height));
        Assert.Null(framing.Open);
        Assert.Equal(["drawn at 384x384, stretched to 600x400"], framing.Notes);

        // There and back: what the model would give if it changed nothing lies where it lay.
        var halves = Plain(600, 400, 0, 0, 0);
        for (var y = 0; y < 400; y++)
        {
            halves.Row(y)[..(4 * 150)].Fill(255);
        }

        framing = Frame.Of(new DrawOrder { Prompt = "", Width = 600, Height = 400, References = [halves], Vary = vary }, Grid);
        Assert.InRange(Difference(halves, framing.Finish(framing.Source!)), 0, 2);
    }

    [Fact]
    public void Of_VariationWithAMask_TakesNoNoticeOfTheMask()
    {
        var order = new DrawOrder { Prompt = "", Width = 64, Height = 64, References = [Noise(64, 64, 1)], Mask = Mask(64, 64, 10, 10, 20, 20), Vary = true };
        Assert.Null(Frame.Of(order, Small).Open);
        Assert.NotNull(Frame.Of(order with { Vary = false }, Small).Open);
    }

    [Fact]
    public void Of_SmallHoleInALargePicture_DrawsItAsFineAsTheModelDraws()
    {
        var upload = Noise(1536, 1024, 2);
        var framing = Frame.Of(new DrawOrder { Prompt = "a hat", Width = 1536, Height = 1024, References = [upload], Mask = Mask(1536, 1024, 700, 500, 40, 30) }, Grid);

        // The window is 384×384 pixels of the upload, not scaled at all: the hole's middle is the window's.
        Assert.Equal(Resampler.Crop(upload, 720 - 192, 515 - 192, 384, 384).Pixels, framing.Source!.Pixels);
        Assert.Empty(framing.Notes);

        // 40×30 pixels lie in 3 or 4 by 2 or 3 tokens, and one more on each side is drawn.
        Assert.InRange(framing.Open!.Count(open => open), 4 * 4, 6 * 5);
    }

    [Fact]
    public void Of_HoleOfHalfThePicture_DrawsASquareOfTheShortSide()
    {
        var upload = Noise(600, 400, 3);
        var framing = Frame.Of(new DrawOrder { Prompt = "a hat", Width = 600, Height = 400, References = [upload], Mask = Mask(600, 400, 330, 50, 250, 300) }, Grid);
        Assert.Equal(Resampler.Resize(Resampler.Crop(upload, 200, 0, 400, 400), 384, 384).Pixels, framing.Source!.Pixels);
        Assert.Equal(["the part of 400x400 around the mask was drawn at 384x384 and scaled"], framing.Notes);
    }

    [Fact]
    public void Of_HoleWiderThanTheShortSide_StretchesTheWholePicture()
    {
        var upload = Noise(600, 200, 4);
        var framing = Frame.Of(new DrawOrder { Prompt = "a sea", Width = 600, Height = 200, References = [upload], Mask = Mask(600, 200, 50, 100, 500, 100) }, Grid);
        Assert.Equal(Resampler.Resize(upload, 384, 384).Pixels, framing.Source!.Pixels);
        Assert.Equal(["drawn at 384x384, stretched to 600x200"], framing.Notes);
    }

    [Fact]
    public void Finish_AnyMaskAndSize_KeepsEveryByteOutsideTheHoleAndOpensEveryTokenInIt()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            var chance = new Chance(seed);
            var (width, height) = (1 + (int)(chance.Unit() * 150), 1 + (int)(chance.Unit() * 150));
            (width, height) = seed % 3 == 0 ? (1 + width % 63, 1 + width % 63) : (width, height);
            var (upload, mask) = (Noise(width, height, seed), RandomMask(width, height, ref chance));
            var framing = Frame.Of(new DrawOrder { Prompt = "a hat", Width = width, Height = height, References = [upload], Mask = mask }, Small);
            var picture = framing.Finish(Noise(64, 64, seed + 1000));
            Assert.Contains(true, framing.Open!);
            for (var i = 0; i < width * height; i++)
            {
                if (mask.Pixels[4 * i + 3] != 0)
                {
                    Assert.True(upload.Pixels.AsSpan(4 * i, 4).SequenceEqual(picture.Pixels.AsSpan(4 * i, 4)), $"seed {seed}: pixel {i} of {width}x{height} was not kept.");
                }
            }

            AssertOpen(framing, mask);
        }
    }

    [Fact]
    public void Finish_AnotherSizeThanTheUploads_KeepsTheUploadScaledOnce()
    {
        var upload = Noise(100, 60, 5);
        var framing = Frame.Of(new DrawOrder { Prompt = "a hat", Width = 180, Height = 120, References = [upload], Mask = Mask(100, 60, 45, 25, 10, 10) }, Small);
        var (picture, scaled) = (framing.Finish(Plain(64, 64, 1, 2, 3)), Resampler.Cover(upload, 180, 120));
        Assert.Contains("the picture of 100x60 was cut and scaled to 180x120", framing.Notes);
        Assert.Equal(scaled.Row(20).ToArray(), picture.Row(20).ToArray());
        Assert.Equal([1, 2, 3, 255], picture.Row(60).Slice(4 * 90, 4).ToArray());
    }

    [Fact]
    public void Finish_Hole_FadesInFromItsEdge()
    {
        var framing = Frame.Of(new DrawOrder { Prompt = "", Width = 64, Height = 64, References = [Plain(64, 64, 0, 0, 0)], Mask = Mask(64, 64, 20, 20, 24, 24) }, Small);
        var row = framing.Finish(Plain(64, 64, 255, 255, 255)).Row(32).ToArray();
        Assert.Equal([0, 64, 128, 191, 255, 255], Enumerable.Range(19, 6).Select(x => (int)row[4 * x]));
        Assert.Equal([255, 191, 128, 64, 0], Enumerable.Range(40, 5).Select(x => (int)row[4 * x]));
    }

    [Fact]
    public void Finish_MaskOfOnePixel_DrawsThatPixel()
    {
        var upload = Noise(200, 100, 6);
        var framing = Frame.Of(new DrawOrder { Prompt = "", Width = 200, Height = 100, References = [upload], Mask = Mask(200, 100, 199, 99, 1, 1) }, Small);
        var picture = framing.Finish(Plain(64, 64, 255, 0, 255));
        Assert.Equal([255, 0, 255, 255], picture.Row(99)[^4..].ToArray());
        Assert.Equal(upload.Pixels[..^4], picture.Pixels[..^4]);
        Assert.Equal(4, framing.Open!.Count(open => open));
    }

    [Fact]
    public void Finish_MaskWithoutAHole_DrawsOneTokenAndChangesNothing()
    {
        // One step from see-through is not see-through: it is kept.
        var mask = Mask(90, 70, 0, 0, 90, 70);
        for (var at = 3; at < mask.Pixels.Length; at += 4)
        {
            mask.Pixels[at] = 1;
        }

        var upload = Noise(90, 70, 7);
        var framing = Frame.Of(new DrawOrder { Prompt = "", Width = 90, Height = 70, References = [upload], Mask = mask }, Small);
        Assert.Single(framing.Open!, open => open);
        Assert.Contains("nothing was drawn anew", framing.Notes[0], StringComparison.Ordinal);
        Assert.Equal(upload.Pixels, framing.Finish(Red).Pixels);
    }

    [Fact]
    public void Finish_MaskThatIsAllHole_DrawsEverything()
    {
        var framing = Frame.Of(new DrawOrder { Prompt = "", Width = 90, Height = 70, References = [Noise(90, 70, 8)], Mask = Mask(90, 70, 0, 0, 90, 70) }, Small);
        Assert.DoesNotContain(false, framing.Open!);
        Assert.Equal(Plain(90, 70, 9, 8, 7).Pixels, framing.Finish(Plain(64, 64, 9, 8, 7)).Pixels);
    }

    [Theory]
    [InlineData(1, 4096, 1, 4096)]
    [InlineData(4096, 1, 64, 64)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(3, 5, 1000, 10)]
    public void Of_ExtremeSizes_GivesASourceAndAPicture(int fromWidth, int fromHeight, int width, int height)
    {
        var mask = Mask(fromWidth, fromHeight, fromWidth / 2, fromHeight / 2, 1, 1);
        foreach (var given in (Raster?[])[mask, null])
        {
            var framing = Frame.Of(new DrawOrder { Prompt = "", Width = width, Height = height, References = [Noise(fromWidth, fromHeight, 9)], Mask = given }, Small);
            Assert.Equal((64, 64), (framing.Source!.Width, framing.Source.Height));
            var picture = framing.Finish(framing.Source);
            Assert.Equal((width, height), (picture.Width, picture.Height));
        }
    }

    [Fact]
    public void Of_SeeThroughUpload_IsOnWhiteForTheModelAndKeepsItsAlphaOutsideTheHole()
    {
        var upload = new Raster(64, 64);
        for (var i = 0; i < 64 * 64; i++)
        {
            new byte[] { 0, 0, 0, (byte)(i % 64 < 32 ? 0 : 51) }.CopyTo(upload.Pixels, 4 * i);
        }

        var framing = Frame.Of(new DrawOrder { Prompt = "", Width = 64, Height = 64, References = [upload], Mask = Mask(64, 64, 0, 0, 64, 8) }, Small);
        Assert.Equal([255, 255, 255, 255], framing.Source!.Row(40).Slice(4 * 5, 4).ToArray());
        Assert.Equal([204, 204, 204, 255], framing.Source.Row(40).Slice(4 * 40, 4).ToArray());
        var picture = framing.Finish(Plain(64, 64, 10, 20, 30));
        Assert.Equal(upload.Row(40).ToArray(), picture.Row(40).ToArray());
        Assert.Equal([10, 20, 30, 255], picture.Row(0).Slice(4 * 5, 4).ToArray());
        Assert.Contains(framing.Notes, note => note.Contains("see-through", StringComparison.Ordinal));
    }

    // A square that is smaller than the model's picture is shown whole: the tokens of its pixels are known without the window's rules.
    private static void AssertOpen(Frame framing, Raster mask)
    {
        if (mask.Width < 64 && mask.Width == mask.Height)
        {
            for (var i = 0; i < mask.Width * mask.Height; i++)
            {
                var token = i / mask.Width * 4 / mask.Height * 4 + i % mask.Width * 4 / mask.Width;
                Assert.True(mask.Pixels[4 * i + 3] != 0 || framing.Open![token]);
            }
        }
    }

    private static Raster RandomMask(int width, int height, ref Chance chance)
    {
        var mask = Plain(width, height, 0, 0, 0);
        var holes = 1 + (int)(chance.Unit() * 4);
        for (var hole = 0; hole < holes; hole++)
        {
            var (left, top) = ((int)(chance.Unit() * width), (int)(chance.Unit() * height));
            var (right, bottom) = (left + 1 + (int)(chance.Unit() * (width - left) / 2), top + 1 + (int)(chance.Unit() * (height - top) / 2));
            var alpha = (byte)(hole == 0 ? 0 : (int)(chance.Unit() * 3));
            for (var y = top; y < Math.Min(bottom, height); y++)
            {
                for (var x = left; x < Math.Min(right, width); x++)
                {
                    mask.Row(y)[4 * x + 3] = alpha;
                }
            }
        }

        return mask;
    }

    private static Raster Mask(int width, int height, int left, int top, int holeWidth, int holeHeight)
    {
        var mask = Plain(width, height, 0, 0, 0);
        for (var y = top; y < top + holeHeight; y++)
        {
            mask.Row(y).Slice(4 * left, 4 * holeWidth).Clear();
        }

        return mask;
    }

    private static Raster Noise(int width, int height, ulong seed)
    {
        var raster = new Raster(width, height);
        for (var at = 0; at < raster.Pixels.Length; at++)
        {
            raster.Pixels[at] = at % 4 == 3 ? (byte)255 : (byte)Chance.Mix(seed, (ulong)at);
        }

        return raster;
    }

    private static Raster Plain(int width, int height, byte red, byte green, byte blue)
    {
        var raster = new Raster(width, height);
        for (var at = 0; at < raster.Pixels.Length; at += 4)
        {
            (raster.Pixels[at], raster.Pixels[at + 1], raster.Pixels[at + 2], raster.Pixels[at + 3]) = (red, green, blue, 255);
        }

        return raster;
    }

    private static double Difference(Raster a, Raster b) => a.Pixels.Zip(b.Pixels, (x, y) => (double)Math.Abs(x - y)).Average();
}
