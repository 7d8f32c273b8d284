using System.Net.Sockets;
using System.Text;
using Tessera.EndToEnd.Tests.Harness;

namespace Tessera.EndToEnd.Tests.Sandbox;

/// <summary><c>/files/…</c>: the address is the permission, so nothing of it may be changed.</summary>
public sealed class FileAddressTests(SandboxGateway sandbox) : IClassFixture<SandboxGateway>
{
    [Fact]
    public async Task File_SignedAddress_ServesThePictureToAnybody()
    {
        var reply = (await sandbox.Gateway.GetAsync(await SignedAsync(), null)).Expect(200);

        Assert.Equal(("image/png", "nosniff"), (reply["Content-Type"], reply["X-Content-Type-Options"]));
        Assert.Equal(64, Png.Read(reply.Body).Width);
    }

    [Theory]
    [InlineData("sig", 403, "invalid_signature")]
    [InlineData("exp", 403, "invalid_signature")]
    [InlineData("hash", 403, "invalid_signature")]
    [InlineData("extension", 403, "invalid_signature")]
    [InlineData("no query", 403, "invalid_signature")]
    public async Task File_AlteredAddress_IsRefused(string what, int status, string code)
    {
        var signed = await SignedAsync();
        var at = signed.IndexOf("/files/", StringComparison.Ordinal) + "/files/".Length;
        var altered = what switch
        {
            "sig" => signed[..^2] + (signed[^2] == 'A' ? 'B' : 'A') + signed[^1],
            "exp" => signed.Replace("exp=", "exp=9", StringComparison.Ordinal),
            "hash" => signed[..at] + (signed[at] == '0' ? '1' : '0') + signed[(at + 1)..],
            "extension" => signed.Replace(".png", ".jpg", StringComparison.Ordinal),
            _ => signed[..signed.IndexOf('?', StringComparison.Ordinal)],
        };

        var reply = (await sandbox.Gateway.GetAsync(altered, null)).Expect(status);

        Assert.Equal(code, (string?)reply.Error["code"]);
    }

    [Fact]
    public async Task File_AfterAnHour_HasExpired()
    {
        await using var gateway = await RunningGateway.StartAsync();
        var made = (await gateway.PostAsync("/v1/images/generations", gateway.TestKey, """{"model":"dall-e-2","prompt":"a cup","size":"256x256"}""")).Expect(200);
        var address = (string)made.Json["data"]![0]!["url"]!;

        gateway.Time.Advance(TimeSpan.FromMinutes(59));
        (await gateway.GetAsync(address, null)).Expect(200);
        gateway.Time.Advance(TimeSpan.FromMinutes(2));
        var late = (await gateway.GetAsync(address, null)).Expect(403);

        Assert.Equal("url_expired", (string?)late.Error["code"]);
    }

    /// <summary>Sent over a bare socket: a client library would tidy the path up before sending it.</summary>
    [Theory]
    [InlineData("/files/../tessera.db")]
    [InlineData("/files/..%2f..%2ftessera.db")]
    [InlineData("/files/%2e%2e/tessera.db")]
    [InlineData("/files/..\\tessera.db")]
    [InlineData("/files//etc/passwd")]
    [InlineData("/files/thumbs/../../tessera.db")]
    [InlineData("/files/%00.png")]
    public async Task File_PathTricks_LeadNowhere(string path)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(sandbox.Gateway.Address.Host, sandbox.Gateway.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var answer = await reader.ReadToEndAsync();

        Assert.Matches("^HTTP/1.1 4(00|03|04) ", answer);
        Assert.DoesNotContain("SQLite format", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_KnownAddress_IsNotServedAgain()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, await SignedAsync());
        var first = await sandbox.Gateway.GetAsync(request.RequestUri!.AbsoluteUri, null);
        request.Headers.TryAddWithoutValidation("If-None-Match", first["ETag"]);

        using var second = await sandbox.Gateway.Http.SendAsync(request);

        Assert.Equal(304, (int)second.StatusCode);
    }

    private async Task<string> SignedAsync() =>
        (string)(await sandbox.DrawAsync("""{"model":"tessera/sketch","prompt":"a cup","size":"64x64","response_format":"url"}""")).Json["data"]![0]!["url"]!;
}
