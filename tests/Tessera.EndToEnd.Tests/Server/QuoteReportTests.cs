using System.Text.Json;
using Tessera.Server.Quoting;

namespace Tessera.EndToEnd.Tests.Server;

public sealed class QuoteReportTests
{
    [Fact]
    public void Write_SeveralRoutes_MarksTheCheapestAndSaysWhyNot()
    {
        var report = Write(simulated: false, Route("openai", "0.02", "0.03", exact: false), Route("vercel", "0.01", "0.01", exact: true, why: "not switched on"), Route("azure", null, null, exact: false));

        Assert.Equal(
            """
               ROUTE   USD    AT MOST  MODEL THERE
               openai  ~0.02  0.03     m
            *  vercel  0.01   0.01     m            not switched on
               azure   ?      ?        m

            2 pictures, 1,018 text tokens in
            A reason.
            seed is dropped: no seed.

            """, report);
    }

    [Fact]
    public void Write_OfATestKey_ShowsTheRealRoutesAndNotTheSandbox()
    {
        var report = Write(simulated: true, Route("tessera", "0.02", "0.02", exact: true), Route("openai", "0.02", "0.02", exact: true, why: "a test key never reaches a provider"));

        Assert.DoesNotContain("tessera", report, StringComparison.Ordinal);
        Assert.DoesNotContain("never reaches", report, StringComparison.Ordinal);
        Assert.DoesNotContain("*", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_OfATestKeyAndAModelWithoutRoutes_ShowsTheSandbox() =>
        Assert.Contains("tessera", Write(simulated: true, Route("tessera", "0.02", "0.02", exact: true)), StringComparison.Ordinal);

    private static string Write(bool simulated, params string[] routes)
    {
        using var quote = JsonDocument.Parse($$"""{"simulated":{{(simulated ? "true" : "false")}},"routes":[{{string.Join(',', routes)}}]}""");
        return QuoteReport.Write(quote.RootElement, heading => heading, charsMax: null);
    }

    private static string Route(string provider, string? likely, string? max, bool exact, string? why = null) => $$"""
        {"provider":"{{provider}}","provider_model":"m","available":{{(why is null ? "true" : "false")}},{{(why is null ? "" : $"\"unavailable_because\":\"{why}\",")}}
         "price":{"exact":{{(exact ? "true" : "false")}},"likely_usd":{{Quoted(likely)}},"max_usd":{{Quoted(max)}},"reasons":[{{(exact ? "" : "{\"code\":\"x\",\"message\":\"A reason.\"}")}}]},
         "quantities":{"text_in":{"min":1,"likely":1018,"max":2000},"images":{"min":2,"likely":2,"max":2},"pixels":{"min":2,"likely":2,"max":2} },
         "adjustments":[{"field":"seed","kind":"dropped","note":"no seed"}]}
        """;

    private static string Quoted(string? money) => money is null ? "null" : $"\"{money}\"";
}
