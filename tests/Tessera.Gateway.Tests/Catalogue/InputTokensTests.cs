using Tessera.Gateway.Catalogue;

namespace Tessera.Gateway.Tests.Catalogue;

public sealed class InputTokensTests
{
    [Theory]
    [InlineData(1024, 1024, false, 194)] // recorded
    [InlineData(1024, 1536, false, 323)]
    [InlineData(1536, 1024, false, 323)]
    [InlineData(1024, 1024, true, 4354)]
    [InlineData(1024, 1536, true, 6563)]
    [InlineData(1024, 1025, false, 194)] // observed: nearly square is one tile
    [InlineData(512, 512, false, 194)]
    [InlineData(512, 1536, false, 452)]
    public void Tiles_Picture_CountsBaseAndTiles(int width, int height, bool highFidelity, long expected) =>
        Assert.Equal(expected, InputTokens.Tiles(new ImageSize(width, height), highFidelity));

    [Theory]
    [InlineData(1024, 1024, 1024)]
    [InlineData(512, 512, 1024)] // enlarged twice
    [InlineData(256, 256, 256)] // and no more than twice
    [InlineData(768, 768, 1024)] // nor beyond 1024
    [InlineData(1024, 512, 512)]
    [InlineData(512, 256, 512)]
    [InlineData(4000, 3000, 1530)]
    [InlineData(3840, 2560, 1536)]
    [InlineData(3840, 2160, 1508)]
    public void Patches_Picture_CountsWholePatchesWithinTheBudget(int width, int height, long expected) =>
        Assert.Equal(expected, InputTokens.Patches(new ImageSize(width, height)));

    [Fact]
    public void Patches_SlimPicture_IsCountedAsOneToThree()
    {
        var slim = InputTokens.Patches(new ImageSize(1536, 16));

        Assert.Equal(InputTokens.Patches(new ImageSize(1536, 512)), slim);
    }

    [Fact]
    public void Patches_AnySize_StayWithinTheBudgetAndTurnWithThePicture()
    {
        for (var width = 1; width <= 4096; width += 61)
        {
            for (var height = 1; height <= 4096; height += 67)
            {
                var patches = InputTokens.Patches(new ImageSize(width, height));

                Assert.InRange(patches, 1, 1536);
                Assert.Equal(patches, InputTokens.Patches(new ImageSize(height, width)));
            }
        }
    }

    [Fact]
    public void Span_Patches_CoversTheOtherWaysToRound()
    {
        var rule = ModelCatalogue.Load().Find("gpt-image-2")!.Tokens!;

        var span = InputTokens.Span(rule, new ImageSize(4000, 3000), highFidelity: false);

        Assert.InRange(1452, span.Least, span.Most);
        Assert.Equal(1536, span.Most);
    }
}
