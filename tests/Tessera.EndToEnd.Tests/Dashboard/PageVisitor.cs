using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Tessera.EndToEnd.Tests.Dashboard;

/// <summary>A visitor without a browser: fetches the page, keeps its cookie and token, and can send what no browser would.</summary>
internal sealed partial class PageVisitor : IDisposable
{
    public const string SmallOrder = """{"model":"openai/gpt-image-1","prompt":"A red cup","size":"1024x1024","quality":"low"}""";

    private readonly HttpMessageInvoker http = new(new SocketsHttpHandler
    {
        CookieContainer = new CookieContainer(),
        Expect100ContinueTimeout = Timeout.InfiniteTimeSpan,
    });

    private readonly string address;

    private PageVisitor(string address) => this.address = address;

    public string Html { get; private set; } = "";

    public HttpResponseMessage Page { get; private set; } = new();

    public string Token { get; private set; } = "";

    public static async Task<PageVisitor> AtAsync(string address)
    {
        var visitor = new PageVisitor(address);
        visitor.Page = await visitor.GetAsync("/");
        visitor.Html = await visitor.Page.Content.ReadAsStringAsync();
        visitor.Token = TokenOfPage().Match(visitor.Html).Groups[1].Value;
        return visitor;
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? tag = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address + path);
        if (tag is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        return http.SendAsync(request, CancellationToken.None);
    }

    /// <summary>Sends an order as the page's script would, save for what is said otherwise.</summary>
    public Task<HttpResponseMessage> DrawAsync(string? token, (string Name, string Value)? origin, HttpContent? body = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address + "/playground/images") { Content = body ?? new StringContent(SmallOrder, Encoding.UTF8, "application/json") };
        if (token is not null)
        {
            request.Headers.Add("x-tessera-page-token", token);
        }

        // The body follows when the gateway asks for it: a refusal comes without, and this client would send on before it reads.
        request.Headers.ExpectContinue = body is not null;
        if (origin is var (name, value))
        {
            request.Headers.Add(name, value);
        }

        return http.SendAsync(request, CancellationToken.None);
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("name=\"tessera-page-token\" content=\"([^\"]+)\"")]
    private static partial Regex TokenOfPage();
}
