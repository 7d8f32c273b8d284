using Tessera.Inference.Painting;
using Tessera.Inference.Painting.Things;
using Tessera.Inference.Rasters;

namespace Tessera.Inference.Tests.Painting;

public sealed class PainterTests
{
    public static TheoryData<string> Names => [.. ThingList.All.Select(thing => thing.Name)];

    [Theory]
    [InlineData("a red balloon on a wooden table", "1D360ECA56D2A3A1")]
    [InlineData("a fox in a forest at night", "A6744177192AD9A3")]
    [InlineData("a robot holding a sign saying \"HI\"", "D0BA0A17A194013C")]
    [InlineData("a volcano and a dinosaur wearing sunglasses", "8770A5967F82BE13")]
    [InlineData("an icon of a star", "448E3D4330365F21")]
    [InlineData("a watercolour of a gold crown", "AA6B8F4CAE767715")]
    public void Paint_SameCommission_GivesTheBytesOfEveryOtherMachine(string prompt, string hash) =>
        Assert.Equal(hash, Studio.Hash(Studio.Paint(prompt)));

    [Fact]
    public void Paint_OnManyThreads_GivesTheSameBytes()
    {
        var hashes = new string[8];
        Parallel.For(0, hashes.Length, i => hashes[i] = Studio.Hash(Studio.Paint("a cat on a sofa")));
        Assert.Single(hashes.Distinct());
    }

    [Fact]
    public void Paint_AnotherSeedOrVariation_GivesAnotherPicture()
    {
        var order = Studio.Order("a red apple");
        Commission[] orders = [order, order with { Seed = 2 }, order with { Variation = 1 }, order with { Variation = 2 }, order with { Prompt = "a red apple florp" }];
        Assert.Equal(orders.Length, orders.Select(each => Studio.Hash(Painter.Paint(each).Picture)).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Paint_EveryThing_LiesInsideTheCanvas(string name)
    {
        foreach (var (width, height) in ((int, int)[])[(64, 64), (48, 144), (144, 48)])
        {
            var picture = Painter.Paint(Studio.Order($"a {name}", width, height) with { Transparent = true }).Picture;
            var (solid, edge) = (0, 0);
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    if (picture.Row(y)[4 * x + 3] < 180)
                    {
                        continue;
                    }

                    solid++;
                    edge += x == 0 || y == 0 || x == width - 1 || y == height - 1 ? 1 : 0;
                }
            }

            Assert.True(solid > 40, $"{name} covers {solid} pixels of {width}x{height}.");
            Assert.True(edge == 0, $"{name} touches the edge of {width}x{height} in {edge} pixels.");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Understand_EveryThing_KnowsItsOwnNameInOneAndMany(string name)
    {
        Assert.Equal([name], Painter.Understand($"a {name}").Objects);
        Assert.Empty(Painter.Understand($"a {name}").UnknownWords);
    }

    [Theory]
    [InlineData("red", 0)]
    [InlineData("green", 1)]
    [InlineData("blue", 2)]
    public void Paint_AskedColour_DominatesTheThing(string colour, int strongest)
    {
        foreach (var thing in (string[])["balloon", "cat", "car", "cup", "chair", "flower"])
        {
            var picture = Painter.Paint(Studio.Order($"a {colour} {thing}") with { Transparent = true }).Picture;
            var sums = new long[3];
            for (var at = 0; at < picture.Pixels.Length; at += 4)
            {
                for (var part = 0; part < 3; part++)
                {
                    sums[part] += picture.Pixels[at + 3] > 250 ? picture.Pixels[at + part] : 0;
                }
            }

            Assert.Equal(sums.Max(), sums[strongest]);
        }
    }

    [Fact]
    public void Paint_Transparent_LeavesTheCornersEmptyAndKeepsTheShadow()
    {
        var picture = Painter.Paint(Studio.Order("an apple") with { Transparent = true }).Picture;
        Assert.Equal(0, picture.Row(0)[3]);
        Assert.Equal(0, picture.Row(95)[3]);
        Assert.Contains(Enumerable.Range(0, 96 * 96), at => picture.Pixels[4 * at + 3] is > 20 and < 200);
    }

    [Fact]
    public void Paint_TransparentAndUnknown_IsNotEmpty()
    {
        var picture = Painter.Paint(Studio.Order("a zorp") with { Transparent = true }).Picture;
        Assert.Contains(Enumerable.Range(0, 96 * 96), at => picture.Pixels[4 * at + 3] == 255);
    }

    [Fact]
    public void Paint_Text_IsWrittenAndIsNeverMirrored()
    {
        var blank = Painter.Paint(Studio.Order("a sign") with { Transparent = true }).Picture;
        for (var seed = 0ul; seed < 6; seed++)
        {
            // An L has its foot on the right: the lower right of the board is darker than the upper right.
            var picture = Painter.Paint(Studio.Order("a sign saying \"L\"") with { Transparent = true, Seed = seed }).Picture;
            Assert.True(Studio.Difference(blank, picture) > 0.5);
            var (left, right) = (0L, 0L);
            for (var y = 24; y < 50; y++)
            {
                for (var x = 0; x < 48; x++)
                {
                    left += Dark(picture, x, y);
                    right += Dark(picture, 95 - x, y);
                }
            }

            Assert.True(left > right, $"seed {seed}: {left} and {right} dark pixels");
        }

        static int Dark(Raster picture, int x, int y)
        {
            var pixel = picture.Row(y).Slice(4 * x, 4);
            return pixel[3] == 255 && pixel[0] < 90 ? 1 : 0;
        }
    }

    [Fact]
    public void Paint_Opaque_HasNoTransparentPixel()
    {
        var picture = Studio.Paint("a dog on a beach");
        Assert.DoesNotContain(Enumerable.Range(0, 96 * 96), at => picture.Pixels[4 * at + 3] != 255);
    }

    [Fact]
    public void Paint_Partials_ComeCloserToThePicture()
    {
        var partials = new List<Raster>();
        var order = Studio.Order("a cat in a forest", 192, 128) with { Partials = 3 };
        var picture = Painter.Paint(order, (index, partial) =>
        {
            Assert.Equal(partials.Count, index);
            partials.Add(partial);
        }).Picture;
        var distances = partials.Select(partial => Studio.Difference(partial, picture)).ToList();
        Assert.Equal(3, distances.Count);
        Assert.True(distances[0] > distances[1] && distances[1] > distances[2], string.Join(", ", distances));
        Assert.True(distances[0] < 24, $"The first partial differs by {distances[0]}.");
    }

    [Fact]
    public void Paint_MoreDetail_ChangesTextureAndNotComposition()
    {
        var low = Painter.Paint(Studio.Order("a cat on a wooden table") with { Detail = Detail.Low }).Picture;
        var max = Painter.Paint(Studio.Order("a cat on a wooden table") with { Detail = Detail.Max }).Picture;
        Assert.InRange(Studio.Difference(low, max), 0.5, 20);
    }

    [Theory]
    [InlineData("")]
    [InlineData("...,,,!!!???")]
    [InlineData("\u0000\u0001\u001b[31m\u200f\ufeff")]
    [InlineData("\"\" \"a\" \"\"\" sign \"b\" \"c\" saying \"&&&\" \"")]
    [InlineData("sleeping flying running holding riding a a hat holding a hat riding a hat")]
    [InlineData("قطة حمراء على طاولة")]
    [InlineData("🐱🎈🏠 🚀🚀🚀")]
    [InlineData("\ud800 broken \udc00")]
    [InlineData("999999999999999999999999 cats on 0 tables under -5 dogs")]
    [InlineData("on on on in in under a a a the cat on cat on cat in cat")]
    [InlineData("a hat wearing a hat wearing a cat wearing a table in a box in a vase in a bowl")]
    [InlineData("a a a between between and and with with of of without without")]
    public void Paint_HostilePrompt_StillGivesAPicture(string prompt)
    {
        var painting = Painter.Paint(Studio.Order(prompt, 32, 32));
        Assert.Equal(32 * 32 * 4, painting.Picture.Pixels.Length);
        Assert.EndsWith(".", painting.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Paint_ChanceWords_NeverFails()
    {
        string[] words = ["cat", "on", "table", "in", "box", "under", "between", "and", "red", "with", "of", "24", "wearing", "hat", "behind", "tree", ",", ".", "vase", "flowers", "is", "forest", "sun", "above", "icon", "left of"];
        for (var round = 0; round < 150; round++)
        {
            var prompt = string.Join(' ', Enumerable.Range(0, 12).Select(i => words[(round * 7919 + i * i * 104729 + i * round * 31) % words.Length]));
            Assert.NotNull(Painter.Paint(Studio.Order(prompt, 16, 24)).Picture);
        }
    }

    [Fact]
    public void Paint_LongPrompt_IsReadToItsLimit()
    {
        var prompt = string.Concat(Enumerable.Repeat("a cat on a dog under a tree ", 1200))[..32000];
        Assert.NotNull(Painter.Paint(Studio.Order(prompt, 32, 32)).Picture);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 40)]
    [InlineData(301, 7)]
    public void Paint_OddSizes_AreHonoured(int width, int height)
    {
        var picture = Studio.Paint("a cat on a table", width, height);
        Assert.Equal((width, height), (picture.Width, picture.Height));
    }

    [Fact]
    public void Paint_Cancelled_Stops()
    {
        using var source = new CancellationTokenSource();
        var order = Studio.Order("a forest", 256, 256) with { Partials = 1 };
        Assert.Throws<OperationCanceledException>(() => Painter.Paint(order, (_, _) => source.Cancel(), source.Token));
    }
}
