using Tessera.Ledger.Money;

namespace Tessera.Ledger.Tests.Money;

public sealed class PriceListTests
{
    // The list prices of gpt-image-1: USD per 1,000,000 tokens.
    private static readonly PriceList GptImage = new(
    [
        PerMillion(PriceUnit.TextIn, 5),
        PerMillion(PriceUnit.CachedTextIn, 1.25m),
        PerMillion(PriceUnit.ImageIn, 10),
        PerMillion(PriceUnit.CachedImageIn, 2.5m),
        PerMillion(PriceUnit.ImageOut, 40),
    ]);

    private static readonly PriceList PerPicture = new(
    [
        Picture("0.04", "1024x1024", null),
        Picture("0.08", "1024x1024", "hd"),
        Picture("0.12", "1792x1024", "hd"),
    ]);

    [Fact]
    public void Cost_Tokens_IsTheSumOverAllUnits()
    {
        Assert.Equal("0.16665", GptImage.Cost(new Usage { TextIn = 50, ImageOut = 4160, Images = 1, Pixels = 1024 * 1024 }).ToString());
        Assert.Equal("0.0000225", GptImage.Cost(new Usage { TextIn = 1, CachedTextIn = 2, ImageIn = 1, CachedImageIn = 2 })!.Value.ToString());
    }

    [Fact]
    public void Cost_TokensWithoutALine_IsUnknown() => Assert.Null(GptImage.Cost(new Usage { TextIn = 50, TextOut = 1, ImageOut = 4160 }));

    [Fact]
    public void Cost_NoLines_IsUnknown() => Assert.Null(PriceList.Unknown.Cost(default));

    [Fact]
    public void Cost_PictureWithoutCountedTokens_IsUnknown() => Assert.Null(GptImage.Cost(new Usage { Images = 1, Pixels = 1024 * 1024 }));

    [Fact]
    public void Cost_NothingUsed_IsZero() => Assert.Equal(Usd.Zero, GptImage.Cost(default));

    [Fact]
    public void Cost_FreeOfCharge_IsZero() =>
        Assert.Equal(Usd.Zero, new PriceList([PerMillion(PriceUnit.TextIn, 0)]).Cost(new Usage { TextIn = 7, Images = 1 }));

    [Theory]
    [InlineData("1024x1024", "hd", "0.16")]
    [InlineData("1024x1024", "standard", "0.08")]
    [InlineData("1024x1024", null, "0.08")]
    [InlineData("1792x1024", "hd", "0.24")]
    [InlineData("1792x1024", "standard", null)]
    [InlineData("512x512", "hd", null)]
    [InlineData(null, null, null)]
    public void Cost_ByThePicture_TakesTheLineThatSaysMost(string? size, string? quality, string? expected) =>
        Assert.Equal(expected, PerPicture.Cost(new Usage { TextIn = 9, Images = 2 }, size, quality)?.ToString());

    [Fact]
    public void Cost_PictureFailed_IsZeroWherePicturesArePaid() => Assert.Equal(Usd.Zero, PerPicture.Cost(new Usage { TextIn = 9 }, "512x512"));

    [Fact]
    public void Cost_ByTheMegapixel_RoundsUp()
    {
        var list = new PriceList([new PriceLine(PriceUnit.Pixel, Parse("0.0035"), 1_000_000, "test", default)]);

        Assert.Equal("0.003670016", list.Cost(new Usage { Images = 1, Pixels = 1024 * 1024 }).ToString());
        Assert.Equal("0.000000004", list.Cost(new Usage { Images = 1, Pixels = 1 }).ToString());
    }

    [Fact]
    public void Cost_TokensAndSomeSizes_IsUnknownForTheOtherSizes()
    {
        var list = new PriceList([PerMillion(PriceUnit.TextIn, 5), Picture("0.04", "1024x1024", null)]);

        Assert.Equal("0.04005", list.Cost(new Usage { TextIn = 10, Images = 1 }, "1024x1024").ToString());
        Assert.Null(list.Cost(new Usage { TextIn = 10, Images = 1 }, "512x512"));
    }

    [Fact]
    public void Cost_MoreThanFits_Throws() =>
        Assert.Throws<OverflowException>(() => GptImage.Cost(new Usage { TextIn = long.MaxValue, ImageOut = long.MaxValue }));

    [Fact]
    public void Usage_SumOverTheLargestQuantity_Throws() =>
        Assert.Throws<OverflowException>(() => new Usage { ImageOut = long.MaxValue } + new Usage { ImageOut = 1 });

    private static PriceLine PerMillion(PriceUnit unit, decimal usd) => new(unit, new Usd((long)(usd * 1_000_000_000)), 1_000_000, "openai-docs", new DateOnly(2026, 11, 1));

    private static PriceLine Picture(string usd, string size, string? quality) => new(PriceUnit.Image, Parse(usd), 1, "openai-docs", new DateOnly(2026, 11, 1)) { Size = size, Quality = quality };

    private static Usd Parse(string text) => Usd.TryParse(text, out var amount) ? amount : throw new FormatException(text);
}
