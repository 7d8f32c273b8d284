using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Tessera.Gateway.Catalogue;
using Tessera.Gateway.Budgets;
using Tessera.Gateway.Calls;
using Tessera.Gateway.Dialects.OpenAi;
using Tessera.Gateway.Images;
using Tessera.Gateway.Pipeline;
using Tessera.Gateway.Pricing;
using Tessera.Gateway.Providers;
using Tessera.Gateway.Repeats;
using Tessera.Gateway.Tests.Calls;
using Tessera.Gateway.Tests.Dialects;
using Tessera.Gateway.Tests.Images;
using Tessera.Gateway.Tests.Routing;
using Tessera.Gateway.Tests.Uploads;
using Tessera.Gateway.Settings;
using Tessera.Gateway.Uploads;
using Tessera.Gateway.Webhooks;
using Tessera.Ledger;
using Tessera.Ledger.Keys;
using Tessera.Ledger.Records;

namespace Tessera.Gateway.Tests.Pipeline;

/// <summary>The life of a call between a client in memory and providers that answer as told: what is sent, stored and recorded.</summary>
public sealed class ImagePipelineTests : IAsyncLifetime
{
    private static readonly string Whole =
        "{\"created\":1795190400,\"data\":[{\"b64_json\":\"" + Finished.Pixel + "\"}],\"quality\":\"low\",\"size\":\"1024x1024\",\"usage\":{\"input_tokens\":14,\"output_tokens\":196,\"total_tokens\":210}}";

    private static readonly Failure Overloaded = new(FailedAt.Headers, Blame.Provider, Acceptance.NotAccepted, 503, new(503, "server_error", "provider_overloaded", null, "full"));

    private readonly TestStore _store = new();
    private readonly TempUploads _uploads = new();
    private readonly TestHttp _http = new("""{"model":"gpt-image-2","prompt":"a\u0000fox"}""");
    private Books _books = null!;
    private string _live = "";

    public Task InitializeAsync()
    {
        _books = Books.Open(Path.Join(_store.Directory, "books"), TimeProvider.System);
        _live = _books.Keys.Create("k", KeyKind.Live).Secret;
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _books.DisposeAsync();
        _store.Dispose();
        _uploads.Dispose();
    }

    [Fact]
    public async Task Answer_InTheClientsFormat_PassesThroughByteForByte_AndIsRecorded()
    {
        await RunAsync(new TestProvider("openai", Wire(Whole)));
        Assert.Equal(Whole, _http.Written);
        var record = await RecordAsync();
        Assert.Equal((Outcome.Completed, "a\0fox", "0.00595", "low"), (record.Outcome, record.Prompt, record.Cost.ToString(), record.Quality));
        Assert.NotNull(_store.Store.Find(Assert.Single(record.Pictures).Hash));
    }

    [Fact]
    public async Task Overload_AtTheFirst_IsServedByTheNext()
    {
        await RunAsync(new TestProvider("openai", new RefusedAnswer(Overloaded)), new TestProvider("vercel", Wire(Whole)));
        Assert.Equal((200, Whole, "vercel"), (_http.Context.Response.StatusCode, _http.Written, _http.Context.Response.Headers["x-tessera-provider"].ToString()));
        Assert.Equal(["openai", "vercel"], (await RecordAsync()).Attempts.Select(attempt => attempt.Provider));
    }

    [Fact]
    public async Task Failure_ThatMayHaveCost_EndsTheCall()
    {
        var second = new TestProvider("vercel", Wire(Whole));
        await RunAsync(new TestProvider("openai", new RefusedAnswer(Overloaded with { Acceptance = Acceptance.MaybeAccepted })), second);
        Assert.Empty(second.Asked);
        Assert.Equal((503, Outcome.Failed), (_http.Context.Response.StatusCode, (await RecordAsync()).Outcome));
    }

    [Fact]
    public async Task Client_WhoLeft_LosesNothing()
    {
        await RunAsync(new TestProvider("openai", new WireAnswer(new HttpResponseMessage(), new LastSeenStream(Whole, _http.HangUp), WireKind.Json)));
        Assert.Equal("", _http.Written);
        var record = await RecordAsync();
        Assert.Equal(Outcome.Completed, record.Outcome);
        Assert.NotNull(_store.Store.Find(Assert.Single(record.Pictures).Hash));
    }

    [Fact]
    public async Task Answer_WithoutAPicture_IsACleanError()
    {
        await RunAsync(new TestProvider("openai", Wire("{\"data\":[]}")));
        Assert.Equal(502, _http.Context.Response.StatusCode);
        Assert.StartsWith("{\"error\":", _http.Written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EventStream_CutWithinAnEvent_IsBrokenOff()
    {
        var http = new TestHttp("""{"model":"gpt-image-2","prompt":"a","stream":true}""");
        await RunAsync(http, new TestProvider("openai", new WireAnswer(new HttpResponseMessage(), new CutStream("event: image_generation.completed\ndata: {\"b64_json\":\"iVBO"), WireKind.Events)));
        Assert.True(http.IsAborted);
        Assert.DoesNotContain("event: error", http.Written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EventStream_CutBetweenEvents_EndsWithAnErrorEvent()
    {
        var http = new TestHttp("""{"model":"gpt-image-2","prompt":"a","stream":true}""");
        http.Start();
        await RunAsync(http, new TestProvider("openai", new WireAnswer(new HttpResponseMessage(), new CutStream(": ping\n\n"), WireKind.Events)));
        Assert.False(http.IsAborted);
        Assert.Contains("event: error\n", http.Written, StringComparison.Ordinal);
    }

    private static WireAnswer Wire(string json) => new(new HttpResponseMessage(HttpStatusCode.OK), new MemoryStream(Encoding.UTF8.GetBytes(json)), WireKind.Json) { Status = 200 };

    private Task RunAsync(params TestProvider[] providers) => RunAsync(_http, providers);

    private async Task RunAsync(TestHttp http, params TestProvider[] providers)
    {
        http.Context.Request.Headers.Authorization = $"Bearer {_live}";
        var relay = new Relay(_store.Store, TimeProvider.System);
        var running = new RunningGenerations();
        var settings = SettingsFile.Load(null, _ => null, Ask.Catalogue).Value!;
        var limits = new RateLimitHeaders(_books.Allowances, _books.Holds, new SoftThresholds(NullLogger<SoftThresholds>.Instance), TimeProvider.System);
        var holds = new CallHolds(_books.Holds, _books.Allowances, running, settings);
        var live = new LiveProviders(TestProvider.List(providers));
        var recent = new RecentCalls(TimeProvider.System);
        var orders = new Orders(recent, _books.Claims, NullLogger<Orders>.Instance);
        var repeats = new Gateway.Repeats.Repeats(recent, orders, _books.Claims, _books.Journal, new Joining(relay, _store.Store), _books.Ids, TimeProvider.System);
        var catalogue = new LiveCatalogue(Ask.Catalogue);
        var admission = new Admission(catalogue, new WebhookOrders(new WebhookAddress(settings, PublicDialer.Real(TimeProvider.System), TimeProvider.System), _books.SigningSecrets));
        var pipeline = new ImagePipeline(
            new Doorkeeper(_books.Keys), admission, catalogue, repeats, new RemotePictures(_uploads.Room, TimeProvider.System), live, new QuoteDesk(live, catalogue, TimeProvider.System), holds,
            new Attempts(relay, holds, _books.Journal, running, settings, NullLogger<Attempts>.Instance), new DetachedCalls(), relay, limits, TimeProvider.System);
        var signer = new FileUrlSigner(new byte[32], TimeProvider.System);
        await pipeline.RunAsync(http.Context, new OpenAiImages(Operation.Generate, _uploads.Room, _store.Store, signer, TimeProvider.System));
    }

    private async Task<GenerationRecord> RecordAsync() =>
        (await _books.Journal.FindAsync(_http.Context.Response.Headers["x-tessera-generation-id"].ToString()))!;

    /// <summary>Some bytes, then a broken connection.</summary>
    private sealed class CutStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("cut");
    }

    /// <summary>The client leaves as soon as the provider's first bytes are there.</summary>
    private sealed class LastSeenStream(string text, Action leave) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            leave();
            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
