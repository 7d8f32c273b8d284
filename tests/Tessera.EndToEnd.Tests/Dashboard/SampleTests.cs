using System.Diagnostics;
using Tessera.Ledger.Records;

namespace Tessera.EndToEnd.Tests.Dashboard;

[Collection("pages")]
public sealed class SampleTests(Chromium chromium)
{
    [Theory]
    [InlineData("curl", "\"seed\": 9007199254740993", "\"prompt\": \"A \\\"green\\\" cup\"")]
    [InlineData("python", "extra_body={\"seed\": 9007199254740993}", "prompt=\"A \\\"green\\\" cup\"")]
    [InlineData("typescript", "...{ seed: 9007199254740993 }", "prompt: \"A \\\"green\\\" cup\"")]
    [InlineData("csharp", "seed = 9007199254740993L", "prompt = \"A \\\"green\\\" cup\"")]
    public async Task Sample_FormChanged_FollowsIt(string language, string seed, string prompt)
    {
        await using var page = await chromium.OpenAsync();
        await page.Page.ClickAsync($"#tab-{language}");
        await page.Page.SelectOptionAsync("#model", "openai/gpt-image-1-mini");
        await page.Page.FillAsync("#prompt", "A \"green\" cup");
        await page.Page.SelectOptionAsync("#size", "1536x1024");
        await page.Page.SelectOptionAsync("#quality", "medium");
        await page.Page.SelectOptionAsync("#background", "transparent");
        // One more than a number of JavaScript can hold.
        await page.Page.FillAsync("#seed", "9007199254740993");

        var code = await page.TextAsync("#sample-text");
        foreach (var part in new[] { seed, prompt, "openai/gpt-image-1-mini", "1536x1024", "medium", "transparent", $"{chromium.Host.Address}/v1", "TESSERA_API_KEY" })
        {
            Assert.Contains(part, code, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Sample_OfAModelThatAnswersWithAddresses_AsksForBytes()
    {
        await using var page = await chromium.OpenAsync();
        await page.Page.SelectOptionAsync("#model", "openai/dall-e-3");
        Assert.Contains("\"response_format\": \"b64_json\"", await page.TextAsync("#sample-text"), StringComparison.Ordinal);
        await page.Page.ClickAsync("#tab-csharp");
        Assert.Contains("ResponseFormat = GeneratedImageFormat.Bytes", await page.TextAsync("#sample-text"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prompt_OfMarkup_StaysText()
    {
        await using var page = await chromium.OpenAsync();
        await page.Page.FillAsync("#prompt", "</code><img src=x onerror=alert(1)>");
        Assert.Contains("</code><img src=x onerror=alert(1)>", await page.TextAsync("#sample-text"), StringComparison.Ordinal);
        Assert.Equal(0, await page.Page.Locator("#sample img").CountAsync());
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task CurlSample_PastedIntoAShell_MakesThePicture()
    {
        const string prompt = "It's a \"red\" cup \\ $HOME `id`\non a table";
        await using var page = await chromium.OpenAsync();
        await page.Page.FillAsync("#prompt", prompt);
        await page.Page.SelectOptionAsync("#model", "openai/dall-e-2");
        await page.Page.SelectOptionAsync("#size", "256x256");
        var directory = Directory.CreateTempSubdirectory("tessera-sample-");
        try
        {
            await PasteAsync(await page.TextAsync("#sample-text"), directory.FullName);
            var picture = await File.ReadAllBytesAsync(Path.Combine(directory.FullName, "picture.png"));
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], picture[..4]);
            var records = await chromium.Host.Books.Journal.ListAsync(new RecordQuery());
            Assert.Contains(records, record => record.Prompt == prompt);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private async Task PasteAsync(string code, string directory)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-c", code]) { WorkingDirectory = directory, RedirectStandardError = true };
        start.Environment["TESSERA_API_KEY"] = chromium.Host.TestKey;
        using var shell = Process.Start(start)!;
        var complaint = await shell.StandardError.ReadToEndAsync();
        await shell.WaitForExitAsync();
        Assert.Equal((0, ""), (shell.ExitCode, complaint));
    }
}
