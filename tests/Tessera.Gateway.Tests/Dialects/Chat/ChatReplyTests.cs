using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects.Chat;
using Tessera.Gateway.Tests.Calls;

namespace Tessera.Gateway.Tests.Dialects.Chat;

/// <summary>What a chat client gets for an image model, to the byte.</summary>
public sealed class ChatReplyTests : IDisposable
{
    private const string Picture = $$$"""{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{Finished.Pixel}}}"}}""";
    private const string Usage = """
        "usage":{"prompt_tokens":19,"completion_tokens":441,"total_tokens":460,"cost":0.042,"is_byok":false,"completion_tokens_details":{"reasoning_tokens":0,"image_tokens":439}},"generationId":"gen_1"}
        """;

    private readonly Finished _finished = new();
    private readonly TestHttp _http = new();

    public void Dispose() => _finished.Dispose();

    [Fact]
    public async Task Completion_IsThisText()
    {
        await new ChatJsonReply(_http.Context, _finished.Store).FinishAsync(_finished.Result(2), Finished.Receipt(), CancellationToken.None);
        Assert.Equal(
            """{"id":"gen_1","object":"chat.completion","created":1795176000,"model":"openai/gpt-image-1","choices":[{"index":0,"message":{"role":"assistant","content":"Here are your 2 pictures.","refusal":null,"images":["""
            + $"{Picture},{Picture}],\"provider_metadata\":{{{Finished.Gateway}}}}},\"logprobs\":null,\"finish_reason\":\"stop\"}}],{Usage}",
            _http.Written);
    }

    [Fact]
    public async Task Stream_IsThisText()
    {
        var reply = new ChatEventReply(_http.Context, _finished.Store);
        reply.Begin(Ask.Taken(Ask.Body("gpt-image-1")), Finished.Receipt());
        await reply.KeepAliveAsync(null, CancellationToken.None);
        await reply.FinishAsync(_finished.Result() with { Description = "A fox." }, Finished.Receipt(), CancellationToken.None);
        Assert.Equal(
            ": ping\n\n"
            + Chunk("\"role\":\"assistant\"")
            + Chunk("\"content\":\"A fox.\"")
            + Chunk($"\"images\":[{Picture}]")
            + Chunk($"\"provider_metadata\":{{{Finished.Gateway}}}", isLast: true)
            + "data: [DONE]\n\n",
            _http.Written);
    }

    [Theory]
    [InlineData(1, null, "Here is your picture.")]
    [InlineData(1, "a red fox", "a red fox")]
    [InlineData(3, null, "Here are your 3 pictures.")]
    public void Sentence_IsTheMakersOrAPlainOne(int pictures, string? revised, string sentence) =>
        Assert.Equal(sentence, ChatDocument.Sentence(_finished.Result(pictures, revised)));

    [Fact]
    public async Task UnknownModel_IsA404Here()
    {
        await new ChatJsonReply(_http.Context, _finished.Store).FailAsync(CallerError.ForImage("invalid_value", "model", "m"), CancellationToken.None);
        Assert.Equal((404, """{"error":{"message":"m","type":"invalid_request_error","param":"model","code":"model_not_found"}}"""), (_http.Context.Response.StatusCode, _http.Written));
    }

    [Fact]
    public async Task ModelThatCannotEdit_StaysA400()
    {
        await new ChatJsonReply(_http.Context, _finished.Store).FailAsync(Ask.Refused(Ask.Edit(Ask.Body("dall-e-3"), [Ask.Png()])), CancellationToken.None);
        Assert.Equal(400, _http.Context.Response.StatusCode);
    }

    [Fact]
    public async Task Error_InTheMiddleOfAStream_IsAChunk()
    {
        _http.Start();
        await new ChatEventReply(_http.Context, _finished.Store).FailAsync(CallerError.Invalid("c", null, "m"), CancellationToken.None);
        Assert.Equal("data: {\"error\":{\"message\":\"m\",\"type\":\"invalid_request_error\",\"param\":null,\"code\":\"c\"}}\n\n", _http.Written);
    }

    private static string Chunk(string delta, bool isLast = false) =>
        """data: {"id":"gen_1","object":"chat.completion.chunk","created":1795176000,"model":"openai/gpt-image-1","choices":[{"index":0,"delta":{"""
        + delta + (isLast ? $"}},\"finish_reason\":\"stop\"}}],{Usage}" : "},\"finish_reason\":null}]}") + "\n\n";
}
