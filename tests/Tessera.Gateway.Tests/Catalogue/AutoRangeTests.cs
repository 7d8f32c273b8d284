using Tessera.Gateway.Catalogue;

namespace Tessera.Gateway.Tests.Catalogue;

public sealed class AutoRangeTests
{
    private static readonly ModelCatalogue Models = ModelCatalogue.Load();

    private static readonly ImageOrder Order = new(new ImageSize(1024, 1536), "low");

    [Theory]
    [InlineData("gpt-image-1", 272, 4160, 6240)] // recorded choices: upright, medium or high
    [InlineData("gpt-image-2", 54, 196, 13102)] // 1404x468 low, 1920x1920 high
    [InlineData("gpt-image-2.5-flare", 54, 1756, 13102)]
    public void Estimate_BothOpen_SpansWhatTheModelMayChoose(string model, long least, long likely, long most)
    {
        var estimate = AutoRange.Estimate(Models.Find(model)!, Order, sizeIsAuto: true, qualityIsAuto: true);

        Assert.Equal((least, likely, most), (estimate.Least.ImageOut, estimate.Usage.ImageOut, estimate.Most.ImageOut));
        Assert.Equal(Exactness.Estimate, estimate.Output);
    }

    [Fact]
    public void Estimate_QualityOpen_KeepsTheSize()
    {
        var estimate = AutoRange.Estimate(Models.Find("gpt-image-1")!, Order, sizeIsAuto: false, qualityIsAuto: true);

        Assert.Equal((408, 6240), (estimate.Least.ImageOut, estimate.Most.ImageOut));
    }

    [Fact]
    public void Estimate_SizeOpen_KeepsTheQuality()
    {
        var estimate = AutoRange.Estimate(Models.Find("gpt-image-1")!, Order, sizeIsAuto: true, qualityIsAuto: false);

        Assert.Equal((272, 408), (estimate.Least.ImageOut, estimate.Most.ImageOut));
    }

    [Fact]
    public void Estimate_NothingOpen_IsTheFormula()
    {
        var card = Models.Find("gpt-image-1")!;

        Assert.Equal(TokenFormula.Estimate(card, Order), AutoRange.Estimate(card, Order, sizeIsAuto: false, qualityIsAuto: false));
    }

    [Fact]
    public void Choices_QualityOpen_AreOnePerQuality() => Assert.Equal(
        ["low", "medium", "high"],
        AutoRange.Choices(Models.Find("ideogram/ideogram-v4.5")!, Order, sizeIsAuto: false, qualityIsAuto: true).Select(choice => choice.Quality));

    [Fact]
    public void Estimate_UnknownModel_StaysUnknown() => Assert.Equal(
        Exactness.Unknown,
        AutoRange.Estimate(Models.Find("microsoft/mai-image-2.6")!, Order, sizeIsAuto: true, qualityIsAuto: true).Output);

    [Fact]
    public void Auto_EveryProfile_IsAPictureItCanCountAndSaysWhy() => Assert.All(Models.All, card =>
    {
        var auto = card.Capabilities.Auto;
        Assert.True(card.Tokens is null || OutputTokens.Span(card.Tokens, auto.Size, auto.Quality) is not null, card.Id);
        Assert.NotEmpty(auto.Why);
    });
}
