using System.Net;
using System.Text;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Providers.OpenAiWire;
using Tessera.Gateway.Settings;
using Tessera.Gateway.Tests.Calls;

namespace Tessera.Gateway.Tests.Providers.OpenAiWire;

/// <summary>What each refusal means: who is to blame, what it may have cost, whether another route is tried, what the caller reads.</summary>
public sealed class OpenAiWireFailuresTests
{
    private const string Quota = """{"error":{"message":"Out of credit.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""";
    private const string HardLimit = """{"error":{"message":"Hard limit.","type":"billing_limit_user_error","param":null,"code":"billing_hard_limit_reached"}}""";
    private const string Bucket = """{"error":{"message":"Slow down. Please try again in 12s.","type":"input-images","param":null,"code":"rate_limit_exceeded"}}""";
    private const string Moderated = """{"error":{"message":"No.","type":"image_generation_user_error","param":null,"code":"moderation_blocked","moderation_details":{"moderation_stage":"input"}}}""";

    /// <summary>Status and body of the provider; blame, acceptance, whether the next route may be tried; status, type and code for the caller; whether a repeat is forbidden.</summary>
    [Theory]
    [InlineData(400, Moderated, "Caller", "NotAccepted", false, 400, "image_generation_user_error", "moderation_blocked", false)]
    [InlineData(400, "", "Caller", "NotAccepted", false, 400, "invalid_request_error", null, false)]
    [InlineData(422, "<html>", "Caller", "NotAccepted", false, 422, "invalid_request_error", null, false)]
    [InlineData(400, HardLimit, "Gateway", "NotAccepted", true, 429, "billing_limit_user_error", "billing_hard_limit_reached", true)]
    [InlineData(401, Quota, "Gateway", "NotAccepted", true, 502, "server_error", "provider_key_refused", true)]
    [InlineData(402, "", "Gateway", "NotAccepted", true, 502, "server_error", "provider_credit_used_up", true)]
    [InlineData(403, "", "Provider", "NotAccepted", true, 403, "invalid_request_error", null, false)]
    [InlineData(404, "", "Provider", "NotAccepted", true, 404, "invalid_request_error", null, false)]
    [InlineData(408, "", "Provider", "MaybeAccepted", false, 504, "image_generation_server_error", "image_generation_failed", true)]
    [InlineData(429, Bucket, "Provider", "NotAccepted", true, 429, "input-images", "rate_limit_exceeded", false)]
    [InlineData(429, "", "Provider", "NotAccepted", true, 429, "invalid_request_error", null, false)]
    [InlineData(429, Quota, "Gateway", "NotAccepted", true, 429, "insufficient_quota", "insufficient_quota", true)]
    [InlineData(500, "", "Provider", "MaybeAccepted", false, 502, "image_generation_server_error", "image_generation_failed", true)]
    [InlineData(502, "", "Provider", "MaybeAccepted", false, 502, "image_generation_server_error", "image_generation_failed", true)]
    [InlineData(503, "", "Provider", "NotAccepted", true, 503, "server_error", "provider_overloaded", false)]
    [InlineData(504, "", "Provider", "MaybeAccepted", false, 504, "image_generation_server_error", "image_generation_failed", true)]
    [InlineData(302, "", "Provider", "MaybeAccepted", false, 502, "image_generation_server_error", "image_generation_failed", true)]
    public void Status_MeansThis(int status, string body, string blame, string acceptance, bool mayTryNext, int told, string type, string? code, bool noRepeat)
    {
        var failure = OpenAiWireFailures.OfStatus("openai", (HttpStatusCode)status, null, Encoding.UTF8.GetBytes(body));
        Assert.Equal((FailedAt.Headers, blame, acceptance, mayTryNext, status), (failure.Step, failure.Blame.ToString(), failure.Acceptance.ToString(), failure.MayTryNext(MaybeAcceptedPolicy.Stop), failure.UpstreamStatus));
        Assert.Equal((told, type, code, noRepeat), (failure.Error.Status, failure.Error.Type, failure.Error.Code, failure.Error.MayRepeat == false));
        Assert.NotEmpty(failure.Error.Message);
    }

    [Theory]
    [InlineData(429, null, 5)]
    [InlineData(429, 0, 0)]
    [InlineData(429, 12, 12)]
    [InlineData(429, 60, 60)]
    [InlineData(429, 3600, 60)]
    [InlineData(503, null, 5)]
    [InlineData(503, 90, 60)]
    public void RetryAfter_IsAtMostAMinute(int status, int? asked, int told)
    {
        var failure = OpenAiWireFailures.OfStatus("openai", (HttpStatusCode)status, asked is { } seconds ? TimeSpan.FromSeconds(seconds) : null, default);
        Assert.Equal(TimeSpan.FromSeconds(told), failure.Error.RetryAfter);
        Assert.Contains($"try again in {told}s", failure.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, "NotAccepted", true)]
    [InlineData(HttpRequestError.ConnectionError, "NotAccepted", true)]
    [InlineData(HttpRequestError.SecureConnectionError, "NotAccepted", true)]
    [InlineData(HttpRequestError.ResponseEnded, "MaybeAccepted", false)]
    [InlineData(HttpRequestError.Unknown, "MaybeAccepted", false)]
    public void Transport_BeforeTheConnectionStands_CostsNothing(HttpRequestError error, string acceptance, bool mayTryNext)
    {
        var failure = OpenAiWireFailures.OfTransport("openai", new HttpRequestException(error));
        Assert.Equal((acceptance, mayTryNext, 502), (failure.Acceptance.ToString(), failure.MayTryNext(MaybeAcceptedPolicy.Stop), failure.Error.Status));
    }

    [Theory]
    [InlineData("""{"type":"error","error":{"type":"image_generation_user_error","code":"moderation_blocked","message":"No.","param":null}}""", 400, "Caller", "moderation_blocked")]
    [InlineData("""{"type":"error","error":{"type":"image_generation_server_error","code":"image_generation_failed","message":"Oh.","param":null}}""", 502, "Provider", "image_generation_failed")]
    [InlineData("nonsense", 502, "Provider", null)]
    public void ErrorEvent_IsNeverRepeated(string data, int status, string blame, string? code)
    {
        var failure = OpenAiWireFailures.OfEvent(Encoding.UTF8.GetBytes(data));
        Assert.Equal((status, blame, code, false, false), (failure.Error.Status, failure.Blame.ToString(), failure.Error.Code, failure.MayTryNext(MaybeAcceptedPolicy.Stop), failure.Error.MayRepeat));
    }

    [Theory]
    [InlineData("{\"error\":{\"message\":\"half a face \\ud83d\"}}", "half a face \uFFFD")]
    [InlineData("{\"error\":{\"message\":7}}", "openai refused")]
    [InlineData("{\"error\":\"text\"}", "openai refused")]
    [InlineData("[[[[", "openai refused")]
    public void Body_ThatIsOdd_StillGivesASentence(string body, string start) => Assert.StartsWith(
        start, OpenAiWireFailures.OfStatus("openai", HttpStatusCode.BadRequest, null, Encoding.UTF8.GetBytes(body)).Error.Message, StringComparison.Ordinal);

    [Fact]
    public void Body_NestedAThousandDeep_StillGivesASentence() => Assert.NotEmpty(
        OpenAiWireFailures.OfStatus("openai", HttpStatusCode.BadRequest, null, Encoding.UTF8.GetBytes(new string('[', 1000))).Error.Message);

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(429)]
    [InlineData(500)]
    public async Task Key_OfTheProvider_IsInNoMessage(int status)
    {
        var end = new FarEnd(_ => new((HttpStatusCode)status) { Content = new StringContent("""{"error":{"message":"Bad.","type":"t","code":"c"}}""") });
        var refused = Assert.IsType<RefusedAnswer>(await end.AskAsync(Ask.Taken(Ask.Body("gpt-image-2")), FarEnd.OpenAi));
        Assert.DoesNotContain("sk-far", $"{refused.Failure} {refused.Failure.Error.Raw} {FarEnd.OpenAi} {FarEnd.Key}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_WithIdAndWait_KeepsBoth()
    {
        var end = new FarEnd(_ =>
        {
            var response = new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Content = new StringContent("{}") };
            response.Headers.Add("x-request-id", "req_far");
            response.Headers.Add("retry-after-ms", "1500");
            return response;
        });
        var refused = Assert.IsType<RefusedAnswer>(await end.AskAsync(Ask.Taken(Ask.Body("gpt-image-2")), FarEnd.OpenAi));
        Assert.Equal((429, "req_far", TimeSpan.FromSeconds(1.5)), (refused.Status, refused.ProviderRequestId, refused.Failure.Error.RetryAfter));
    }

    [Fact]
    public async Task Html_WithStatus200_IsNoAnswer()
    {
        var end = new FarEnd(_ => new(HttpStatusCode.OK) { Content = new StringContent("<p>", Encoding.UTF8, "text/html") });
        var refused = Assert.IsType<RefusedAnswer>(await end.AskAsync(Ask.Taken(Ask.Body("gpt-image-2")), FarEnd.OpenAi));
        Assert.Equal((Acceptance.MaybeAccepted, false), (refused.Failure.Acceptance, refused.Failure.MayTryNext(MaybeAcceptedPolicy.Stop)));
        Assert.Contains("text/html", refused.Failure.Error.Message, StringComparison.Ordinal);
    }
}
