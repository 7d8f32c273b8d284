using Tessera.Gateway.Catalogue;

namespace Tessera.Gateway.Tests.Catalogue;

public sealed class TokenFormulaTests
{
    private static readonly ModelCatalogue Models = ModelCatalogue.Load();

    private static readonly ImageOrder Order = new(new ImageSize(1024, 1024), "medium") { Prompt = "Make the sky purple." };

    [Fact]
    public void Estimate_OnePicture_CountsPromptAndPicture()
    {
        var usage = Estimate("gpt-image-1", Order).Usage;

        Assert.Equal((11, 0, 1056, 0), (usage.TextIn, usage.ImageIn, usage.ImageOut, usage.TextOut));
        Assert.Equal((1, 1024 * 1024), (usage.Images, usage.Pixels));
    }

    [Fact]
    public void Estimate_TwoPictures_DoublesEverythingAsRecorded()
    {
        var once = Estimate("gpt-image-1", Order with { Inputs = [new ImageSize(1024, 1024)] }).Usage;
        var twice = Estimate("gpt-image-1", Order with { Inputs = [new ImageSize(1024, 1024)], N = 2 }).Usage;

        Assert.Equal(388, twice.ImageIn);
        Assert.Equal(once + once, twice);
    }

    [Fact]
    public void Estimate_RecordedEdit_IsWithinItsBounds()
    {
        // 23 prompt tokens and one square picture were billed as 45 text and 194 image tokens.
        var estimate = Estimate("gpt-image-1", Order with
        {
            Prompt = "Replace the background with a plain white studio sweep; keep the shoe, laces and shadow exactly as they are.",
            Inputs = [new ImageSize(1024, 1024)],
        });

        Assert.Equal((45, 194), (estimate.Usage.TextIn, estimate.Usage.ImageIn));
        Assert.InRange(45, estimate.Least.TextIn, estimate.Most.TextIn);
    }

    [Fact]
    public void Estimate_Partials_AddAHundredTokensEach() =>
        Assert.Equal(2 * (1056 + 300), Estimate("gpt-image-1", Order with { N = 2, Partials = 3 }).Usage.ImageOut);

    [Theory]
    [InlineData("gpt-image-1", nameof(Exactness.Exact))]
    [InlineData("gpt-image-2", nameof(Exactness.Exact))]
    [InlineData("gpt-image-2.5-flare", nameof(Exactness.Exact))]
    [InlineData("gpt-image-2.6-flare", nameof(Exactness.Estimate))] // its formula is not published
    [InlineData("gpt-image-1.5", nameof(Exactness.Estimate))] // bills text it writes beside
    [InlineData("dall-e-3", nameof(Exactness.Exact))]
    [InlineData("tessera/sketch", nameof(Exactness.Exact))]
    [InlineData("microsoft/mai-image-2.6", nameof(Exactness.Unknown))]
    public void Estimate_EachKindOfModel_SaysHowSureItsPictureIs(string model, string exactness) =>
        Assert.Equal(exactness, Estimate(model, Order).Output.ToString());

    [Fact]
    public void Estimate_QualityTheRuleDoesNotKnow_IsUnknown() =>
        Assert.Equal(Exactness.Unknown, Estimate("gpt-image-2", Order with { Quality = "max" }).Exactness);

    [Fact]
    public void Estimate_ModelThatThinks_HoldsForItsText()
    {
        var estimate = Estimate("gpt-image-1.5", Order with { N = 2 });

        Assert.Equal((0, 2000), (estimate.Usage.TextOut, estimate.Most.TextOut));
    }

    [Fact]
    public void Estimate_EveryModelAndQuality_IsBetweenItsBounds()
    {
        foreach (var card in Models.All)
        {
            foreach (var quality in card.Capabilities.Qualities.Where(quality => quality != "auto"))
            {
                var estimate = Estimate(card.Id, Order with { Quality = quality, Inputs = [new ImageSize(640, 480)] });

                Assert.True(estimate.Least.TotalTokens <= estimate.Usage.TotalTokens, card.Id);
                Assert.True(estimate.Usage.TotalTokens <= estimate.Most.TotalTokens, card.Id);
                Assert.True(card.Tokens is null || estimate.Output != Exactness.Unknown, $"{card.Id} has no step for {quality}");
            }
        }
    }

    private static TokenEstimate Estimate(string model, ImageOrder order) => TokenFormula.Estimate(Models.Find(model)!, order);
}
