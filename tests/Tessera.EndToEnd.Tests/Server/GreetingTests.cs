using Tessera.Gateway.Installation;
using Tessera.Server.Serving;

namespace Tessera.EndToEnd.Tests.Server;

public sealed class GreetingTests
{
    private static readonly ProviderState On = new("openai", "OPENAI_API_KEY", new Uri("https://api.openai.com/v1"));
    private static readonly ProviderState Off = new("vercel", "AI_GATEWAY_API_KEY", null);
    private static readonly Greeting Later = new("1.2.3", "http://127.0.0.1:8080", "/srv/data", [On, Off], [], null, HasPages: false);

    [Fact]
    public void Write_LaterStart_SaysWhereWhatAndHowToMakeAKey() => Assert.Equal(
        """

          Tessera 1.2.3  one address for every image model

          address    http://127.0.0.1:8080
          data       /srv/data
          providers  openai, and the painter inside
          keys       tessera keys create NAME --kind test makes one

          Ctrl-C stops it.


        """,
        Later.Write(text => text));

    [Fact]
    public void Write_NoProvider_SaysHowToSwitchOneOn() =>
        Assert.Contains("providers  the painter inside; AI_GATEWAY_API_KEY switches one on", (Later with { Providers = [Off] }).Write(text => text), StringComparison.Ordinal);

    [Fact]
    public void Write_FirstStart_MarksOnlyHeadings()
    {
        var text = (Later with { NewKeys = new FirstKeys("tsr_admin_a", "tsr_live_l", "tsr_test_t") }).Write(heading => $"<{heading}>");

        Assert.Equal(["<Tessera 1.2.3>", "<Your keys>", "<A picture>"], text.Split('\n').Where(line => line.Contains('<', StringComparison.Ordinal)).Select(line => line.Trim().Split("  ")[0]));
        Assert.Contains("Bearer tsr_test_t\"", text, StringComparison.Ordinal);
        Assert.Contains("shown this once", text, StringComparison.Ordinal);
    }
}
