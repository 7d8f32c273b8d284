using Tessera.Gateway.Catalogue;

namespace Tessera.Gateway.Tests.Catalogue;

public sealed class RetirementTests
{
    private static readonly ModelCatalogue Models = ModelCatalogue.Load();

    private static readonly DateOnly Today = new(2026, 11, 20);

    [Fact]
    public void Of_ModelSwitchedOff_NamesDateSuccessorPricesAndRemainingRoute()
    {
        var retirement = Of("gpt-image-1", "1024x1024", "medium");

        Assert.True(retirement.IsOff);
        Assert.Equal("openai/gpt-image-2.5-sunburst", retirement.Successor?.Id);
        Assert.Equal(
            "gpt-image-1 was switched off at OpenAI on 2026-10-23. Its successor gpt-image-2.5-sunburst makes 1024x1024 medium "
            + "for 0.0132 USD (gpt-image-1: 0.0422 USD). It still answers through vercel.",
            retirement.Sentence);
    }

    [Fact]
    public void Of_ModelWithAnAnnouncedEnd_SpeaksOfTheFuture()
    {
        var retirement = Of("gpt-image-1-mini", "1536x1024", "low");

        Assert.False(retirement.IsOff);
        Assert.Equal(
            "gpt-image-1-mini will be switched off at OpenAI on 2026-12-01. Its successor gpt-image-2.5-flare makes 1536x1024 low "
            + "for 0.0047 USD (gpt-image-1-mini: 0.0032 USD). It is also served through vercel.",
            retirement.Sentence);
    }

    [Theory]
    [InlineData("2026-11-30", false)]
    [InlineData("2026-12-01", true)]
    public void Of_DayOfTheEnd_IsOff(string day, bool isOff) =>
        Assert.Equal(isOff, Retirement.Of(Models.Find("gpt-image-1.5")!, DateOnly.Parse(day, null), Models)!.IsOff);

    [Fact]
    public void Of_SizeAndQualityTheSuccessorLacks_ComparesTheNearestAndSaysSo() =>
        Assert.Equal(
            "dall-e-3 was switched off at OpenAI on 2026-05-12. Its successor gpt-image-2.5-flare makes 1792x1024 high "
            + "for 0.0373 USD (dall-e-3 1792x1024 hd: 0.12 USD).",
            Of("dall-e-3", "1792x1024", "hd").Sentence);

    [Fact]
    public void Of_SuccessorThatIsOffItself_NamesTheNextInLine() =>
        Assert.Equal("google/gemini-3.1-flash-image", Of("google/gemini-2.0-flash-exp-image-generation").Successor?.Id);

    [Fact]
    public void Of_NoSuccessor_SaysOnlyWhen() =>
        Assert.Equal("nova-canvas was switched off at Amazon on 2026-09-30.", Of("amazon/nova-canvas").Sentence);

    [Fact]
    public void Of_RouteThatEndsToo_IsNotOffered() =>
        Assert.DoesNotContain("vercel", Of("google/imagen-4.0-generate-001").Sentence, StringComparison.Ordinal);

    [Fact]
    public void Of_ModelWithoutEnd_IsNull() => Assert.Null(Retirement.Of(Models.Find("gpt-image-2")!, Today, Models));

    private static Retirement Of(string model, string size = "auto", string quality = "auto") =>
        Retirement.Of(Models.Find(model)!, Today, Models, size, quality)!;
}
