using System.Net;
using System.Text;
using System.Text.Json;

namespace Tessera.EndToEnd.Tests.Dashboard;

/// <summary>Who may use the call behind the prompt box, and how much.</summary>
public sealed class PlaygroundDoorTests(DashboardHost host) : IClassFixture<DashboardHost>
{
    private static readonly (string, string) SameOrigin = ("Sec-Fetch-Site", "same-origin");

    [Fact]
    public async Task Post_OfThePage_AnswersEventsWithAReceiptAtTheEnd()
    {
        using var visitor = await PageVisitor.AtAsync(host.Address);
        var answer = await visitor.DrawAsync(visitor.Token, SameOrigin);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("text/event-stream", answer.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);

        var events = (await answer.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("id: 1\nevent: image_generation.completed\n", events[^2], StringComparison.Ordinal);
        Assert.StartsWith("event: tessera.receipt\ndata: ", events[^1], StringComparison.Ordinal);
        using var receipt = JsonDocument.Parse(events[^1].Split("data: ")[1]);
        Assert.Equal(answer.Headers.GetValues("x-tessera-generation-id").Single(), receipt.RootElement.GetProperty("generation_id").GetString());
        var record = await host.Books.Journal.FindAsync(receipt.RootElement.GetProperty("generation_id").GetString()!);
        Assert.Equal(record!.Cost.ToString(), receipt.RootElement.GetProperty("cost_usd").GetString());
    }

    [Fact]
    public async Task Post_WithoutToken_IsRefused()
    {
        using var visitor = await PageVisitor.AtAsync(host.Address);
        await AssertRefusedAsync(await visitor.DrawAsync(null, SameOrigin), HttpStatusCode.Forbidden, "invalid_page_token");
        await AssertRefusedAsync(await visitor.DrawAsync("CfDJ8made-up", SameOrigin), HttpStatusCode.Forbidden, "invalid_page_token");
    }

    [Fact]
    public async Task Post_WithTheTokenOfAnotherVisitor_IsRefused()
    {
        using var visitor = await PageVisitor.AtAsync(host.Address);
        using var other = await PageVisitor.AtAsync(host.Address);
        await AssertRefusedAsync(await visitor.DrawAsync(other.Token, SameOrigin), HttpStatusCode.Forbidden, "invalid_page_token");
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Origin", "https://example.com")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "null")]
    [InlineData("X-Nothing", "at all")]
    public async Task Post_FromElsewhere_IsRefused(string header, string value)
    {
        using var visitor = await PageVisitor.AtAsync(host.Address);
        await AssertRefusedAsync(await visitor.DrawAsync(visitor.Token, (header, value)), HttpStatusCode.Forbidden, "cross_origin");
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task Post_WithOurOriginOnly_IsLetIn(string scheme)
    {
        using var visitor = await PageVisitor.AtAsync(host.Address);
        var answer = await visitor.DrawAsync(visitor.Token, ("Origin", $"{scheme}{host.Address[4..]}"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_OfMoreThan16KiB_IsRefused(bool chunked)
    {
        using var visitor = await PageVisitor.AtAsync(host.Address);
        var text = PageVisitor.SmallOrder.Replace("A red cup", new string('a', 17_000), StringComparison.Ordinal);
        HttpContent body = chunked ? new StreamContent(new UnmeasuredStream(Encoding.UTF8.GetBytes(text))) : new StringContent(text, Encoding.UTF8, "application/json");
        body.Headers.ContentType = new("application/json");
        await AssertRefusedAsync(await visitor.DrawAsync(visitor.Token, SameOrigin, body), HttpStatusCode.RequestEntityTooLarge, "request_too_large");
    }

    /// <summary>With a queue that has no end nobody is refused, and all wait.</summary>
    [Fact(Timeout = 30_000)]
    public async Task Post_BeyondTheQueue_IsToldToWait()
    {
        using var visitor = await PageVisitor.AtAsync(host.Address);
        var rest = new TaskCompletionSource();
        var orders = Enumerable.Range(0, 7).Select(_ => visitor.DrawAsync(visitor.Token, SameOrigin, new HeldBack(rest.Task))).ToList();

        // Two hold a turn and wait for the rest of their order, four stand in the queue.
        var first = await await Task.WhenAny(orders);
        await AssertRefusedAsync(first, HttpStatusCode.TooManyRequests, "rate_limit_exceeded");
        Assert.Equal(TimeSpan.FromSeconds(1), first.Headers.RetryAfter!.Delta);

        rest.SetResult();
        var answers = await Task.WhenAll(orders);
        Assert.Equal(6, answers.Count(answer => answer.IsSuccessStatusCode));
    }

    private static async Task AssertRefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal((status, code), (answer.StatusCode, JsonDocument.Parse(text).RootElement.GetProperty("error").GetProperty("code").GetString()));
    }

    /// <summary>A body that is sent without its length.</summary>
    private sealed class UnmeasuredStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    /// <summary>An order of which the second half comes when it is allowed to.</summary>
    private sealed class HeldBack(Task rest) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var order = Encoding.UTF8.GetBytes(PageVisitor.SmallOrder);
            await stream.WriteAsync(order.AsMemory(0, 20));
            await stream.FlushAsync();
            await rest;
            await stream.WriteAsync(order.AsMemory(20));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
