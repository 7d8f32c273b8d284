using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Pricing;
using Tessera.Gateway.Routing;
using Tessera.Gateway.Tests.Calls;
using Tessera.Gateway.Uploads;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Tests.Pricing;

/// <summary>A planned route in, its price out.</summary>
public sealed class CallPriceTests
{
    [Fact]
    public void Of_NothingLeftOpen_IsThePictureAndThePrompt()
    {
        var price = Of("gpt-image-2", "\"size\":\"1024x1024\",\"quality\":\"high\",\"n\":2");

        Assert.Equal((16, 14048), (price.Quantities.Usage.TextIn, price.Quantities.Usage.ImageOut)); // two tokens and six, twice
        Assert.True(price.IsExact);
        Assert.Equal(("0.42152", price.Max), (price.Min.ToString(), price.Min));
        Assert.Equal([PriceUnit.TextIn, PriceUnit.ImageOut], price.Lines.Select(line => line.Unit));
    }

    [Theory]
    [InlineData("gpt-image-2", "", "size_auto quality_auto")]
    [InlineData("gpt-image-2", "\"size\":\"1024x1024\"", "quality_auto")]
    [InlineData("gpt-image-2", "\"quality\":\"low\"", "size_auto")]
    [InlineData("gpt-image-2.6-flare", "\"size\":\"1024x1024\",\"quality\":\"low\"", "output_formula_unpublished")]
    [InlineData("gpt-image-1.5", "\"size\":\"1024x1024\",\"quality\":\"low\"", "output_text")]
    public void Of_SomethingOpen_SaysWhich(string model, string rest, string reasons)
    {
        var price = Of(model, rest);

        Assert.True(price.Min < price.Max);
        Assert.False(price.IsExact);
        Assert.Equal(reasons, string.Join(' ', price.Reasons.Select(reason => reason.Code)));
    }

    [Theory]
    [InlineData("bfl/flux-2-pro")]
    [InlineData("microsoft/mai-image-2.6")]
    public void Of_ModelWithoutAPrice_IsUnknownAndNeverZero(string model)
    {
        var route = Route(Call(model, "")) with { Prices = PriceList.Unknown };
        var price = CallPrice.Of(route);

        Assert.Equal((null, null, null), (price.Min, price.Likely, price.Max));
        Assert.Equal("price_unknown", Assert.Single(price.Reasons).Code);
        Assert.Null(WorstCase.Of(route).Money);
    }

    [Fact]
    public void Of_TextThatNobodyCanForesee_HasNoMost()
    {
        var card = Ask.Catalogue.Find("google/gemini-2.5-flash-image")!;
        var price = CallPrice.Of(Route(Call(card.Id, "")) with { Prices = card.Route("vercel")!.Prices });

        Assert.Null(price.Max);
        Assert.True(price.Likely >= new Usd(39_000_000));
        Assert.Contains(price.Reasons, reason => reason.Code == "output_text_unknown");
    }

    [Fact]
    public void Of_PictureNotFetched_IsARangeThatSaysSo()
    {
        var call = Call("gpt-image-1", "\"size\":\"1024x1024\",\"quality\":\"low\"") with
        {
            Operation = Operation.Edit,
            Images = [new RemotePicture(new Uri("https://example.com/a.png")) { Name = "image" }],
        };
        var price = CallPrice.Of(Route(call));

        Assert.Equal((194, 194, 452), (price.Quantities.Least.ImageIn, price.Quantities.Usage.ImageIn, price.Quantities.Most.ImageIn));
        Assert.Contains(price.Reasons, reason => reason.Code == "pictures_not_fetched");
    }

    [Fact]
    public void Of_PriceByPicture_NeedsNoTokens()
    {
        var price = Of("dall-e-3", "\"size\":\"1792x1024\",\"quality\":\"hd\"");

        Assert.True(price.IsExact);
        Assert.Equal(("0.12", "1792x1024"), (price.Max.ToString(), Assert.Single(price.Lines).Size));
    }

    [Fact]
    public void Of_ThePainter_IsFreeWhateverIsOpen()
    {
        var price = Of("tessera/sketch", "");

        Assert.True(price.IsExact);
        Assert.Equal(Usd.Zero, price.Max);
    }

    [Fact]
    public void Of_AutoCanvasThatIsNotAdvertised_IsWithinTheRange()
    {
        // 1254x1254 was seen as the answer to auto.
        var price = Of("gpt-image-2", "");
        var seen = OutputTokens.Area(new ImageSize(1254, 1254), 96);

        Assert.InRange(seen, price.Quantities.Least.ImageOut, price.Quantities.Most.ImageOut);
    }

    private static RoutePrice Of(string model, string rest) => CallPrice.Of(Route(Call(model, rest)));

    private static ImageCall Call(string model, string rest) => Ask.Taken(Ask.Body(model, rest));

    private static PlannedRoute Route(ImageCall call) => Sandbox.Route(call);
}
