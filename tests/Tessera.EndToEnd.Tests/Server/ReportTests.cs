using Tessera.Ledger.Money;
using Tessera.Server.Generating;

namespace Tessera.EndToEnd.Tests.Server;

public sealed class ReportTests
{
    private static readonly OutputFiles Files = new("b.png", Overwrites: false);
    private static readonly GatewayAnswer Answer = new([new byte[731_000]], "gen_1", null);

    [Theory]
    [InlineData("openai/gpt-image-2", "openai", "0.0527", "openai/gpt-image-2 through openai, 0.0527 USD")]
    [InlineData("openai/gpt-image-2", "tessera", "0.0527", "drawn by the painter inside in place of openai/gpt-image-2, free (simulated cost 0.0527 USD)")]
    [InlineData("tessera/sketch", "tessera", "0", "drawn by tessera/sketch, the painter inside, free")]
    [InlineData("bfl/flux-3", "local", null, "bfl/flux-3 through local, cost unknown")]
    public void Write_WhoAndCost_AreNeverMistaken(string model, string provider, string? cost, string says)
    {
        var summary = new GenerationSummary(model, provider, Usd.TryParse(cost, out var usd) ? usd : null, [(1024, 768)]);

        Assert.Equal($"b.png  1024x768  731 KB\n1.5 s, {says}, gen_1\n", Report.Write(Answer, summary, Files, TimeSpan.FromSeconds(1.5)));
    }

    [Fact]
    public void Write_AnotherServer_SaysWhatIsKnown() =>
        Assert.Equal("b.png  731 KB\n2.0 s\n", Report.Write(Answer with { GenerationId = null }, null, Files, TimeSpan.FromSeconds(2)));

    [Theory]
    [InlineData("prompt;ignored=\"zorblax, fnord\"", "ignored prompt: zorblax, fnord")]
    [InlineData("seed;dropped=\"this model has no seed\", size;mapped=\"caf%C3%A9\"", "dropped seed: this model has no seed|mapped size: café")]
    [InlineData("of another form", "adjusted: of another form")]
    [InlineData(null, "")]
    public void Explain_Header_IsALineForEachEntry(string? header, string lines) => Assert.Equal(lines, string.Join('|', Adjustments.Explain(header)));
}
