using Microsoft.Playwright;

namespace Tessera.EndToEnd.Tests.Dashboard;

/// <summary>One browser for all tests of the pages, Debian's, and one gateway that it looks at.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private const string Executable = "/usr/bin/chromium";

    private IPlaywright? playwright;
    private IBrowser? browser;

    public DashboardHost Host { get; } = new();

    public async Task InitializeAsync()
    {
        Assert.True(File.Exists(Executable), $"{Executable} is missing: apt-get install chromium");
        await Host.InitializeAsync();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"],
        });
    }

    /// <summary>Opens the first page in a window of its own.</summary>
    public async Task<OpenPage> OpenAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await browser!.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 900 }, ColorScheme = scheme });
        var page = await context.NewPageAsync();
        var opened = new OpenPage(context, page);
        await page.GotoAsync(Host.Address);
        await page.Locator("#draw:enabled").WaitForAsync();
        return opened;
    }

    public async Task DisposeAsync()
    {
        await browser!.CloseAsync();
        playwright!.Dispose();
        await Host.DisposeAsync();
    }
}

[CollectionDefinition("pages")]
public sealed class Pages : ICollectionFixture<Chromium>;
