using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Tessera.EndToEnd.Tests.Dashboard;

[Collection("pages")]
public sealed partial class DrawingTests(Chromium chromium)
{
    [Fact]
    public async Task Prompt_Drawn_ShowsThreePartialPicturesAndThenOneOfTheAskedSize()
    {
        await using var page = await chromium.OpenAsync();
        await page.Page.FillAsync("#prompt", "A blue cup on a wooden table.");
        await page.Page.SelectOptionAsync("#size", "1536x1024");
        await page.Page.SelectOptionAsync("#quality", "low");
        await page.DrawAsync();

        Assert.Equal(4, await page.Page.Locator("#layers img").CountAsync());
        Assert.Equal("1536x1024", await page.Page.Locator("#layers img").Last.EvaluateAsync<string>("image => `${image.naturalWidth}x${image.naturalHeight}`"));
        Assert.Equal("A blue cup on a wooden table.", await page.Page.Locator("#layers img").Last.GetAttributeAsync("alt"));
        Assert.StartsWith("Finished in", await page.TextAsync("#status"), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Prompt_Drawn_IsPricedByTheModelsFormula()
    {
        await using var page = await chromium.OpenAsync();
        await page.Page.SelectOptionAsync("#size", "1024x1536");
        await page.Page.SelectOptionAsync("#quality", "medium");
        await page.DrawAsync();

        // 48 rows of 32 columns and one token more, 100 for each of three partial pictures; the rest is the prompt.
        const int output = (48 * 33) + 300;
        var total = int.Parse(await page.TextAsync("#tokens"), NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        // Published for gpt-image-1: 5 USD a million tokens of text, 40 of pictures out.
        var price = ((total - output) * 5m / 1_000_000) + (output * 40m / 1_000_000);
        Assert.InRange(total - output, 5, 40);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"${price:0.#########}"), await page.TextAsync("#price"));
        Assert.Equal("GPT Image 1 would cost", await page.TextAsync("#price-label"));
        Assert.Contains("300 of the 1,884 output tokens", await page.TextAsync("#honest"), StringComparison.Ordinal);
        Assert.Contains("not by GPT Image 1", await page.TextAsync("#honest"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Picture_Downloaded_IsTheRecordedOne()
    {
        await using var page = await chromium.OpenAsync();
        await DrawSmallAsync(page);

        var id = await page.TextAsync("#generation");
        var record = await chromium.Host.Books.Journal.FindAsync(id);
        Assert.Equal("key_playground", record!.KeyId);
        var download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.ClickAsync("#download"));
        Assert.Equal($"{id}.png", download.SuggestedFilename);
        var bytes = await File.ReadAllBytesAsync(await download.PathAsync());
        Assert.Equal(record.Pictures.Single().Hash, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
    }

    [Fact]
    public async Task Prompt_WithUnknownWords_SaysWhich()
    {
        await using var page = await chromium.OpenAsync();
        await page.Page.FillAsync("#prompt", "A red balloon and a <b>quasiparticle</b>");
        await DrawSmallAsync(page);

        Assert.Matches(UnknownLine(), await page.TextAsync("#unknown"));
        Assert.Equal(0, await page.Page.Locator("#unknown b").CountAsync());
    }

    [Fact]
    public async Task Model_ThatDoesNotStream_IsDrawnAllTheSame()
    {
        await using var page = await chromium.OpenAsync();
        await page.Page.SelectOptionAsync("#model", "openai/dall-e-3");
        await page.DrawAsync();

        Assert.Equal(1, await page.Page.Locator("#layers img").CountAsync());
        Assert.Equal("$0.04", await page.TextAsync("#price"));
        Assert.Equal("priced by the picture", await page.TextAsync("#tokens"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Model_OfThisMachine_DrawsItself_WithPartialPictures_AndIsFree()
    {
        await using var page = await chromium.OpenAsync();
        await page.Page.SelectOptionAsync("#model", LocalModels.TinyModel.Id);
        Assert.Contains("Installed on this machine", await page.TextAsync("#model-note"), StringComparison.Ordinal);
        await page.DrawAsync();

        Assert.Equal(4, await page.Page.Locator("#layers img").CountAsync());
        Assert.Equal("64x64", await page.Page.Locator("#layers img").Last.EvaluateAsync<string>("image => `${image.naturalWidth}x${image.naturalHeight}`"));
        Assert.Equal(("It cost", "$0"), (await page.TextAsync("#price-label"), await page.TextAsync("#price")));
        Assert.Matches(@"^Drawn by tiny-janus on this machine, and free\. Its seed was [0-9]+\.$", await page.TextAsync("#honest"));
        var record = await chromium.Host.Books.Journal.FindAsync(await page.TextAsync("#generation"));
        Assert.Equal("engine", record!.Attempts.Single().Provider);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Prompt_ThatIsRefused_ShowsTheGatewaysSentence()
    {
        await using var page = await chromium.OpenAsync();
        await page.Page.SelectOptionAsync("#model", "openai/dall-e-2");
        await page.Page.FillAsync("#prompt", new string('a', 1001));
        await page.DrawAsync("failed");

        Assert.Equal("Invalid 'prompt': string too long. Expected at most 1000 characters, got 1001.", await page.TextAsync("#trouble"));
        Assert.False(await page.Page.Locator("#result").IsVisibleAsync());
        Assert.True(await page.Page.Locator("#draw").IsEnabledAsync());
    }

    [Fact]
    public async Task Stream_CutOff_SaysSo()
    {
        await using var page = await chromium.OpenAsync();
        await page.Page.RouteAsync("**/playground/images", route => route.FulfillAsync(new() { ContentType = "text/event-stream", Body = ": ping\n\nevent: image_generation.par" }));
        await page.DrawAsync("failed");

        Assert.Equal("The gateway did not answer to the end. Is it still running?", await page.TextAsync("#trouble"));
    }

    private static async Task DrawSmallAsync(OpenPage page)
    {
        await page.Page.SelectOptionAsync("#model", "openai/dall-e-2");
        await page.Page.SelectOptionAsync("#size", "256x256");
        await page.DrawAsync();
    }

    [GeneratedRegex("no drawing for: .*quasiparticle.*only changed the composition")]
    private static partial Regex UnknownLine();
}
