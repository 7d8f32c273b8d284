using System.Text.Json;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects.AiSdk;
using Tessera.Gateway.Tests.Calls;

namespace Tessera.Gateway.Tests.Dialects.AiSdk;

/// <summary>What the AI SDK's gateway client gets, to the byte: it throws paid pictures away for a null or an unknown warning.</summary>
public sealed class AiSdkReplyTests : IDisposable
{
    private static readonly Adjustment[] Adjustments =
    [
        new("seed", AdjustmentKind.Dropped, "this model has no seed"),
        new("aspectRatio", AdjustmentKind.Mapped, "size 1024x1024"),
        new("prompt", AdjustmentKind.Ignored, "zeppelin"),
    ];

    private const string About = """{"created":1795176000,"size":"1024x1024","quality":"medium","background":"opaque","outputFormat":"png"}""";

    private readonly Finished _finished = new();
    private readonly TestHttp _http = new();

    public void Dispose() => _finished.Dispose();

    [Theory]
    [InlineData(2, """{"type":"other","message":"seed: this model has no seed"},{"type":"other","message":"words that the painter does not know: zeppelin"}""")]
    [InlineData(3, """{"type":"unsupported","feature":"seed","details":"this model has no seed"},{"type":"other","message":"words that the painter does not know: zeppelin"}""")]
    [InlineData(4, """{"type":"unsupported","feature":"seed","details":"this model has no seed"},{"type":"other","message":"words that the painter does not know: zeppelin"}""")]
    public async Task Answer_OfEachVersion_IsThisText(int version, string warnings)
    {
        await Reply(version).FinishAsync(_finished.Result(2), Finished.Receipt(Adjustments), CancellationToken.None);
        Assert.Equal(
            $$$$"""{"images":["{{{{Finished.Pixel}}}}","{{{{Finished.Pixel}}}}"],"warnings":[{{{{warnings}}}}],"providerMetadata":{"openai":{"images":[{{{{About}}}},{{{{About}}}}]},{{{{Finished.Gateway}}}}},"usage":{"inputTokens":19,"outputTokens":441,"totalTokens":460}}""",
            _http.Written);
    }

    [Fact]
    public async Task Answer_WithLittleKnown_HasNoNulls()
    {
        var result = _finished.Result() with { Background = null, Quality = null, Size = null, OutputFormat = null, HasTokens = false };
        await Reply(4).FinishAsync(result, Finished.Receipt() with { Cost = null }, CancellationToken.None);
        using var document = JsonDocument.Parse(_http.Written);
        Assert.DoesNotContain("null", _http.Written, StringComparison.Ordinal);
        Assert.Equal("""[]""", document.RootElement.GetProperty("warnings").GetRawText());
        Assert.Equal("""{"images":[{"created":1795176000}]}""", document.RootElement.GetProperty("providerMetadata").GetProperty("openai").GetRawText());
        Assert.False(document.RootElement.TryGetProperty("usage", out _));
        Assert.False(document.RootElement.GetProperty("providerMetadata").GetProperty("gateway").TryGetProperty("cost", out _));
    }

    /// <summary>The error; the type that decides which class is thrown, and the status.</summary>
    [Theory]
    [InlineData(400, "invalid_request_error", "x", "n", "invalid_request_error", 400)]
    [InlineData(401, "invalid_request_error", "invalid_api_key", null, "authentication_error", 401)]
    [InlineData(402, "insufficient_quota", "budget_exceeded", null, "quota_for_entity_exceeded", 402)]
    [InlineData(403, "invalid_request_error", null, null, "forbidden", 403)]
    [InlineData(404, "invalid_request_error", "generation_not_found", "id", "not_found", 404)]
    [InlineData(413, "invalid_request_error", "request_too_large", null, "invalid_request_error", 413)]
    [InlineData(429, "requests", "rate_limit_exceeded", null, "rate_limit_exceeded", 429)]
    [InlineData(502, "server_error", null, null, "internal_server_error", 502)]
    public async Task Error_HasTheTypeThatTheClientKnows(int status, string type, string? code, string? param, string written, int sent)
    {
        await Reply(4).FailAsync(new(status, type, code, param, "m"), CancellationToken.None);
        var parts = new[] { "\"message\":\"m\"", $"\"type\":\"{written}\"", param is null ? null : $"\"param\":\"{param}\"", code is null ? null : $"\"code\":\"{code}\"" };
        Assert.Equal((sent, $$$"""{"error":{{{{string.Join(',', parts.OfType<string>())}}}}}"""), (_http.Context.Response.StatusCode, _http.Written));
    }

    [Theory]
    [InlineData("image_generation_user_error", "invalid_value", "ai-model-id")]
    [InlineData("invalid_request_error", "model_not_found", "ai-language-model-id")]
    public async Task Error_OfAnUnknownModel_NamesIt(string type, string code, string header)
    {
        _http.Context.Request.Headers[header] = "acme/nope";
        _http.Context.Response.Headers["x-tessera-generation-id"] = "gen_1";
        await AiSdkErrors.WriteAsync(_http.Context, new(400, type, code, "model", "m"), CancellationToken.None);
        Assert.Equal(
            (404, $$$"""{"error":{"message":"m","type":"model_not_found","param":{"modelId":"acme/nope"},"code":"{{{code}}}"},"generationId":"gen_1"}"""),
            (_http.Context.Response.StatusCode, _http.Written));
    }

    private AiSdkReply Reply(int version)
    {
        var reply = new AiSdkReply(_http.Context, _finished.Store, version);
        reply.Begin(Ask.Taken(Ask.Body("gpt-image-1")), Finished.Receipt());
        return reply;
    }
}
