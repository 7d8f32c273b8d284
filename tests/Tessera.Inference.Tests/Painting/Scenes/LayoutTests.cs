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
