using System.Collections.Concurrent;
using Tessera.Ledger.Records;
using Tessera.Ledger.Tests.Records;
using Tessera.Ledger.Tests.Stores;
using Tessera.Ledger.Webhooks;

namespace Tessera.Ledger.Tests.Webhooks;

public abstract class DeliveriesTests(TestStore store) : IAsyncLifetime
{
    private const int AtOnce = 100;

    private static readonly Dictionary<string, int> NoneBusy = [];
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly DateTimeOffset _now = Sample.Record().StartedAt.AddHours(1);
    private Books _books = null!;

    private Deliveries Webhooks => _books.Webhooks;

    public Task InitializeAsync()
    {
        _books = Books.Open(store.Place, TimeProvider.System);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _books.DisposeAsync();
        store.Dispose();
    }

    [Theory]
    [InlineData(Outcome.Completed, "image.generation.completed")]
    [InlineData(Outcome.Failed, "image.generation.failed")]
    [InlineData(Outcome.Cancelled, "image.generation.cancelled")]
    public async Task Record_WithAWebhook_IsToldOnce(Outcome outcome, string told)
    {
        var record = Sample.Record() with { Outcome = outcome, Webhook = "https://Shop.example/hooks?a=1", Origin = "https://tessera.example" };

        await AppendAsync(record);
        await using (var another = Books.Open(store.Place, TimeProvider.System))
        {
            // As after a crash, when it is not known whether a group was written.
            await another.Journal.AppendAsync(record);
            await another.Journal.FlushAsync();
        }

        var delivery = Assert.Single(Webhooks.List(new DeliveryQuery()));
        Assert.Equal(
            new Delivery(
                $"msg_{record.Id["gen_".Length..]}_{outcome.ToString().ToLowerInvariant()}", record.Id, record.KeyId, told, record.Webhook, "shop.example:443", record.Origin,
                DeliveryState.Pending, record.StartedAt + record.Duration, 0, 0, record.StartedAt + record.Duration, null, null),
            delivery);
        Assert.Equal(delivery, Webhooks.Find(delivery.Id));
    }

    [Fact]
    public async Task Record_WithoutAWebhook_IsNotTold()
    {
        var told = 0;
        Webhooks.Enqueued += () => told++;

        await AppendAsync(Sample.Record());

        Assert.Empty(Webhooks.List(new DeliveryQuery()));
        Assert.Equal(0, told);
    }

    [Fact]
    public async Task Enqueued_WhenCalled_FindsTheDeliveryInTheDatabase()
    {
        var found = new ConcurrentQueue<int>();
        Webhooks.Enqueued += () => found.Enqueue(Webhooks.List(new DeliveryQuery()).Count);

        await AppendAsync(Hook());

        Assert.Equal([1], found);
    }

    [Fact]
    public async Task Claim_OfWhatIsClaimed_GivesItWhenTheLeaseEnds()
    {
        await AppendAsync(Hook());

        var first = Assert.Single(Claim(_now));
        Assert.Empty(Claim(_now + Lease - TimeSpan.FromTicks(10)));
        Assert.Equal(_now + Lease, Webhooks.NextDue(_now));
        var second = Assert.Single(Claim(_now + Lease));

        Assert.Equal((1, 1, _now + Lease), (first.Attempts, first.Tries, first.DueAt));
        Assert.Equal((2, 2), (second.Attempts, second.Tries));
        Assert.Equal(first.Id, second.Id);
    }

    [Fact]
    public async Task Claim_BeforeItIsDue_GivesNothing()
    {
        var record = Hook();
        await AppendAsync(record);

        Assert.Empty(Claim(record.StartedAt));
        Assert.Equal(record.StartedAt + record.Duration, Webhooks.NextDue(record.StartedAt));
        Assert.Null(Webhooks.NextDue(_now));
    }

    [Fact]
    public async Task Claim_ByTwoProcessesAtOnce_GivesEachDeliveryToOne()
    {
        const int count = 200;
        await AppendAsync([.. Enumerable.Range(0, count).Select(i => Hook($"https://h{i % 50}.example/"))]);
        await using var another = Books.Open(store.Place, TimeProvider.System);
        var claimed = new ConcurrentQueue<string>();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(worker => Task.Run(() =>
        {
            while ((worker % 2 == 0 ? Webhooks : another.Webhooks).Claim(_now, _now + Lease, 7, NoneBusy, 4) is { Count: > 0 } some)
            {
                some.ToList().ForEach(delivery => claimed.Enqueue(delivery.Id));
            }
        })));

        Assert.Equal(count, claimed.Count);
        Assert.Equal(count, claimed.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Claim_WithAHostThatHasItsShare_PassesItOver()
    {
        await AppendAsync([.. Enumerable.Range(0, 50).Select(_ => Hook("https://slow.example/"))]);
        await AppendAsync(Hook("https://quick.example/"), Hook("https://quick.example:8443/"));

        var claimed = Webhooks.Claim(_now, _now + Lease, 10, new Dictionary<string, int> { ["slow.example:443"] = 1 }, 3);

        Assert.Equal(
            ["quick.example:443", "quick.example:8443", "slow.example:443", "slow.example:443"],
            claimed.Select(delivery => delivery.Host).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Claim_OfManyDue_GivesThoseThatWaitLongest()
    {
        var late = Hook("https://a.example/");
        var early = Hook("https://b.example/") with { StartedAt = late.StartedAt.AddMinutes(-1) };
        await AppendAsync(late, early);

        var claimed = Assert.Single(Webhooks.Claim(_now, _now + Lease, 1, NoneBusy, 4));

        Assert.Equal(early.Id, claimed.GenerationId);
    }

    [Fact]
    public async Task Finish_Delivered_IsNeverDueAgain()
    {
        await AppendAsync(Hook());
        var claimed = Assert.Single(Claim(_now));
        var attempt = new DeliveryAttempt(_now, TimeSpan.FromMilliseconds(20), 204, null);

        Webhooks.Finish([new(claimed, attempt, DeliveryState.Delivered, null)]);

        Assert.Empty(Claim(_now.AddDays(1)));
        Assert.Equal(claimed with { State = DeliveryState.Delivered, DueAt = null, DeliveredAt = _now.AddMilliseconds(20), Last = attempt }, Webhooks.Find(claimed.Id));
    }

    [Fact]
    public async Task Finish_Failed_IsDueWhenItSays()
    {
        await AppendAsync(Hook());
        var refused = new DeliveryAttempt(_now, TimeSpan.Zero, 500, "It answered with status 500.");

        Webhooks.Finish([new(Assert.Single(Claim(_now)), refused, DeliveryState.Pending, _now.AddSeconds(5))]);

        Assert.Empty(Claim(_now.AddSeconds(4)));
        var again = Assert.Single(Claim(_now.AddSeconds(5)));
        Webhooks.Finish([new(again, refused with { At = _now.AddSeconds(5), Status = null, Error = "It was silent." }, DeliveryState.Dead, null)]);
        Assert.Equal([500, null], Webhooks.AttemptsOf(again.Id).Select(attempt => attempt.Status));
        Assert.Equal((DeliveryState.Dead, null, "It was silent."), (Webhooks.Find(again.Id)!.State, Webhooks.Find(again.Id)!.DueAt, Webhooks.Find(again.Id)!.Last!.Error));
    }

    [Fact]
    public async Task Finish_AfterTheLeaseWasLost_IsNotedAndChangesNothing()
    {
        await AppendAsync(Hook());
        var slow = Assert.Single(Claim(_now));
        var quick = Assert.Single(Claim(_now + Lease));
        Webhooks.Finish([new(quick, new(_now + Lease, TimeSpan.Zero, 200, null), DeliveryState.Delivered, null)]);

        Webhooks.Finish([new(slow, new(_now, Lease, null, "It was silent."), DeliveryState.Pending, _now + (2 * Lease))]);

        Assert.Equal(DeliveryState.Delivered, Webhooks.Find(slow.Id)!.State);
        Assert.Empty(Claim(_now + (3 * Lease)));
        Assert.Equal(2, Webhooks.AttemptsOf(slow.Id).Count);
    }

    [Fact]
    public async Task GiveBack_Claimed_IsDueAtOnceAndDoesNotCount()
    {
        await AppendAsync(Hook());

        Webhooks.GiveBack(Claim(_now), _now);

        var again = Assert.Single(Claim(_now));
        Assert.Equal((1, 1), (again.Attempts, again.Tries));
    }

    [Theory]
    [InlineData(DeliveryState.Delivered)]
    [InlineData(DeliveryState.Dead)]
    public async Task Replay_OfWhatHasEnded_BeginsTheScheduleAgainUnderTheSameId(DeliveryState state)
    {
        await AppendAsync(Hook());
        var ended = Assert.Single(Claim(_now));
        Webhooks.Finish([new(ended, new(_now, TimeSpan.Zero, 200, null), state, null)]);
        var told = 0;
        Webhooks.Enqueued += () => told++;

        Assert.Equal(DeliveryState.Pending, Webhooks.Replay(ended.Id, _now)!.State);

        var again = Assert.Single(Claim(_now));
        Assert.Equal((ended.Id, 2, 1), (again.Id, again.Attempts, again.Tries));
        Assert.Equal(1, told);
    }

    [Fact]
    public void Replay_OfWhatIsNotThere_IsNull() => Assert.Null(Webhooks.Replay("msg_01", _now));

    [Fact]
    public async Task List_WithFiltersAndPages_GivesNewestFirst()
    {
        var records = Enumerable.Range(0, 5).Select(i => Hook() with { KeyId = i == 2 ? "key_02" : "key_01" }).ToList();
        await AppendAsync([.. records]);
        var newest = Webhooks.List(new DeliveryQuery { Limit = 2 });
        var rest = Webhooks.List(new DeliveryQuery { BeforeId = newest[^1].Id });
        Webhooks.Finish([new(Claim(_now).Single(delivery => delivery.GenerationId == records[3].Id), new(_now, TimeSpan.Zero, 200, null), DeliveryState.Delivered, null)]);

        Assert.Equal(records.Select(record => record.Id).Reverse(), newest.Concat(rest).Select(delivery => delivery.GenerationId));
        Assert.Equal(records[2].Id, Assert.Single(Webhooks.List(new DeliveryQuery { KeyId = "key_02" })).GenerationId);
        Assert.Equal(records[3].Id, Assert.Single(Webhooks.List(new DeliveryQuery { State = DeliveryState.Delivered })).GenerationId);
        Assert.Empty(Webhooks.List(new DeliveryQuery { State = DeliveryState.Delivered, KeyId = "key_02" }));
    }

    [Fact]
    public async Task Trim_OfAMoment_LeavesWhatIsYoungerAndWhatIsNotYetTold()
    {
        await AppendAsync(Hook("https://a.example/"), Hook("https://b.example/"));
        var ended = Claim(_now)[0];
        Webhooks.Finish([new(ended, new(_now, TimeSpan.Zero, 410, "Gone."), DeliveryState.Dead, null)]);
        var future = TimeProvider.System.GetUtcNow().AddDays(1);

        Assert.Equal(0, Webhooks.Trim(future.AddDays(-2)));
        Assert.Equal(1, Webhooks.Trim(future));

        Assert.Null(Webhooks.Find(ended.Id));
        Assert.Empty(Webhooks.AttemptsOf(ended.Id));
        Assert.Single(Webhooks.List(new DeliveryQuery()));
    }

    private static GenerationRecord Hook(string url = "https://shop.example/hooks") => Sample.Record() with { Webhook = url };

    private async Task AppendAsync(params GenerationRecord[] records)
    {
        foreach (var record in records)
        {
            await _books.Journal.AppendAsync(record);
        }

        await _books.Journal.FlushAsync();
    }

    private IReadOnlyList<Delivery> Claim(DateTimeOffset now) => Webhooks.Claim(now, now + Lease, AtOnce, NoneBusy, AtOnce);
}

public sealed class SqliteDeliveriesTests() : DeliveriesTests(new SqliteStore());

public sealed class PostgresDeliveriesTests() : DeliveriesTests(new PostgresStore());
