using Microsoft.Playwright;

namespace Tessera.EndToEnd.Tests.Dashboard;

[Collection("pages")]
public sealed class PageTests(Chromium chromium)
{
    [Fact]
    public async Task Page_Opened_HasNothingToComplainOf()
    {
        await using var page = await chromium.OpenAsync();
        Assert.Empty(page.Complaints);
        Assert.Equal($"{chromium.Host.Address}/v1", await page.TextAsync("#address"));
        Assert.Equal("Playground", await page.TextAsync("nav [aria-current=page]"));
        Assert.Equal("openai/gpt-image-1", await page.Page.InputValueAsync("#model"));
        Assert.Contains("OpenAI, This machine, Local painter", await page.TextAsync(".facts"), StringComparison.Ordinal);
        Assert.Contains("OpenAI switched it off on 23 October 2026", await page.TextAsync("#model-note"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(360)]
    [InlineData(768)]
    [InlineData(1920)]
    public async Task Page_AtAnyWidth_DoesNotScrollSideways(int width)
    {
        await using var page = await chromium.OpenAsync(width);
        foreach (var language in new[] { "curl", "csharp" })
        {
            await page.Page.ClickAsync($"#tab-{language}");
            Assert.Equal(width, await page.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        }
    }

    [Fact]
    public async Task Controls_All_HaveAName()
    {
        await using var page = await chromium.OpenAsync();
        var nameless = await page.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll("input, select, textarea, button, a[href], [role=tabpanel]")]
              .filter(control => !(control.labels?.length || control.getAttribute("aria-label") || control.getAttribute("aria-labelledby") || control.textContent.trim()))
              .map(control => control.outerHTML)
            """);
        Assert.Empty(nameless);
    }

    [Fact]
    public async Task Landmarks_AreThereOnce()
    {
        await using var page = await chromium.OpenAsync();
        foreach (var landmark in new[] { "html[lang=en]", "body > header", "nav[aria-label]", "main#content", "body > footer", "h1", "[role=status]", "[role=alert]", "a.skip[href='#content']" })
        {
            Assert.Equal((landmark, 1), (landmark, await page.Page.Locator(landmark).CountAsync()));
        }

        Assert.Empty(await page.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll("[aria-describedby], [aria-controls], [aria-labelledby]")]
              .flatMap(element => ["aria-describedby", "aria-controls", "aria-labelledby"].map(name => element.getAttribute(name)).filter(Boolean))
              .filter(id => !document.getElementById(id))
            """));
    }

    [Fact]
    public async Task Tabs_ByKeyboard_MoveAndSelect()
    {
        await using var page = await chromium.OpenAsync();
        await page.Page.FocusAsync("#tab-curl");
        await page.Page.Keyboard.PressAsync("ArrowRight");
        Assert.Equal("true", await page.Page.GetAttributeAsync("#tab-python", "aria-selected"));
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        await page.Page.Keyboard.PressAsync("ArrowLeft");
        Assert.Equal("tab-csharp", await page.Page.EvaluateAsync<string>("() => document.activeElement.id"));
        Assert.Equal("tab-csharp", await page.Page.GetAttributeAsync("#sample", "aria-labelledby"));
        Assert.Equal(["-1", "-1", "-1", "0"], await page.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('[role=tab]')].map(tab => tab.getAttribute('tabindex'))"));
    }

    [Fact]
    public async Task Model_Changed_OffersWhatItTakes()
    {
        await using var page = await chromium.OpenAsync();
        await page.Page.SelectOptionAsync("#model", "openai/dall-e-3");
        Assert.Equal(["1024x1024", "1792x1024", "1024x1792"], await OptionsAsync(page, "#size"));
        Assert.Equal(["standard", "hd"], await OptionsAsync(page, "#quality"));
        Assert.True(await page.Page.Locator("#background").IsDisabledAsync());

        await page.Page.SelectOptionAsync("#model", "openai/gpt-image-1");
        Assert.Equal("1024x1024", await page.Page.InputValueAsync("#size"));
        Assert.Equal(["auto", "opaque", "transparent"], await OptionsAsync(page, "#background"));
    }

    private static Task<string[]> OptionsAsync(OpenPage page, string select) =>
        page.Page.Locator(select).EvaluateAsync<string[]>("select => [...select.options].map(option => option.value)");
}
