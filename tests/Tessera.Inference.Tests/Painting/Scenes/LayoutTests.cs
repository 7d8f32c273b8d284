using Tessera.Inference.Painting.Scenes;
using Tessera.Inference.Painting.Words;

namespace Tessera.Inference.Tests.Painting.Scenes;

public sealed class LayoutTests
{
    [Theory]
    [InlineData(1024, 1024)]
    [InlineData(600, 1800)]
    [InlineData(1800, 600)]
    public void Compose_Relations_Hold(int width, int height)
    {
        for (var seed = 0ul; seed < 12; seed++)
        {
            var (on, table) = Pair("a cup on a chair");
            Assert.True(on.Bottom < table.Bottom && on.Bottom > table.Top && on.Middle > table.Left && on.Middle < table.Right);
            var (under, above) = Pair("a cat under a table");
            Assert.True(under.Top > above.Top && under.Left > above.Left && under.Right < above.Right);
            var (left, right) = Pair("an apple to the left of a pear");
            Assert.True(left.Right <= right.Left);
            (right, left) = Pair("an apple to the right of a pear");
            Assert.True(left.Right <= right.Left);
            var (high, low) = Pair("a butterfly above a flower");
            Assert.True(high.Bottom <= low.Top);
            (low, high) = Pair("a cat below a bird");
            Assert.True(high.Bottom <= low.Top);

            (Frame First, Frame Second) Pair(string prompt)
            {
                var scene = Layout.Compose(Grammar.Read(prompt), width, height, seed);
                return (scene.Placements.First(placement => placement.Item == 0).Frame, scene.Placements.First(placement => placement.Item == 1).Frame);
            }
        }
    }

    [Fact]
    public void Compose_Behind_IsDrawnFirst()
    {
        var scene = Layout.Compose(Grammar.Read("a tree behind a house"), 512, 512, 1);
        Assert.Equal("tree", scene.Placements[0].Thing.Name);
    }

    [Fact]
    public void Compose_Inside_IsHeldByTheContainer()
    {
        var scene = Layout.Compose(Grammar.Read("three cats in a box"), 512, 512, 1);
        Assert.Equal(3, Assert.Single(scene.Placements).Contents.Count);
    }

    [Fact]
    public void Compose_Between_StandsInTheMiddle()
    {
        var scene = Layout.Compose(Grammar.Read("a dog between a cat and a tree"), 512, 512, 1);
        var middles = scene.Placements.OrderBy(placement => placement.Frame.Middle).Select(placement => placement.Thing.Name);
        Assert.Equal(["cat", "dog", "tree"], middles);
    }

    [Theory]
    [InlineData("a robot holding a flower")]
    [InlineData("a boy holding a balloon")]
    [InlineData("a chef holding a pizza")]
    [InlineData("a cat holding a house")]
    public void Compose_Held_IsAtTheHandAndSmallerThanItsHolder(string prompt)
    {
        var scene = Layout.Compose(Grammar.Read(prompt), 512, 512, 1);
        var holder = scene.Placements.First(placement => placement.Item == 0);
        var held = scene.Placements.First(placement => placement.Item == 1);
        var (x, y) = holder.Thing.Hand ?? (0.5f, 0.78f);
        var (handX, handY) = (holder.Frame.Left + x * holder.Frame.Width, holder.Frame.Top + y * holder.Frame.Height);
        Assert.InRange(handX, held.Frame.Left - 0.01f, held.Frame.Right + 0.01f);
        Assert.InRange(handY, held.Frame.Top, held.Frame.Bottom);
        Assert.InRange(held.Frame.Height, 0.15f * holder.Frame.Height, 0.6f * holder.Frame.Height);
        Assert.False(held.Grounded);
    }

    [Fact]
    public void Compose_Worn_SitsOnTheHeadForEverySeed()
    {
        for (var seed = 0ul; seed < 12; seed++)
        {
            var scene = Layout.Compose(Grammar.Read("a dinosaur wearing sunglasses"), 512, 512, seed);
            var dinosaur = scene.Placements.First(placement => placement.Thing.Name == "dinosaur");
            Assert.False(dinosaur.Mirrored);
            Assert.True(scene.Placements.First(placement => placement.Item == 1).Frame.Middle > dinosaur.Frame.Middle);
        }
    }

    [Fact]
    public void Compose_FourThings_OverlapLittleAndStayLarge()
    {
        foreach (var prompt in (string[])["a cat, a dog, a rabbit and a mouse", "a car, a bus, a truck and a bicycle", "an apple, a banana, a pear, a lemon and an orange on a table"])
        {
            var frames = Layout.Compose(Grammar.Read(prompt), 512, 512, 1).Placements.Select(placement => placement.Frame).ToList();
            Assert.True(frames.Max(frame => frame.Bottom) - frames.Min(frame => frame.Bottom) > 0.05f, $"{prompt}: one row");
            foreach (var a in frames)
            {
                Assert.True(MathF.Max(a.Width, a.Height) > 0.11f, $"{prompt}: {a}");
                foreach (var b in frames.Where(b => b != a))
                {
                    var wide = MathF.Min(a.Right, b.Right) - MathF.Max(a.Left, b.Left);
                    var high = MathF.Min(a.Bottom, b.Bottom) - MathF.Max(a.Top, b.Top);
                    Assert.False(wide > 0 && high > 0 && wide * high > 0.4f * MathF.Min(a.Width * a.Height, b.Width * b.Height), $"{prompt}: {a} over {b}");
                }
            }
        }
    }

    [Fact]
    public void Compose_Mountain_StandsBehindAndIsTheLargest()
    {
        var scene = Layout.Compose(Grammar.Read("a volcano and a dinosaur"), 512, 512, 1);
        Assert.Equal(["volcano", "dinosaur"], scene.Placements.Select(placement => placement.Thing.Name));
        Assert.True(scene.Placements[0].Frame.Height > scene.Placements[1].Frame.Height);
    }

    [Theory]
    [InlineData("an icon of a rocket", 0.78f)]
    [InlineData("a gold trophy", 0.7f)]
    [InlineData("a skateboard", 0.7f)]
    public void Compose_CutOut_FillsTheFrame(string prompt, float least)
    {
        var frame = Assert.Single(Layout.Compose(Grammar.Read(prompt), 512, 512, 1, cutOut: true).Placements).Frame;
        Assert.InRange(MathF.Max(frame.Width, frame.Height), least, 0.94f);
    }

    [Theory]
    [InlineData("twenty four cats and a dozen dogs")]
    [InlineData("an elephant on an apple on a house")]
    [InlineData("a sun and a moon above a castle next to a rocket")]
    public void Compose_Crowd_StaysOnTheStage(string prompt)
    {
        foreach (var (width, height) in ((int, int)[])[(512, 512), (300, 900), (900, 300)])
        {
            var scene = Layout.Compose(Grammar.Read(prompt), width, height, 3);
            Assert.All(scene.Placements, placement =>
            {
                Assert.InRange(placement.Frame.Left, 0, scene.Wide);
                Assert.InRange(placement.Frame.Right, 0, scene.Wide);
                Assert.InRange(placement.Frame.Top, 0, scene.Tall);
                Assert.InRange(placement.Frame.Bottom, 0, scene.Tall + 0.001f);
            });
        }
    }
}
