using Tessera.Gateway.Calls;
using Tessera.Gateway.Pricing;
using Tessera.Gateway.Tests.Calls;

namespace Tessera.Gateway.Tests.Pricing;

/// <summary>
/// Prices written down from the specification of the images API (sections 8.1 to 8.5), independently of our formulas: tokens of the
/// published tables and observed usage, times the published prices. The prompt is "Make the sky purple.", recorded as 11 tokens.
/// </summary>
public sealed class PriceTableTests
{
    private const long TextTokens = 11;

    // Nano-dollars a token: 5 USD per million is 5,000.
    [Theory]
    [InlineData("gpt-image-1", 5_000, 40_000, "1024x1024", "low:272 medium:1056 high:4160")]
    [InlineData("gpt-image-1", 5_000, 40_000, "1024x1536", "low:408 medium:1584 high:6240")]
    [InlineData("gpt-image-1", 5_000, 40_000, "1536x1024", "low:400 medium:1568 high:6208")]
    [InlineData("gpt-image-1-mini", 2_000, 8_000, "1024x1024", "low:272 medium:1056 high:4160")]
    [InlineData("gpt-image-1-mini", 2_000, 8_000, "1024x1536", "low:408 medium:1584 high:6240")]
    [InlineData("gpt-image-1-mini", 2_000, 8_000, "1536x1024", "low:400 medium:1568 high:6208")]
    [InlineData("gpt-image-2", 5_000, 30_000, "1024x1024", "low:196 medium:1756 high:7024")]
    [InlineData("gpt-image-2", 5_000, 30_000, "1536x1024", "low:158 medium:1372 high:5488")]
    [InlineData("gpt-image-2", 5_000, 30_000, "1024x1536", "low:158 medium:1372 high:5488")]
    [InlineData("gpt-image-2", 5_000, 30_000, "2048x2048", "low:397 medium:3568 high:14272")]
    [InlineData("gpt-image-2", 5_000, 30_000, "2048x1152", "low:157 medium:1413 high:5650")]
    [InlineData("gpt-image-2", 5_000, 30_000, "2560x1440", "low:205 medium:1843 high:7370")]
    [InlineData("gpt-image-2", 5_000, 30_000, "3840x2160", "low:371 medium:3336 high:13342")]
    [InlineData("gpt-image-2", 5_000, 30_000, "1024x640", "low:107 medium:956 high:3824")]
    [InlineData("gpt-image-2.5-flare", 5_000, 30_000, "1024x1024", "low:196 medium:439 high:1756 xhigh:3122 max:7024")]
    [InlineData("gpt-image-2.5-sunburst", 5_000, 30_000, "1536x1024", "low:158 medium:343 high:1372 xhigh:2459 max:5488")]
    [InlineData("gpt-image-2.5-flare", 5_000, 30_000, "2048x2048", "low:397 medium:892 high:3568 xhigh:6343 max:14272")]
    [InlineData("gpt-image-2.5-sunburst", 5_000, 30_000, "2048x1152", "low:157 medium:367 high:1413 xhigh:2511 max:5650")]
    [InlineData("gpt-image-2.5-flare", 5_000, 30_000, "2560x1440", "low:205 medium:478 high:1843 xhigh:3276 max:7370")]
    [InlineData("gpt-image-2.5-sunburst", 5_000, 30_000, "3840x2160", "low:371 medium:865 high:3336 xhigh:5930 max:13342")]
    [InlineData("gpt-image-2.5-flare", 5_000, 30_000, "1024x640", "low:107 medium:239 high:956 xhigh:1700 max:3824")]
    public void Price_OfEveryPublishedPicture_IsItsTokensTimesItsPrices(string model, long text, long picture, string size, string tokens)
    {
        foreach (var (quality, count) in tokens.Split(' ').Select(pair => pair.Split(':')).Select(pair => (pair[0], long.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture))))
        {
            for (var n = 1; n <= 10; n++)
            {
                for (var partials = 0; partials <= 3; partials++)
                {
                    var price = CallPrice.Of(Sandbox.Route(Call(model, size, quality, n, partials)));

                    // Everything is billed for each picture, and each partial picture is a hundred tokens more.
                    var expected = n * ((TextTokens * text) + ((count + (100 * partials)) * picture));
                    Assert.True(price.IsExact && price.Max!.Value.Nanos == expected, $"{model} {size} {quality} n={n} partials={partials}: {price.Max}, not {expected} nano-dollars");
                }
            }
        }
    }

    /// <summary>Section 8.3: tiles of 512 pixels on the first family, 65 and 129 for each; high fidelity adds 4,160 or 6,240.</summary>
    [Theory]
    [InlineData(1024, 1024, null, 194)]
    [InlineData(1024, 1025, null, 194)]
    [InlineData(1000, 1500, null, 323)]
    [InlineData(1500, 1000, "low", 323)]
    [InlineData(512, 1536, null, 452)]
    [InlineData(1024, 1024, "high", 194 + 4160)]
    [InlineData(1000, 1500, "high", 323 + 6240)]
    public void Price_OfAnEdit_LikelyHasTheTilesOfItsPicture(int width, int height, string? fidelity, long imageTokens)
    {
        var call = Call("gpt-image-1", "1024x1024", "low", n: 2, partials: 0) with { Operation = Operation.Edit, Images = [Ask.Png(width, height)], InputFidelity = fidelity };

        var price = CallPrice.Of(Sandbox.Route(call));

        // 5, 10 and 40 USD per million; 16 text tokens for the picture were recorded.
        Assert.Equal(2 * (((TextTokens + 16) * 5_000) + (imageTokens * 10_000) + (272 * 40_000)), price.Likely!.Value.Nanos);
        Assert.True(price.Min < price.Likely && price.Likely < price.Max);
    }

    private static ImageCall Call(string model, string size, string quality, int n, int partials) => new()
    {
        Operation = Operation.Generate,
        Model = Ask.Catalogue.Find(model)!,
        AskedModel = model,
        Prompt = "Make the sky purple.",
        Size = size,
        Quality = quality,
        N = n,
        Stream = partials > 0,
        PartialImages = partials,
    };
}
