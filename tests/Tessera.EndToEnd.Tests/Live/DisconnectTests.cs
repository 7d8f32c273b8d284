using System.Net.Http.Headers;
using System.Text;
using Tessera.EndToEnd.Tests.Harness;
using Tessera.Ledger.Records;

namespace Tessera.EndToEnd.Tests.Live;

/// <summary>A picture that is paid for is not lost with the client's line.</summary>
public sealed class DisconnectTests
{
    private static readonly byte[] Picture = Png.Huge(600_000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_GoneBeforeTheAnswer_FindsThePictureByItsId(bool stream)
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, stream ? Say.Body(Document.Events(Picture), Say.EventStream) : Say.Pictures(Picture)));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        using var hangUp = new CancellationTokenSource();

        var call = SendAsync(gateway, stream, hangUp.Token);
        await gate.Reached;
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        gate.Open();

        await ExpectKeptAsync(gateway);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_GoneInThePicture_FindsItByItsId(bool stream)
    {
        var gate = new Gate();
        var body = stream ? Document.Events(Picture, partials: 1) : Document.Of(Picture);
        await using var openAi = await Upstream.StartAsync(Say.StopAfter(body.Length * 3 / 4, gate, body, stream ? Say.EventStream : Say.Json));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        using (var response = await SendAsync(gateway, stream, CancellationToken.None))
        {
            await gate.Reached;
        }

        gate.Open();
        await ExpectKeptAsync(gateway);
    }

    [Fact]
    public async Task Client_GoneFromTheSandbox_FindsThePictureTheSame()
    {
        await using var gateway = await RunningGateway.StartAsync();
        using var request = Request("""{"model":"tessera/sketch","prompt":"a forest","size":"1024x1024","n":2,"stream":true,"partial_images":3}""", gateway.TestKey);

        using (var response = await gateway.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead))
        {
            Assert.Equal(200, (int)response.StatusCode);
        }

        Assert.Equal(2, (await EndedAsync(gateway)).Pictures.Count(picture => picture.Partial is null));
    }

    [Fact]
    public async Task Client_GoneWhileSending_LeavesNothingBehind()
    {
        await using var openAi = await Upstream.StartAsync(Say.Pictures(Picture));
        await using var gateway = await RunningGateway.StartAsync(openAi);
        var torn = Form.Of(("model", "gpt-image-2"), ("prompt", "make it blue")).File("image", Picture).Torn();
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(gateway.Address.Host, gateway.Address.Port);
        var stream = socket.GetStream();
        var bytes = await torn.ReadAsByteArrayAsync();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /v1/images/edits HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {gateway.LiveKey}\r\nContent-Type: {torn.Headers.ContentType}\r\nContent-Length: {bytes.Length + 1000}\r\n\r\n"));
        await stream.WriteAsync(bytes);
        await Patience.UntilAsync(() => Task.FromResult(gateway.UploadsLeft.Count == 1));

        socket.Close();

        await Patience.UntilAsync(() => Task.FromResult(gateway.UploadsLeft.Count == 0));
        Assert.Empty(openAi.Seen);
    }

    [Fact]
    public async Task Stream_ThatIsSilent_IsKeptAliveByComments()
    {
        var gate = new Gate();
        await using var openAi = await Upstream.StartAsync(Say.After(gate, Say.Body(Document.Events(Png.Plain(8, 8), partials: 0), Say.EventStream)));
        await using var gateway = await RunningGateway.StartAsync(openAi);

        // Others wait for as long; only one more of them is the stream.
        var keepAlive = TimeSpan.FromSeconds(15);
        var others = gateway.Time.Awaiting(keepAlive);
        var call = SendAsync(gateway, stream: true, CancellationToken.None);
        await gate.Reached;
        await Patience.UntilAsync(() => Task.FromResult(gateway.Time.Awaiting(keepAlive) > others));
        gateway.Time.Advance(keepAlive);
        using var response = await call;
        gate.Open();
        var body = await response.Content.ReadAsByteArrayAsync();

        Assert.StartsWith(": ping\n\n", Encoding.UTF8.GetString(body));
        Assert.Equal("image_generation.completed", Assert.Single(ServerEvent.Read(body)).Name);
        Assert.Equal("openai", response.Headers.GetValues("x-tessera-provider").Single());
    }

    private static Task<HttpResponseMessage> SendAsync(RunningGateway gateway, bool stream, CancellationToken cancellation) => gateway.Http.SendAsync(
        Request($$"""{"model":"gpt-image-2","prompt":"a red balloon","stream":{{(stream ? "true" : "false")}}}""", gateway.LiveKey), HttpCompletionOption.ResponseHeadersRead, cancellation);

    private static HttpRequestMessage Request(string json, string key) => new(HttpMethod.Post, "/v1/images/generations")
    {
        Content = new StringContent(json, Encoding.UTF8, "application/json"),
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };

    private static async Task ExpectKeptAsync(RunningGateway gateway)
    {
        var record = await EndedAsync(gateway);
        Assert.Equal((Outcome.Completed, "0.008215"), (record.Outcome, record.Cost.ToString()));
        var kept = (await gateway.GetAsync($"/v1/images/{record.Id}", gateway.LiveKey)).Expect(200);
        Assert.True(Picture.AsSpan().SequenceEqual(kept.Picture()));
    }

    private static async Task<GenerationRecord> EndedAsync(RunningGateway gateway)
    {
        IReadOnlyList<GenerationRecord> records = [];
        await Patience.UntilAsync(async () => (records = await gateway.RecordsAsync(new RecordQuery())).Count > 0);
        return Assert.Single(records);
    }
}
