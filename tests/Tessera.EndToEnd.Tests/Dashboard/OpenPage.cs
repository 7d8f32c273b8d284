using Microsoft.Playwright;

namespace Tessera.EndToEnd.Tests.Dashboard;

/// <summary>A page in a browser, with all that it complained of: errors, warnings, and what its content policy forbade.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private readonly IBrowserContext context;

    public OpenPage(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) => Complaints.Add($"{message.Type}: {message.Text}");
        page.PageError += (_, error) => Complaints.Add(error);
        page.RequestFailed += (_, request) =>
        {
            // On a busy machine Chromium calls a stream aborted that the page has read to its end; a stream that really broke off
            // is told by the page itself, whose state every test waits for.
            if (!(request.Url.EndsWith("/playground/images", StringComparison.Ordinal) && request.Failure == "net::ERR_ABORTED"))
            {
                Complaints.Add($"{request.Url}: {request.Failure}");
            }
        };
    }

    public IPage Page { get; }

    public List<string> Complaints { get; } = [];

    public Task<string> TextAsync(string selector) => Page.Locator(selector).InnerTextAsync();

    /// <summary>Presses the button and waits for the end, good or bad.</summary>
    public async Task DrawAsync(string end = "done")
    {
        await Page.ClickAsync("#draw");
        await Page.Locator($"#studio[data-state={end}]").WaitForAsync();
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();
}
