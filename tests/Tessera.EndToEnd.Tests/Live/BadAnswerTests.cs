using System.Net.Http.Headers;
using System.Text;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger.Records;

namespace Tessera.EndToEnd.Tests.Live;

/// <summary>A provider that accepts a call and then answers with what cannot be used. It may have charged, so nobody else is asked.</summary>
public sealed class BadAnswerTests
{
    private static readonly byte[] Picture = Png.Plain(8, 8);
    private static readonly byte[] Whole = Document.Of(Png.Plain(200, 200));
    private static readonly byte[] Large = Document.Of(Png.Huge(600_000));
    private static readonly byte[] Events = Document.Events(Png.Plain(200, 200), partials: 1);

    [Theory]
    [InlineData("html")]
    [InlineData("text")]
    [InlineData("no pictures")]
    [InlineData("empty")]
    [InlineData("no json")]
    [InlineData("null")]
    [InlineData("redirect")]
    [InlineData("no content")]
    public async Task Answer_WithoutAPicture_Is502AndNotRepeated(string kind)
    {
        await using var elsewhere = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var openAi = await Upstream.StartAsync(kind switch
        {
            "html" => Say.Body("<html><body>Gateway time-out</body></html>"u8.ToArray(), "text/html"),
            "text" => Say.Body(Document.Of(Picture), "text/plain"),
            "no pictures" => Say.Body("""{"created":1,"data":[]}"""u8.ToArray()),
            "empty" => Say.Body([]),
            "no json" => Say.Body("""{"created":1,"data":[{"url":}"""u8.ToArray()),
            "null" => Say.Body("""{"created":1,"data":[{"b64_json":null}]}"""u8.ToArray()),
            "redirect" => Say.Redirect(elsewhere.BaseAddress),
            _ => Say.Body([], Say.Json, 204),
        });
        await using var vercel = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi, vercel);

        var reply = (await CallAsync(gateway)).Expect(502);

        Assert.Equal(("image_generation_server_error", "image_generation_failed"), ((string?)reply.Error["type"], (string?)reply.Error["code"]));
        Assert.Equal("false", reply["x-should-retry"]);
        Assert.Equal((1, 0, 0), (openAi.Seen.Count, vercel.Seen.Count, elsewhere.Seen.Count));
        await ExpectFailedAsync(gateway);
    }

    [Fact]
    public async Task Answer_CutInThePicture_LooksCutToTheClientToo()
    {
        await using var openAi = await Upstream.StartAsync(Say.CutAfter(Large.Length / 2, Large));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(gateway));

        await ExpectFailedAsync(gateway);
    }

    /// <summary>The end of a document is kept back, so that what fits into one read is an answer or an error, and never half of one.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public async Task Answer_CutBeforeAnythingWentOut_Is502(double share)
    {
        await using var openAi = await Upstream.StartAsync(Say.CutAfter((int)(Whole.Length * share), Whole));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        (await CallAsync(gateway)).Expect(502);

        await ExpectFailedAsync(gateway);
    }

    [Theory]
    [InlineData("!!!! this is not base64 !!!!")]
    [InlineData("aGVsbG8sIEkgYW0gbm8gcGljdHVyZQ==")]
    public async Task Answer_WithAPictureThatIsNone_Is502(string base64)
    {
        var document = Encoding.UTF8.GetBytes($$"""{"created":1,"data":[{"b64_json":"{{base64}}"}]}""");
        await using var openAi = await Upstream.StartAsync(Say.Body(document));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        Assert.Equal("image_generation_failed", (string?)(await CallAsync(gateway)).Expect(502).Error["code"]);

        await ExpectFailedAsync(gateway);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stream_CutBetweenEvents_EndsInAnErrorEvent(bool saysLength)
    {
        var first = Encoding.UTF8.GetString(Events).IndexOf("event: image_generation.completed", StringComparison.Ordinal);
        await using var openAi = await Upstream.StartAsync(Say.CutAfter(first, Events, Say.EventStream, saysLength));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var reply = await CallAsync(gateway, stream: true);

        Assert.Equal(["image_generation.partial_image", "error"], reply.Events.Select(e => e.Name));
        Assert.Equal("image_generation_failed", (string?)reply.Events[1].Json["error"]!["code"]);
        await ExpectFailedAsync(gateway);
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1000, false)]
    [InlineData(2, true)]
    [InlineData(2, false)]
    public async Task Stream_CutInAnEvent_DoesNotEndAsIfItWereWhole(int bytesMissing, bool saysLength)
    {
        await using var openAi = await Upstream.StartAsync(Say.CutAfter(Events.Length - bytesMissing, Events, Say.EventStream, saysLength));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(gateway, stream: true));

        await ExpectFailedAsync(gateway);
    }

    [Fact]
    public async Task Stream_WithAnErrorEvent_IsPassedOnAsItIs()
    {
        var body = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"image_generation_user_error\",\"code\":\"moderation_blocked\",\"message\":\"No.\",\"param\":null},\"sequence_number\":0}\n\n"u8.ToArray();
        await using var openAi = await Upstream.StartAsync(Say.Body(body, Say.EventStream));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var reply = (await CallAsync(gateway, stream: true)).Expect(200);

        Assert.Equal(body, reply.Body);
        Assert.Equal("moderation_blocked", (await gateway.RecordAsync(reply.GenerationId)).ErrorCode);
    }

    [Fact]
    public async Task Refusal_OfModeration_KeepsItsDetails()
    {
        var body = """{"error":{"message":"Blocked. safety_violations=[sexual]","type":"image_generation_user_error","param":null,"code":"moderation_blocked","moderation_details":{"moderation_stage":"output","categories":["sexual"]}}}"""u8.ToArray();
        await using var openAi = await Upstream.StartAsync(Say.Body(body, Say.Json, 400));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var reply = (await CallAsync(gateway)).Expect(400);

        Assert.Equal("output", (string?)reply.Error["moderation_details"]!["moderation_stage"]);
    }

    [Fact]
    public async Task Refusal_OfOurKey_TellsTheClientNothingOfIt()
    {
        await using var openAi = await Upstream.StartAsync(Say.Error(401, "invalid_request_error", "invalid_api_key", $"Incorrect API key provided: {Upstream.OpenAiKey}."));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var reply = (await CallAsync(gateway)).Expect(502);

        Assert.Equal("provider_key_refused", (string?)reply.Error["code"]);
        Assert.DoesNotContain(Upstream.OpenAiKey, reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, 400)]
    [InlineData(503, 503)]
    [InlineData(500, 502)]
    public async Task Refusal_InHtml_IsToldInJson(int status, int told)
    {
        await using var openAi = await Upstream.StartAsync(Say.Body("<html>nginx</html>"u8.ToArray(), "text/html", status));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        var reply = (await CallAsync(gateway)).Expect(told);

        Assert.Equal(["message", "type", "param", "code"], reply.Error.AsObject().Select(property => property.Key));
        Assert.DoesNotContain("nginx", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_ThatStopsInThePicture_IsGivenUpAfterAWhile()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.StopAfter(Large.Length / 2, gate, Large));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/images/generations")
        {
            Content = new StringContent("""{"model":"gpt-image-2","prompt":"a red balloon"}""", Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", gateway.LiveKey) },
        };
        using var response = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var body = response.Content.ReadAsByteArrayAsync();
        // The clock may be moved before the gateway waits for the next piece, so it is moved until the call ends.
        await Patience.UntilAsync(() =>
        {
            gateway.Time.Advance(TimeSpan.FromMinutes(6));
            return Task.FromResult(body.IsCompleted);
        });

        await Assert.ThrowsAsync<HttpRequestException>(() => body);
        gate.Open();
        await ExpectFailedAsync(gateway);
    }

    private static Task<Reply> CallAsync(RunningGateway gateway, bool stream = false) =>
        gateway.PostAsync("/v1/images/generations", gateway.LiveKey, $$"""{"model":"gpt-image-2","prompt":"a red balloon","stream":{{(stream ? "true" : "false")}}}""");

    private static async Task ExpectFailedAsync(RunningGateway gateway)
    {
        IReadOnlyList<GenerationRecord> records = [];
        await Patience.UntilAsync(async () => (records = await gateway.RecordsAsync(new RecordQuery())).Count > 0);
        var record = Assert.Single(records);
        Assert.Equal((Outcome.Failed, "image_generation_failed"), (record.Outcome, record.ErrorCode));
        Assert.Empty(record.Pictures);
    }
}
