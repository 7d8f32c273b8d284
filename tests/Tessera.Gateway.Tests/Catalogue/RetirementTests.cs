using Tessera.Gateway.Catalogue;

namespace Tessera.Gateway.Tests.Catalogue;

public sealed class RetirementTests
{
    private static readonly ModelCatalogue Models = ModelCatalogue.Load();

    private static readonly DateOnly Today = new(2026, 11, 20);

    [Fact]
    public void Of_ModelSwitchedOff_NamesDateSuccessorPricesAndRemainingRoute()
    {
        var retirement = Retirement.Of(Models.Find("gpt-image-1")!, Today, Models, "1024x1024", "medium");

        Assert.NotNull(retirement);
        Assert.True(retirement.IsOff);
        Assert.Equal(
            "gpt-image-1 was switched off at OpenAI on 2026-10-23. Its successor gpt-image-2.5-sunburst makes 1024x1024 medium "
            + "for 0.0132 USD (gpt-image-1: 0.0422 USD). It still answers through vercel.",
            retirement.Sentence);
    }
}
