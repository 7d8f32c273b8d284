using System.Net;
using System.Text.RegularExpressions;

namespace Tessera.EndToEnd.Tests.Dashboard;

public sealed partial class PageSecurityTests(DashboardHost host) : IClassFixture<DashboardHost>
{
    private static readonly string[] Files = ["tessera.css", "playground.js", "order.js", "code.js", "samples.js", "events.js", "highlight.js", "mark.svg"];

    [Fact]
    public async Task Page_Opened_CarriesAStrictPolicy()
    {
        using var visitor = await PageVisitor.AtAsync(host.Address);
        string Header(string name) => visitor.Page.Headers.GetValues(name).Single();
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            Header("Content-Security-Policy"));
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.Contains("no-store", Header("Cache-Control"), StringComparison.Ordinal);
        var cookie = Header("Set-Cookie");
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Page_Opened_HasNothingInlineAndNothingFromElsewhere()
    {
        using var visitor = await PageVisitor.AtAsync(host.Address);
        Assert.DoesNotMatch(Inline(), visitor.Html);
        Assert.Equal([$"{host.Address}/v1"], Elsewhere().Matches(visitor.Html).Select(match => match.Value).Distinct());
    }

    [Fact]
    public async Task PageAndFiles_HoldNoSecret()
    {
        using var visitor = await PageVisitor.AtAsync(host.Address);
        var texts = new List<string> { visitor.Html };
        foreach (var file in Files)
        {
            texts.Add(await (await visitor.GetAsync($"/assets/{file}")).Content.ReadAsStringAsync());
        }

        foreach (var text in texts)
        {
            Assert.DoesNotContain(host.TestKey, text, StringComparison.Ordinal);
            Assert.DoesNotContain(DashboardHost.ProviderKey, text, StringComparison.Ordinal);
            Assert.DoesNotMatch(AnyKey(), text);
        }
    }

    [Fact]
    public async Task File_AskedForAgain_IsNotSentAgain()
    {
        using var visitor = await PageVisitor.AtAsync(host.Address);
        foreach (var file in Files)
        {
            var first = await visitor.GetAsync($"/assets/{file}");
            Assert.Equal((file, HttpStatusCode.OK), (file, first.StatusCode));
            Assert.NotEqual(0, first.Content.Headers.ContentLength);
            var second = await visitor.GetAsync($"/assets/{file}", first.Headers.ETag!.Tag);
            Assert.Equal((file, HttpStatusCode.NotModified), (file, second.StatusCode));
        }
    }

    [Theory]
    [InlineData("/assets/nothing.js")]
    [InlineData("/assets/..%2f..%2ftessera.db")]
    [InlineData("/assets/styles%2fLayout.razor.rz.scp.css")]
    public async Task File_ThatIsNotThere_IsNotFound(string path)
    {
        using var visitor = await PageVisitor.AtAsync(host.Address);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(path)).StatusCode);
    }

    [GeneratedRegex("<style|\\sstyle=|\\son[a-z]+=|<script(?![^>]*\\ssrc=)|javascript:")]
    private static partial Regex Inline();

    [GeneratedRegex("https?://[^\\s\"'<]+")]
    private static partial Regex Elsewhere();

    [GeneratedRegex("tsr_(live|test|admin)_[A-Za-z0-9]{8}|sk-[A-Za-z0-9]{8}")]
    private static partial Regex AnyKey();
}
