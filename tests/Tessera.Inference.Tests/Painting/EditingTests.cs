using Tessera.Inference.Painting;
using Tessera.Inference.Rasters;

namespace Tessera.Inference.Tests.Painting;

public sealed class EditingTests
{
    private static readonly Raster Picture = Studio.Paint("a dog on a beach");

    [Fact]
    public void Paint_Mask_KeepsEveryByteOutside()
    {
        var mask = Studio.Plain(96, 96, 0, 0, 0);
        for (var y = 20; y < 70; y++)
        {
            for (var x = 30; x < 80; x++)
            {
                mask.Row(y)[4 * x + 3] = 0;
            }
        }

        var picture = Painter.Paint(Studio.Order("a red balloon in a forest") with { References = [Picture], Mask = mask }).Picture;
        var changed = 0;
        for (var at = 0; at < picture.Pixels.Length; at++)
        {
            if (mask.Pixels[at / 4 * 4 + 3] != 0)
            {
                Assert.Equal(Picture.Pixels[at], picture.Pixels[at]);
            }
            else
            {
                changed += picture.Pixels[at] != Picture.Pixels[at] ? 1 : 0;
            }
        }

        Assert.True(changed > 2000, $"Only {changed} bytes inside the mask changed.");
    }

    [Fact]
    public void Paint_MaskOfNothing_ChangesNothing()
    {
        var picture = Painter.Paint(Studio.Order("a cat") with { References = [Picture], Mask = Studio.Plain(96, 96, 0, 0, 0) }).Picture;
        Assert.Equal(Picture.Pixels, picture.Pixels);
    }

    [Fact]
    public void Paint_AddedThing_KeepsTheReferenceAroundIt()
    {
        var picture = Painter.Paint(Studio.Order("add a red hat") with { References = [Picture] }).Picture;
        var same = Enumerable.Range(0, 96 * 96).Count(at => Picture.Pixels.AsSpan(at * 4, 4).SequenceEqual(picture.Pixels.AsSpan(at * 4, 4)));
        Assert.InRange(same, 96 * 96 / 4, 96 * 96 - 200);
    }

    [Fact]
    public void Paint_EmptyPrompt_VariesTheReference()
    {
        var order = Studio.Order("") with { References = [Picture] };
        var first = Painter.Paint(order).Picture;
        var second = Painter.Paint(order with { Variation = 1 }).Picture;
        Assert.InRange(Studio.Difference(Picture, first), 2, 70);
        Assert.InRange(Studio.Difference(first, second), 1, 70);
    }

    [Fact]
    public void Paint_SeveralReferences_ShowsTheSecondInTheFirst()
    {
        var second = Studio.Plain(40, 40, 255, 0, 255);
        var picture = Painter.Paint(Studio.Order("put the second picture into the first") with { References = [Picture, second] }).Picture;
        var magenta = Enumerable.Range(0, 96 * 96).Count(at => picture.Pixels[4 * at] > 240 && picture.Pixels[4 * at + 1] < 15 && picture.Pixels[4 * at + 2] > 240);
        Assert.True(magenta > 150, $"{magenta} pixels show the second picture.");
    }

    [Fact]
    public void Paint_ReplacedBackground_KeepsACutOut()
    {
        var cutOut = Painter.Paint(Studio.Order("a red ball") with { Transparent = true }).Picture;
        var picture = Painter.Paint(Studio.Order("in a forest") with { References = [cutOut] }).Picture;
        var solid = Enumerable.Range(0, 96 * 96).Where(at => cutOut.Pixels[4 * at + 3] == 255).ToList();
        Assert.True(solid.TrueForAll(at => Math.Abs(cutOut.Pixels[4 * at] - picture.Pixels[4 * at]) < 3));
        Assert.Equal(255, picture.Row(2)[3]);
    }

    [Fact]
    public void Paint_AnotherSize_ScalesTheReference()
    {
        var picture = Painter.Paint(Studio.Order("add a star", 160, 80) with { References = [Picture] }).Picture;
        Assert.Equal((160, 80), (picture.Width, picture.Height));
    }
}
