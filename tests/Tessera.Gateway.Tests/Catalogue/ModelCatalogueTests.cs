using Tessera.Gateway.Catalogue;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Tests.Catalogue;

public sealed class ModelCatalogueTests
{
    private static readonly ModelCatalogue Models = ModelCatalogue.Load();

    [Fact]
    public void BuiltIn_Data_HasNoErrors() => Assert.Empty(CatalogueReader.Read(ModelCatalogue.BuiltIn()).Errors);

    [Fact]
    public void All_BuiltIn_HoldsEveryModelOnce()
    {
        Assert.Equal(181, Models.All.Count);
        Assert.Equal(181, Models.All.DistinctBy(card => card.Id).Count());
        Assert.Equal(51, Models.All.Count(card => card.Route("vercel") is not null));
        Assert.Equal(11, Models.All.Count(card => card.Route("openai") is not null));
    }

    [Theory]
    [InlineData("openai/gpt-image-1", "openai/gpt-image-1")]
    [InlineData("gpt-image-1", "openai/gpt-image-1")]
    [InlineData("gpt-image-2-2026-04-21", "openai/gpt-image-2")]
    [InlineData("openai/gpt-image-2.5-flare-2026-09-08", "openai/gpt-image-2.5-flare")]
    [InlineData("gpt-image-1.5-2025-12-16", "openai/gpt-image-1.5")]
    [InlineData("xai/grok-imagine-image-2.0", "xai/grok-imagine-image-2.0")]
    [InlineData("spacexai/grok-imagine-image-2.0", "xai/grok-imagine-image-2.0")]
    [InlineData("spacexai/grok-imagine-image-2026-03-02", "xai/grok-imagine-image")]
    [InlineData("tessera/sketch", "tessera/sketch")]
    public void Find_IdOrAlias_IsTheModel(string name, string id) => Assert.Equal(id, Models.Find(name)?.Id);

    [Theory]
    [InlineData("")]
    [InlineData("gpt-image-3")]
    [InlineData("GPT-Image-1")]
    [InlineData("Openai/gpt-image-1")]
    [InlineData("sketch")]
    [InlineData("flux-2-pro")]
    [InlineData("grok-imagine-image-2.0")]
    [InlineData("azure/gpt-image-1")]
    public void Find_AnyOtherName_IsNothing(string name) => Assert.Null(Models.Find(name));

    [Fact]
    public void Find_KnownAndUnknownNames_AllocatesNothing()
    {
        Models.Find("gpt-image-1");
        var before = GC.GetAllocatedBytesForCurrentThread();

        Models.Find("gpt-image-1");
        Models.Find("spacexai/grok-imagine-image-2.0");
        Models.Find("gpt-image-3");

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Routes_Gpt1_EndsAtOpenAIAndGoesOnAtVercel()
    {
        var card = Models.Find("gpt-image-1")!;

        Assert.Equal(new DateOnly(2026, 10, 23), card.Route("openai")!.EndsOn);
        Assert.Null(card.Route("vercel")!.EndsOn);
        Assert.Equal("openai/gpt-image-1", card.Route("vercel")!.ProviderModel);
        Assert.Same(card.Route("openai")!.Prices, card.ListPrices);
    }

    [Fact]
    public void Routes_OfOpenAI_EndWithTheirModel() => Assert.All(
        Models.All.Where(card => card.Route("openai") is not null),
        card => Assert.Equal(card.ShutsDown, card.Route("openai")!.EndsOn));

    // The day this data was last read; nobody can have read a price later.
    [Fact]
    public void PriceLines_All_HaveASourceADateAndAPlausibleAmount()
    {
        var asOf = new DateOnly(2026, 11, 20);
        foreach (var card in Models.All)
        {
            foreach (var line in card.Routes.SelectMany(route => route.Prices.Lines).Concat(card.ListPrices.Lines))
            {
                Assert.NotEmpty(line.Source);
                Assert.InRange(line.AsOf, new DateOnly(2026, 7, 1), asOf);
                Assert.Equal(card.Id == "tessera/sketch", line.Amount == Usd.Zero);
                Assert.True(line.Amount < new Usd(200_000_000_000), card.Id);
            }
        }
    }

    // A route with text prices alone would quote a picture at next to nothing.
    [Fact]
    public void PriceLists_WithAnyLine_PriceThePicture()
    {
        foreach (var card in Models.All)
        {
            foreach (var prices in card.Routes.Select(route => route.Prices).Append(card.ListPrices).Where(prices => prices.Lines.Count > 0))
            {
                Assert.Contains(prices.Lines, line => line.Unit is PriceUnit.Image or PriceUnit.Pixel or PriceUnit.ImageOut);
                Assert.True(card.Tokens is not null || prices.Lines.All(line => line.Unit != PriceUnit.ImageOut), card.Id);
            }
        }
    }

    [Fact]
    public void Capabilities_All_AgreeWithTheModelsInputs() => Assert.All(Models.All, card =>
    {
        var takesImages = card.InputModalities.Contains("image");
        Assert.Equal(takesImages, card.Capabilities.Operations.HasFlag(Operations.Edit));
        Assert.Equal(takesImages, card.Capabilities.InputImagesMax > 0);
    });

    [Theory]
    [InlineData("gpt-image-1", "low,high")]
    [InlineData("gpt-image-1.5", "low,high")]
    [InlineData("gpt-image-1-mini", "low")]
    [InlineData("gpt-image-2", "")]
    [InlineData("gpt-image-2.6-flare", "")]
    [InlineData("dall-e-2", null)]
    public void InputFidelity_PerModel_IsKnownRefusedOrUnknown(string model, string? values) =>
        Assert.Equal(values, Models.Find(model)!.Capabilities.InputFidelity is { } known ? string.Join(',', known) : null);

    [Fact]
    public void Qualities_PerGeneration_AreShownInOpenAIsOrder()
    {
        Assert.Equal(["low", "medium", "high", "auto"], Models.Find("gpt-image-2")!.Capabilities.Qualities);
        Assert.Equal(["low", "medium", "high", "xhigh", "max", "auto"], Models.Find("gpt-image-2.5-flare")!.Capabilities.Qualities);
    }

    [Fact]
    public void LegacyQualities_All_NameWordsTheModelDoesNotHave() => Assert.All(
        Models.All,
        card => Assert.Empty(card.Capabilities.LegacyQualities.Keys.Intersect(card.Capabilities.Qualities)));
}
