using System.Globalization;
using Tessera.Gateway.Catalogue;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Tests.Catalogue;

/// <summary>OpenAI publishes prices per picture beside those per token; formula times line must give them.</summary>
public sealed class PublishedPriceTests
{
    private static readonly ModelCatalogue Models = ModelCatalogue.Load();

    // Published to a tenth of a cent. The oblong pictures of 0.05, 0.2 and 0.25 USD are rounded further, and both orientations
    // share the upright one's price although the flat one takes 32 tokens less.
    [Theory]
    [InlineData("gpt-image-2", "low", "0.006 0.005 0.005", "0.0005")]
    [InlineData("gpt-image-2", "medium", "0.053 0.041 0.041", "0.0005")]
    [InlineData("gpt-image-2", "high", "0.211 0.165 0.165", "0.0005")]
    [InlineData("gpt-image-1.5", "low", "0.009 0.013 0.013", "0.0005")]
    [InlineData("gpt-image-1.5", "medium", "0.034 0.05 0.05", "0.002")]
    [InlineData("gpt-image-1.5", "high", "0.133 0.2 0.2", "0.002")]
    [InlineData("chatgpt-image-latest", "low", "0.009 0.013 0.013", "0.0005")]
    [InlineData("chatgpt-image-latest", "medium", "0.034 0.05 0.05", "0.002")]
    [InlineData("chatgpt-image-latest", "high", "0.133 0.2 0.2", "0.002")]
    [InlineData("gpt-image-1", "low", "0.011 0.016 0.016", "0.0005")]
    [InlineData("gpt-image-1", "medium", "0.042 0.063 0.063", "0.0005")]
    [InlineData("gpt-image-1", "high", "0.167 0.25 0.25", "0.002")]
    public void Cost_OnePicture_IsThePublishedPrice(string model, string quality, string published, string within) =>
        Compare(model, quality, published, decimal.Parse(within, CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("low", "0.0059 0.0047 0.0047")]
    [InlineData("medium", "0.0132 0.0103 0.0103")]
    [InlineData("high", "0.0527 0.0412 0.0412")]
    [InlineData("xhigh", "0.0937 0.0738 0.0738")]
    [InlineData("max", "0.2107 0.1646 0.1646")]
    public void Cost_OnePictureOf25_IsTheComputedPrice(string quality, string computed)
    {
        Compare("gpt-image-2.5-flare", quality, computed, within: 0.00005m);
        Compare("gpt-image-2.5-sunburst", quality, computed, within: 0.00005m);
    }

    // The mini's published table exceeds its own token prices by 0.0025 to 0.0033 USD; bills follow the tokens.
    [Theory]
    [InlineData("low", "0.005 0.006 0.006")]
    [InlineData("medium", "0.011 0.015 0.015")]
    [InlineData("high", "0.036 0.052 0.052")]
    public void Cost_OnePictureOfTheMini_IsBelowThePublishedPrice(string quality, string published)
    {
        foreach (var (cost, price) in Prices("gpt-image-1-mini", quality, published))
        {
            Assert.InRange(price - cost, 0.0020m, 0.0035m);
        }
    }

    [Theory]
    [InlineData("low", "0.011")]
    [InlineData("medium", "0.1")]
    [InlineData("high", "0.4")]
    public void Cost_FourKPicture_IsThePublishedPrice(string quality, string published) =>
        Assert.InRange(Cost("gpt-image-2", new ImageSize(3840, 2160), quality) - decimal.Parse(published, CultureInfo.InvariantCulture), -0.001m, 0.001m);

    [Theory]
    [InlineData("dall-e-3", "1024x1024", "standard", "0.04")]
    [InlineData("dall-e-3", "1024x1792", "standard", "0.08")]
    [InlineData("dall-e-3", "1792x1024", "hd", "0.12")]
    [InlineData("dall-e-2", "256x256", "standard", "0.016")]
    [InlineData("dall-e-2", "512x512", "standard", "0.018")]
    [InlineData("dall-e-2", "1024x1024", "standard", "0.02")]
    [InlineData("bfl/flux-2-max", "1024x1024", "medium", "0.07")]
    [InlineData("bfl/flux-2-pro", "2048x2048", "medium", "0.075")] // 0.03 for the first megapixel, 0.015 for each of three more
    [InlineData("spacexai/grok-imagine-image-2.0", "2048x2048", "medium", "0.08")]
    [InlineData("tessera/sketch", "2048x2048", "medium", "0")]
    public void Cost_PicturePricedByThePiece_IsTheListPrice(string model, string size, string quality, string price)
    {
        Assert.True(ImageSize.TryParse(size, out var parsed));

        Assert.Equal(decimal.Parse(price, CultureInfo.InvariantCulture), Cost(model, parsed, quality));
    }

    private static void Compare(string model, string quality, string published, decimal within)
    {
        foreach (var (cost, price) in Prices(model, quality, published))
        {
            Assert.InRange(cost - price, -within, within);
        }
    }

    private static IEnumerable<(decimal Cost, decimal Price)> Prices(string model, string quality, string published)
    {
        ImageSize[] sizes = [new(1024, 1024), new(1024, 1536), new(1536, 1024)];
        return sizes.Zip(published.Split(' '), (size, price) =>
            (Cost(model, size, quality), decimal.Parse(price, CultureInfo.InvariantCulture)));
    }

    private static decimal Cost(string model, ImageSize size, string quality)
    {
        var card = Models.Find(model)!;
        var picture = TokenFormula.Estimate(card, new ImageOrder(size, quality)).Usage with { TextIn = 0 };
        Usd? cost = card.ListPrices.Cost(picture, size.ToString(), quality);
        return (decimal)cost!.Value.Nanos / 1_000_000_000;
    }
}
