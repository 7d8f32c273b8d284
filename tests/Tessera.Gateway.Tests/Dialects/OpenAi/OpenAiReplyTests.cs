using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Images;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Tests.Calls;

namespace Tessera.Gateway.Tests.Dialects.OpenAi;

/// <summary>What OpenAI's clients get, to the byte.</summary>
public sealed class OpenAiReplyTests : IDisposable
{
    private const string Rest = """
        "output_format":"png","quality":"medium","size":"1024x1024","usage":{"input_tokens":19,"input_tokens_details":{"image_tokens":5,"text_tokens":14},"output_tokens":441,"output_tokens_details":{"image_tokens":439,"text_tokens":2},"total_tokens":460}}
        """;

    private readonly Finished _finished = new();
    private readonly TestHttp _http = new();
    private readonly FixedTime _time = new();

    public void Dispose() => _finished.Dispose();

    [Fact]
    public async Task Document_OfOnePicture_IsThisText()
    {
        await Json().FinishAsync(_finished.Result(), Finished.Receipt(), CancellationToken.None);
        Assert.Equal($$$"""{"created":1795176000,"background":"opaque","data":[{"b64_json":"{{{Finished.Pixel}}}"}],{{{Rest}}}""", _http.Written);
    }

    [Fact]
    public async Task Document_OfTwoPicturesWithPrompts_IsThisText()
    {
        await Json().FinishAsync(_finished.Result(2, "a \"red\" fox"), Finished.Receipt(), CancellationToken.None);
        const string picture = $$"""{"b64_json":"{{Finished.Pixel}}","revised_prompt":"a \u0022red\u0022 fox"}""";
        Assert.Equal($$$"""{"created":1795176000,"background":"opaque","data":[{{{picture}}},{{{picture}}}],{{{Rest}}}""", _http.Written);
    }

    [Fact]
    public async Task Document_WithAddresses_HasSignedOnesOfThisGateway()
    {
        var reply = Json(Delivery.Url);
        await reply.FinishAsync(_finished.Result(), Finished.Receipt(), CancellationToken.None);
        Assert.Matches(
            $$"""^\{"created":1795176000,"background":"opaque","data":\[\{"url":"http://localhost:8080/files/{{_finished.Stored.Hash}}\.png\?exp=1795179600&sig=[\w-]{43}"\}\],"output_format""",
            _http.Written);
    }

    [Fact]
    public async Task Document_WithLittleKnown_LeavesTheRestOut()
    {
        await Json().FinishAsync(_finished.Result() with { Background = null, Quality = null, HasTokens = false }, Finished.Receipt(), CancellationToken.None);
        Assert.Equal($$"""{"created":1795176000,"data":[{"b64_json":"{{Finished.Pixel}}"}],"output_format":"png","size":"1024x1024"}""", _http.Written);
    }

    [Fact]
    public async Task Headers_SayWhichCallItWas()
    {
        await Json().FinishAsync(_finished.Result(), Finished.Receipt(new Adjustment("seed", AdjustmentKind.Dropped, "none")), CancellationToken.None);
        var headers = _http.Context.Response.Headers;
        Assert.Equal(("application/json", "gen_1", "vercel", "0.042", "seed;dropped=\"none\""), (
            headers.ContentType.ToString(), headers["x-tessera-generation-id"].ToString(), headers["x-tessera-provider"].ToString(), headers["x-tessera-cost"].ToString(), headers["x-tessera-adjusted"].ToString()));
    }

    [Fact]
    public async Task Cost_Unknown_HasNoHeader()
    {
        await Json().FinishAsync(_finished.Result(), Finished.Receipt() with { Cost = null }, CancellationToken.None);
        Assert.False(_http.Context.Response.Headers.ContainsKey("x-tessera-cost"));
    }

    [Fact]
    public async Task Events_WithPartialAndPing_AreThisText()
    {
        var reply = Events(Operation.Generate, "\"stream\":true,\"size\":\"1024x1024\"");
        await reply.KeepAliveAsync(null, CancellationToken.None);
        await reply.PartialAsync(new KeptPartial(0, _finished.Result().Pictures[0].Stored), CancellationToken.None);
        await reply.FinishAsync(_finished.Result(), Finished.Receipt(), CancellationToken.None);
        Assert.Equal(
            $$$"""
            : ping

            id: 1
            event: image_generation.partial_image
            data: {"type":"image_generation.partial_image","b64_json":"{{{Finished.Pixel}}}","created_at":1795176000,"size":"1024x1024","quality":"auto","background":"auto","output_format":"png","partial_image_index":0}

            id: 2
            event: image_generation.completed
            data: {"type":"image_generation.completed","b64_json":"{{{Finished.Pixel}}}","created_at":1795176000,"size":"1024x1024","quality":"medium","background":"opaque","output_format":"png","usage":{"input_tokens":19,"input_tokens_details":{"image_tokens":5,"text_tokens":14},"output_tokens":441,"total_tokens":460}}


            """.ReplaceLineEndings("\n"),
            _http.Written);
        Assert.Equal(("text/event-stream; charset=utf-8", "no-store", "no"), (
            _http.Context.Response.ContentType, _http.Context.Response.Headers.CacheControl.ToString(), _http.Context.Response.Headers["x-accel-buffering"].ToString()));
    }

    [Fact]
    public async Task Events_OfThreePictures_ShareTheUsageToTheLastToken()
    {
        await Events(Operation.Edit).FinishAsync(_finished.Result(3), Finished.Receipt(), CancellationToken.None);
        Assert.Equal(3, _http.Written.Split("event: image_edit.completed\n").Length - 1);
        var totals = System.Text.RegularExpressions.Regex.Matches(_http.Written, "\"total_tokens\":([0-9]+)").Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(460, totals.Sum());
    }

    [Fact]
    public async Task Error_BeforeTheFirstByte_IsADocumentWithItsStatus()
    {
        await Events(Operation.Generate).FailAsync(CallerError.Invalid("c", "p", "m"), CancellationToken.None);
        Assert.Equal((400, """{"error":{"message":"m","type":"invalid_request_error","param":"p","code":"c"}}"""), (_http.Context.Response.StatusCode, _http.Written));
    }

    [Fact]
    public async Task Error_InTheMiddleOfAStream_IsAnEvent()
    {
        _http.Start();
        await Events(Operation.Generate).FailAsync(CallerError.ForImage("moderation_blocked", null, "No."), CancellationToken.None);
        Assert.Equal(
            "id: 1\nevent: error\ndata: {\"type\":\"error\",\"error\":{\"message\":\"No.\",\"type\":\"image_generation_user_error\",\"param\":null,\"code\":\"moderation_blocked\"},\"sequence_number\":0}\n\n",
            _http.Written);
    }

    [Fact]
    public async Task Error_InTheMiddleOfADocument_BreaksItOff()
    {
        _http.Start();
        await Json().FailAsync(CallerError.Invalid(null, null, "m"), CancellationToken.None);
        Assert.Equal((true, ""), (_http.IsAborted, _http.Written));
    }

    [Theory]
    [InlineData("", false, "OpenAiJsonReply")]
    [InlineData("true", false, "OpenAiEventReply")]
    [InlineData("false", false, "OpenAiJsonReply")]
    [InlineData("\"true\"", false, "OpenAiJsonReply")]
    [InlineData("TRUE", true, "OpenAiEventReply")]
    [InlineData("true", true, "OpenAiEventReply")]
    [InlineData("1", true, "OpenAiJsonReply")]
    public void Reply_IsEvents_WhereTheStreamParameterSaysSo(string stream, bool isForm, string reply)
    {
        var request = isForm
            ? Ask.Form(Operation.Edit, [], ("stream", stream))
            : Ask.Json(stream.Length == 0 ? "{}" : $$"""{"stream":{{stream}}}""");
        _http.Context.Request.Headers.Accept = "application/json, text/event-stream";
        Assert.Equal(reply, new OpenAiImages(Operation.Edit, null!, _finished.Store, null!, _time).Open(_http.Context, request).GetType().Name);
    }

    [Theory]
    [InlineData("Json", "", true, false)]
    [InlineData("Events", "", false, true)]
    [InlineData("Json", "\"response_format\":\"url\"", false, false)]
    public void Bytes_PassThrough_WhereBothSidesSpeakTheSame(string word, string parameter, bool json, bool events)
    {
        var kind = Enum.Parse<WireKind>(word);
        var call = Ask.Taken(Ask.Body("gpt-image-1", parameter));
        Assert.Equal((json, events), (Json().PassesThrough(call, kind), Events(Operation.Generate).PassesThrough(call, kind)));
    }

    private OpenAiJsonReply Json(Delivery delivery = Delivery.Base64)
    {
        var reply = new OpenAiJsonReply(_http.Context, _finished.Store, new FileUrlSigner(new byte[32], _time));
        reply.Begin(Ask.Taken(Ask.Body("gpt-image-1")) with { Delivery = delivery }, Finished.Receipt());
        return reply;
    }

    private OpenAiEventReply Events(Operation operation, string parameters = "\"stream\":true")
    {
        var reply = new OpenAiEventReply(_http.Context.Response, operation, _finished.Store, _time);
        reply.Begin(Ask.Taken(Ask.Body("gpt-image-1", parameters)), Finished.Receipt());
        return reply;
    }

    private sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Finished.Noon;
    }
}
