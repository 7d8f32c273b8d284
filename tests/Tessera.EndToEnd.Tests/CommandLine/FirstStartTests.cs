using System.Diagnostics;
using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.CommandLine;

public sealed class FirstStartTests : Workplace
{
    [Fact]
    public async Task Serve_EmptyDirectory_PrintsKeysAndALineThatDrawsAPicture()
    {
        var (server, greeting, address) = await ServeAsync();
        await using var running = server;

        Assert.Matches("tsr_test_[0-9A-Za-z]{38}", greeting);
        Assert.Matches("tsr_live_[0-9A-Za-z]{38}", greeting);
        Assert.Matches("tsr_admin_[0-9A-Za-z]{38}", greeting);
        Assert.Contains(At("data"), greeting, StringComparison.Ordinal);
        Assert.Contains("OPENAI_API_KEY", greeting, StringComparison.Ordinal);
        Assert.Contains($"{address.Scheme}://{address.Authority}/v1/images/generations", greeting, StringComparison.Ordinal);

        var pasted = greeting[greeting.IndexOf("curl ", StringComparison.Ordinal)..greeting.IndexOf("\n\n", greeting.IndexOf("curl ", StringComparison.Ordinal), StringComparison.Ordinal)];
        using var shell = Process.Start(new ProcessStartInfo("sh", ["-c", pasted]) { WorkingDirectory = Here })!;
        await shell.WaitForExitAsync().WaitAsync(Patience.Limit);

        var picture = Png.Read(await File.ReadAllBytesAsync(At("balloon.png")));
        Assert.Equal((1024, 1024), (picture.Width, picture.Height));
    }

    [Fact]
    public async Task Serve_Again_KeepsTheKeysAndShowsNone()
    {
        var (first, greeting, _) = await ServeAsync();
        await first.SignalAsync("TERM");
        Assert.Equal(0, (await first.EndAsync()).ExitCode);
        var (second, later, address) = await ServeAsync();
        await using var running = second;

        Assert.DoesNotContain("tsr_", later, StringComparison.Ordinal);
        Assert.Contains("tessera keys create", later, StringComparison.Ordinal);
        Assert.Equal(200, await StatusAsync(address, Word(greeting, "test")));
    }

    [Fact]
    public async Task Serve_FixedKeys_MakesNoOthers()
    {
        const string secret = "a-key-for-a-container-1";
        var (server, greeting, address) = await ServeAsync(new Dictionary<string, string> { ["TESSERA_TEST_KEY"] = secret });
        await using var running = server;

        Assert.Contains("TESSERA_TEST_KEY", greeting, StringComparison.Ordinal);
        Assert.DoesNotContain("tsr_", greeting, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, greeting, StringComparison.Ordinal);
        Assert.Equal(200, await StatusAsync(address, secret));
        Assert.Equal(401, await StatusAsync(address, secret + "2"));
    }

    [Fact]
    public async Task Serve_Alone_IsTheDefaultAndShowsAPage()
    {
        await using var server = TesseraProcess.Start(Here, new Dictionary<string, string> { ["TESSERA_URLS"] = "http://127.0.0.1:0", ["TESSERA_DATA_DIR"] = At("elsewhere") });
        var address = new Uri(Word(await server.OutputAsync("Ctrl-C"), "address"));
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };
        using var page = await http.GetAsync("/");

        Assert.True(File.Exists(At("elsewhere/tessera.db")));
        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.False(page.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Serve_BehindAProxy_SignsAddressesAsTheClientCalledThem()
    {
        var (server, greeting, address) = await ServeAsync();
        await using var running = server;
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/images/generations")
        {
            Content = new StringContent("""{"model":"gpt-image-1","prompt":"a dot","quality":"low","response_format":"url"}""", null, "application/json"),
        };
        request.Headers.Authorization = new("Bearer", Word(greeting, "test"));
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "pictures.example");
        using var response = await http.SendAsync(request);

        Assert.Contains("\"url\":\"https://pictures.example/files/", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<int> StatusAsync(Uri address, string key)
    {
        using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models");
        request.Headers.Authorization = new("Bearer", key);
        using var response = await http.SendAsync(request);
        return (int)response.StatusCode;
    }
}
