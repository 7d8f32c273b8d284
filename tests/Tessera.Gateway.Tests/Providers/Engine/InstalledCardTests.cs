using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Tests.Calls;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Tests.Providers.Engine;

public sealed class InstalledCardTests
{
    [Fact]
    public void Card_HasOneRoute_WhichIsFreeAndKnownToBe()
    {
        var card = SomeModel.Card();

        var route = Assert.Single(card.Routes);
        Assert.Equal(("engine", SomeModel.Id), (route.Provider, route.ProviderModel));
        var usage = TokenFormula.Estimate(card, new ImageOrder(new ImageSize(1024, 1024), "high") { N = 3, Partials = 3, Prompt = "a fox" }).Usage;
        Assert.Equal(Usd.Zero, route.Prices.Cost(usage, "1024x1024", "high"));
        Assert.Equal(new PriceOrigin("this-machine", SomeModel.Day), route.Prices.OriginOf(usage));
        Assert.Equal(3 * 576, usage.ImageOut);
    }

    [Fact]
    public void Card_OfAModelThatCannotEdit_TakesNoPictures()
    {
        var can = SomeModel.Card(canEdit: false).Capabilities;

        Assert.Equal((Operations.Generate, 0, 0L, null), (can.Operations, can.InputImagesMax, can.MaskBytesMax, can.InputFidelity));
    }

    [Theory]
    [InlineData("384x384", true)]
    [InlineData("1024x1024", true)]
    [InlineData("1536x1024", true)]
    [InlineData("auto", true)]
    [InlineData("800x600", true)]
    [InlineData("3840x2160", true)]
    [InlineData("3840x3840", false)]
    [InlineData("1600x400", false)]
    [InlineData("8x8", false)]
    public void Sizes_AreAnyWithinBounds(string size, bool isTaken) => Assert.Equal(isTaken, SomeModel.Card().Capabilities.Sizes.Check(size).IsAccepted);

    [Fact]
    public void Catalogue_WithAModelOfANewId_HasItLast()
    {
        var catalogue = SomeModel.Catalogue();

        Assert.Equal(SomeModel.Id, catalogue.All[^1].Id);
        Assert.Same(catalogue.All[^1], catalogue.Find(SomeModel.Id));
        Assert.Equal(Ask.Catalogue.All.Count + 1, catalogue.All.Count);
        Assert.Null(Ask.Catalogue.Find(SomeModel.Id));
    }

    [Fact]
    public void Catalogue_WithAModelOfAKnownId_HasItInItsPlace_UnderAllItsNames()
    {
        var catalogue = SomeModel.Catalogue(SomeModel.Card("bfl/flux-1-dev"));

        Assert.Equal(Ask.Catalogue.All.Count, catalogue.All.Count);
        Assert.Equal(("Black Forest Labs", "engine"), (catalogue.Find("bfl/flux.1-dev")!.CreatorName, catalogue.Find("bfl/flux.1-dev")!.Routes.Single().Provider));
    }

    /// <summary>Another name of a known model, and twice the same: whatever lies on a disk must not stop a gateway.</summary>
    [Fact]
    public void Catalogue_WithNamesThatClash_GivesThemToWhatIsInstalled()
    {
        var catalogue = SomeModel.Catalogue(SomeModel.Card("bfl/flux.1-dev"), SomeModel.Card("bfl/flux.1-dev"), SomeModel.Card("openai/gpt-image-2"), SomeModel.Card("spacexai/grok-2-image"));

        Assert.Equal("engine", catalogue.Find("bfl/flux.1-dev")!.Routes.Single().Provider);
        Assert.NotEqual("engine", catalogue.Find("bfl/flux-1-dev")!.Routes.FirstOrDefault()?.Provider);
        Assert.Equal("engine", catalogue.Find("gpt-image-2")!.Routes.Single().Provider);
        Assert.NotNull(catalogue.Find("spacexai/grok-2-image")!.Installed);
        Assert.Null(catalogue.Find("xai/grok-2-image")!.Installed);
    }
}
