using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Images;
using Tessera.Gateway.Tests.Images;
using Tessera.Gateway.Tests.Uploads;
using Tessera.Gateway.Webhooks;
using Tessera.Ledger.Records;
using Tessera.Ledger.Webhooks;

namespace Tessera.Gateway.Tests.Webhooks;

/// <summary>Deliveries to receivers that behave well or badly, by a clock that the test moves.</summary>
public sealed class WebhookSenderTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestStore _store = new();
    private FarEnd _far = null!;
    private Receiver _shop = null!;
    private Node _node = null!;

    public async Task InitializeAsync()
    {
        _far = await FarEnd.StartAsync();
        _shop = new Receiver(_far);
        _node = Node.Open(_far, _store).WithSecret();
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _far.DisposeAsync();
        _store.Dispose();
    }

    [Fact]
    public async Task Delivery_OfACompletedGeneration_IsSignedAndHasTheDocumentWithAddresses()
    {
        var picture = Store();
        await _node.StartAsync();

        var id = await _node.EndAsync(pictures: [picture]);
        var delivered = await _node.UntilAsync(id, delivery => delivery.State == DeliveryState.Delivered);

        var seen = Assert.Single(_shop.Seen);
        Assert.Equal(("POST", id, "application/json"), (seen.Method, seen.Id, seen.ContentType));
        Assert.Equal(_far.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), seen.Timestamp);
        Assert.True(Verifier.Accepts(_node.Secret, seen.Id, seen.Timestamp, seen.Body, seen.Signatures));
        Assert.Equal("image.generation.completed", (string?)seen.Json["type"]);
        Assert.Equal(delivered.CreatedAt.ToUnixTimeMilliseconds(), DateTimeOffset.Parse((string)seen.Json["timestamp"]!, CultureInfo.InvariantCulture).ToUnixTimeMilliseconds());
        var data = seen.Json["data"]!;
        Assert.Equal((delivered.GenerationId, "completed", "a fox"), ((string?)data["id"], (string?)data["status"], (string?)data["prompt"]));
        var told = Assert.Single(data["data"]!.AsArray())!;
        Assert.Equal(picture.Hash, (string?)told["sha256"]);
        Assert.StartsWith($"https://tessera.example/files/{picture.Hash}.png?exp=", (string?)told["url"], StringComparison.Ordinal);
        Assert.Null(told["b64_json"]);
        Assert.Equal((204, null, 1, 1), (delivered.Last!.Status, delivered.Last.Error, delivered.Attempts, delivered.Tries));
    }

    [Theory]
    [InlineData(Outcome.Failed, "failed")]
    [InlineData(Outcome.Cancelled, "cancelled")]
    public async Task Delivery_OfAnotherEnd_SaysSo(Outcome outcome, string word)
    {
        await _node.StartAsync();

        await _node.TriedAsync(await _node.EndAsync(outcome: outcome), 1);

        var seen = Assert.Single(_shop.Seen).Json;
        Assert.Equal(($"image.generation.{word}", word), ((string?)seen["type"], (string?)seen["data"]!["status"]));
    }

    [Fact]
    public async Task Delivery_OfARemovedPicture_SaysThatItIsGone()
    {
        await _node.StartAsync();
        var gone = new StoredImage(new string('a', 64), 10, ImageFormat.Png, 8, 8);

        await _node.TriedAsync(await _node.EndAsync(pictures: [gone]), 1);

        var told = Assert.Single(Assert.Single(_shop.Seen).Json["data"]!["data"]!.AsArray())!;
        Assert.True((bool)told["removed"]!);
        Assert.Null(told["url"]);
    }

    [Fact]
    public async Task Receiver_ThatFails_IsAskedAgainByTheScheduleAndNotBefore()
    {
        _shop.Answer = Receiver.InTurn(500, 503, 404, 302, 200);
        await _node.StartAsync();
        var id = await _node.EndAsync();

        for (var attempt = 1; attempt <= 4; attempt++)
        {
            var failed = await _node.TriedAsync(id, attempt);
            var wait = failed.DueAt!.Value - _far.Time.GetUtcNow();
            Assert.InRange(wait, new[] { 5, 30, 120, 600 }[attempt - 1] * TimeSpan.FromSeconds(1), new[] { 6, 36, 144, 720 }[attempt - 1] * TimeSpan.FromSeconds(1));
            _far.Time.Advance(wait - TimeSpan.FromMilliseconds(1));
            Assert.Empty(_node.Books.Webhooks.Claim(_far.Time.GetUtcNow(), _far.Time.GetUtcNow(), 10, new Dictionary<string, int>(), 10));
            _far.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        await _node.UntilAsync(id, delivery => delivery.State == DeliveryState.Delivered);
        Assert.Equal([500, 503, 404, 302, 200], _node.Books.Webhooks.AttemptsOf(id).Select(attempt => attempt.Status));
        Assert.Equal(5, _shop.Seen.Count);
        Assert.Equal([id], _shop.Seen.Select(seen => seen.Id).Distinct());
        Assert.Equal(5, _shop.Seen.Select(seen => seen.Timestamp).Distinct().Count());
        Assert.All(_shop.Seen, seen => Assert.True(Verifier.Accepts(_node.Secret, seen.Id, seen.Timestamp, seen.Body, seen.Signatures)));
    }

    [Fact]
    public async Task Receiver_ThatFailsForEver_IsGivenUpAfterSevenAttempts()
    {
        _shop.Answer = Receiver.Status(500);
        await _node.StartAsync();
        var id = await _node.EndAsync();
        var began = _far.Time.GetUtcNow();

        for (var attempt = 1; attempt < Schedule.TriesMax; attempt++)
        {
            _far.Time.Advance((await _node.TriedAsync(id, attempt)).DueAt!.Value - _far.Time.GetUtcNow());
        }

        var dead = await _node.UntilAsync(id, delivery => delivery.State == DeliveryState.Dead);
        Assert.Equal((7, null, "The receiver answered with status 500."), (dead.Attempts, dead.DueAt, dead.Last!.Error));
        Assert.InRange(_far.Time.GetUtcNow() - began, TimeSpan.FromHours(7.2), TimeSpan.FromHours(8.7));

        // Replayed, it has the whole schedule before it again, under the same id.
        _shop.Answer = Receiver.InTurn(500, 200);
        _node.Books.Webhooks.Replay(id, _far.Time.GetUtcNow());
        _far.Time.Advance((await _node.TriedAsync(id, 8)).DueAt!.Value - _far.Time.GetUtcNow());
        await _node.UntilAsync(id, delivery => delivery.State == DeliveryState.Delivered);
        Assert.Equal([id], _shop.Seen.Select(seen => seen.Id).Distinct());
    }

    [Fact]
    public async Task Receiver_ThatWantsNoMore_IsNotAskedAgain()
    {
        _shop.Answer = Receiver.Status(410);
        await _node.StartAsync();

        var id = await _node.EndAsync();

        Assert.Equal(1, (await _node.UntilAsync(id, delivery => delivery.State == DeliveryState.Dead)).Attempts);
    }

    [Fact]
    public async Task Receiver_ThatHangs_IsGivenFifteenSeconds()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _shop.Answer = async http =>
        {
            reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        };
        await _node.StartAsync();
        var id = await _node.EndAsync();

        await reached.Task.WaitAsync(Patience);
        _far.Time.Advance(Courier.WholeMax);

        var failed = await _node.TriedAsync(id, 1);
        Assert.Equal((null, "The receiver gave no answer within 15 seconds.", Courier.WholeMax), (failed.Last!.Status, failed.Last.Error, failed.Last.Duration));
    }

    [Fact]
    public async Task Receiver_WithTenMegabytesToSayAndNoEnd_HasAnsweredAndIsCutShort()
    {
        var cut = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _shop.Answer = async http =>
        {
            http.RequestAborted.Register(() => cut.TrySetResult());
            for (var i = 0; i < 1_000; i++)
            {
                await http.Response.Body.WriteAsync(new byte[10_000], http.RequestAborted);
            }

            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        };
        await _node.StartAsync();

        Assert.Equal(DeliveryState.Delivered, (await _node.TriedAsync(await _node.EndAsync(), 1)).State);

        // By no clock, which stands still: because enough was heard.
        await cut.Task.WaitAsync(Patience);
    }

    [Theory]
    [InlineData("https://127.0.0.1/steal")]
    [InlineData("https://shop.example/elsewhere")]
    public async Task Receiver_ThatRedirects_IsNotFollowed(string to)
    {
        var elsewhere = new Receiver(_far, to.EndsWith("elsewhere", StringComparison.Ordinal) ? "/elsewhere" : "/steal");
        _shop.Answer = Receiver.Redirect(to);
        await _node.StartAsync();

        var failed = await _node.TriedAsync(await _node.EndAsync(), 1);

        Assert.Equal((307, "The receiver answered with status 307, a redirect, which is not followed."), (failed.Last!.Status, failed.Last.Error));
        Assert.Empty(elsewhere.Seen);
        Assert.Equal([new IPEndPoint(FarEnd.Public, 443)], _far.Dialled);
    }

    [Theory]
    [InlineData("10.0.0.7")]
    [InlineData("127.0.0.1")]
    [InlineData("93.184.215.14", "169.254.169.254")]
    [InlineData("::ffff:192.168.1.1")]
    public async Task Host_ThatLeadsInsideByNow_IsNotConnectedTo(params string[] addresses)
    {
        _far.Hosts["shop.example"] = [.. addresses.Select(IPAddress.Parse)];
        await _node.StartAsync();

        var failed = await _node.TriedAsync(await _node.EndAsync(), 1);

        Assert.Contains("public internet", failed.Last!.Error, StringComparison.Ordinal);
        Assert.Empty(_far.Dialled);
    }

    [Fact]
    public async Task Host_ThatChangesItsAddressBetweenCheckAndConnection_IsConnectedToAsChecked()
    {
        var asked = 0;
        _far.Resolve = (_, _) => Task.FromResult<IPAddress[]>([asked++ % 2 == 0 ? FarEnd.Public : IPAddress.Loopback]);
        _shop.Answer = Receiver.Status(500);
        await _node.StartAsync();
        var id = await _node.EndAsync();

        _far.Time.Advance((await _node.TriedAsync(id, 1)).DueAt!.Value - _far.Time.GetUtcNow());
        await _node.TriedAsync(id, 2);

        // Once a look-up for each attempt: the first to the public address it gave, the second to none.
        Assert.Equal(2, asked);
        Assert.Equal(FarEnd.Public, Assert.Single(_far.Dialled).Address);
    }

    [Fact]
    public async Task Host_InsideThatTheOperatorNamed_IsAsked()
    {
        _far.Hosts["inside.example"] = [IPAddress.Parse("10.0.0.7")];
        await _node.StartAsync();

        Assert.Equal(DeliveryState.Delivered, (await _node.TriedAsync(await _node.EndAsync("https://inside.example/hooks"), 1)).State);

        Assert.Equal(IPAddress.Parse("10.0.0.7"), Assert.Single(_far.Dialled).Address);
    }

    [Fact]
    public async Task Host_ThatRefusesConnections_IsTriedAgain()
    {
        var alive = _far.Connect;
        _far.Connect = (_, _) => Task.FromException<Stream>(new SocketException((int)SocketError.ConnectionRefused));
        await _node.StartAsync();
        var id = await _node.EndAsync();

        var failed = await _node.TriedAsync(id, 1);
        Assert.Equal("The receiver could not be connected to.", failed.Last!.Error);
        _far.Connect = alive;
        _far.Time.Advance(failed.DueAt!.Value - _far.Time.GetUtcNow());

        Assert.Equal(DeliveryState.Delivered, (await _node.TriedAsync(id, 2)).State);
    }

    [Fact]
    public async Task Host_ThatIsDead_HoldsUpNobodyElse()
    {
        _far.Hosts["dead.example"] = [FarEnd.Public];
        var reached = 0;
        _far.Pages["/dead"] = async http =>
        {
            Interlocked.Increment(ref reached);
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        };
        for (var i = 0; i < 40; i++)
        {
            await _node.EndAsync("https://dead.example/dead");
        }

        await _node.StartAsync();
        Assert.Equal(DeliveryState.Delivered, (await _node.TriedAsync(await _node.EndAsync(), 1)).State);

        Assert.InRange(Volatile.Read(ref reached), 0, WebhookSender.PerHostMax);
        Assert.Equal(40 - WebhookSender.PerHostMax, _node.Books.Webhooks.List(new DeliveryQuery { State = DeliveryState.Pending }).Count(delivery => delivery.Attempts == 0));
    }

    [Fact]
    public async Task Process_ThatStopsBetweenAttempts_IsContinuedByTheNext()
    {
        _shop.Answer = Receiver.InTurn(500, 200);
        await _node.StartAsync();
        var id = await _node.EndAsync();
        var failed = await _node.TriedAsync(id, 1);
        await _node.DisposeAsync();

        _far.Time.Advance(failed.DueAt!.Value - _far.Time.GetUtcNow());
        await using var next = await Node.Open(_far, _store).StartAsync();

        Assert.Equal(2, (await next.UntilAsync(id, delivery => delivery.State == DeliveryState.Delivered)).Attempts);
        _node = Node.Open(_far, _store, "other");
    }

    [Fact]
    public async Task Process_ThatStopsInTheMiddleOfAnAttempt_GivesItBack()
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _shop.Answer = async http =>
        {
            reached.TrySetResult();
            await Task.Delay(Timeout.Infinite, http.RequestAborted);
        };
        await _node.StartAsync();
        var id = await _node.EndAsync();
        await reached.Task.WaitAsync(Patience);

        await _node.StopAsync();
        _shop.Answer = Receiver.Status(200);
        await _node.StartAsync();

        Assert.Equal(1, (await _node.UntilAsync(id, delivery => delivery.State == DeliveryState.Delivered)).Attempts);
        Assert.Equal([id, id], _shop.Seen.Select(seen => seen.Id));
    }

    [Fact]
    public async Task Process_ThatDiesInTheMiddleOfAnAttempt_IsFollowedWhenItsLeaseEnds()
    {
        var id = await _node.EndAsync();
        var now = _far.Time.GetUtcNow();
        Assert.Single(_node.Books.Webhooks.Claim(now, now + WebhookSender.LeaseFor, 1, new Dictionary<string, int>(), 1));
        await _node.StartAsync();
        await _node.UntilAsync(await _node.EndAsync(), delivery => delivery.State == DeliveryState.Delivered);
        Assert.DoesNotContain(_shop.Seen, seen => seen.Id == id);

        _far.Time.Advance(WebhookSender.LeaseFor);

        Assert.Equal(2, (await _node.UntilAsync(id, delivery => delivery.State == DeliveryState.Delivered)).Attempts);
    }

    [Fact]
    public async Task Nodes_OnTheSameBooks_DeliverEachOnce()
    {
        var ids = new List<string>();
        for (var i = 0; i < 40; i++)
        {
            ids.Add(await _node.EndAsync());
        }

        await using var second = Node.Open(_far, _store);
        await Task.WhenAll(_node.StartAsync(), second.StartAsync());

        foreach (var id in ids)
        {
            await _node.UntilAsync(id, delivery => delivery.State == DeliveryState.Delivered);
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), _shop.Seen.Select(seen => seen.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Delivery_LeftByAnotherNode_IsFoundWithinTheLook()
    {
        await _node.StartAsync();
        await using var silent = Node.Open(_far, _store);

        var id = await silent.EndAsync();
        _far.Time.Advance(WebhookSender.LookEvery);

        await _node.UntilAsync(id, delivery => delivery.State == DeliveryState.Delivered);
    }

    [Fact]
    public async Task Secret_ThatIsRotated_SignsBesideTheNewOneUntilTheOverlapEnds()
    {
        await _node.StartAsync();
        var fresh = _node.Books.SigningSecrets.Rotate("key_1", TimeSpan.FromHours(1));
        await _node.TriedAsync(await _node.EndAsync(), 1);
        _far.Time.Advance(TimeSpan.FromHours(1));
        await _node.TriedAsync(await _node.EndAsync(), 1);

        Assert.Equal([true, false], _shop.Seen.Select(seen => Verifier.Accepts(_node.Secret, seen.Id, seen.Timestamp, seen.Body, seen.Signatures)));
        Assert.All(_shop.Seen, seen => Assert.True(Verifier.Accepts(fresh, seen.Id, seen.Timestamp, seen.Body, seen.Signatures)));
    }

    [Fact]
    public async Task Key_WithoutASecret_IsTriedAgainUntilItHasOne()
    {
        await using var bare = Node.Open(_far, _store, "bare");
        await bare.StartAsync();
        var id = await bare.EndAsync();
        var failed = await bare.TriedAsync(id, 1);
        Assert.Contains("POST /v1/admin/keys/key_1/webhook-secret", failed.Last!.Error, StringComparison.Ordinal);
        Assert.Empty(_shop.Seen);

        bare.WithSecret();
        _far.Time.Advance(failed.DueAt!.Value - _far.Time.GetUtcNow());

        Assert.Equal(DeliveryState.Delivered, (await bare.TriedAsync(id, 2)).State);
    }

    private StoredImage Store()
    {
        using var writer = _store.Store.OpenWriter();
        writer.Write(TestStore.Png(seed: 3));
        return writer.Commit().Image!;
    }
}
