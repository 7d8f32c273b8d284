using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Http;
using Tessera.Gateway.Tests.Dialects;

namespace Tessera.Gateway.Tests.Http;

public sealed class ErrorBodyTests
{
    [Fact]
    public async Task Error_HasFourKeys_AlsoWhereTheyAreNull()
    {
        var (status, headers, body) = await WriteAsync(CallerError.Invalid(null, null, "Say more."));
        Assert.Equal(400, status);
        Assert.Equal("""{"error":{"message":"Say more.","type":"invalid_request_error","param":null,"code":null}}""", body);
        Assert.Equal(("application/json", Encoding.UTF8.GetByteCount(body)), (headers.ContentType, (int?)headers.ContentLength));
    }

    [Fact]
    public async Task Stranger_IsChallenged() =>
        Assert.Equal("Bearer realm=\"OpenAI API\"", (await WriteAsync(new(401, CallerError.InvalidRequest, "invalid_api_key", null, "No."))).Headers.WWWAuthenticate);

    [Theory]
    [InlineData(1500, "2", "1500")]
    [InlineData(0, "0", "0")]
    [InlineData(60_000, "60", "60000")]
    public async Task Wait_IsTold_InSecondsAndMilliseconds(int milliseconds, string seconds, string exact)
    {
        var headers = (await WriteAsync(new(429, "requests", "rate_limit_exceeded", null, "Wait.") { RetryAfter = TimeSpan.FromMilliseconds(milliseconds) })).Headers;
        Assert.Equal((seconds, exact), (headers.RetryAfter.ToString(), headers["retry-after-ms"].ToString()));
    }

    [Fact]
    public async Task Repeat_ThatCouldPayTwice_IsForbidden()
    {
        Assert.Equal("false", (await WriteAsync(CallerError.Internal("req_1"))).Headers["x-should-retry"]);
        Assert.False((await WriteAsync(CallerError.Invalid(null, null, "x"))).Headers.ContainsKey("x-should-retry"));
    }

    [Fact]
    public async Task ProvidersOwnObject_IsPassedOn()
    {
        const string raw = """{"message":"No.","type":"t","code":"moderation_blocked","moderation_details":{"categories":["violence"]}}""";
        Assert.Equal($"{{\"error\":{raw}}}", (await WriteAsync(CallerError.ForImage("c", null, "m") with { Raw = raw })).Body);
    }

    [Fact]
    public async Task Message_WithAnything_IsJson()
    {
        const string message = "a\0b half \ud83d </script>\r\n\"";
        using var document = JsonDocument.Parse((await WriteAsync(CallerError.Invalid(null, message, message))).Body);
        Assert.Equal(message.Replace('\ud83d', '\uFFFD'), document.RootElement.GetProperty("error").GetProperty("message").GetString());
    }

    private static async Task<(int Status, IHeaderDictionary Headers, string Body)> WriteAsync(CallerError error)
    {
        var http = new TestHttp();
        await ErrorBody.WriteAsync(http.Context.Response, error, http.Context.RequestAborted);
        return (http.Context.Response.StatusCode, http.Context.Response.Headers, http.Written);
    }
}
