using Tessera.Gateway.Webhooks;
using Tessera.Ledger.Webhooks;

namespace Tessera.Gateway.Tests.Webhooks;

public sealed class ScheduleTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 30)]
    [InlineData(3, 120)]
    [InlineData(4, 600)]
    [InlineData(5, 3_600)]
    [InlineData(6, 21_600)]
    public void Wait_AfterEachTry_IsLongerByUpToAFifth(int tries, int seconds)
    {
        var chance = new Random(tries);
        var waits = Enumerable.Range(0, 1_000).Select(_ => Schedule.WaitAfter(tries, chance)!.Value.TotalSeconds).ToList();

        Assert.All(waits, wait => Assert.InRange(wait, seconds, seconds * 1.2));
        Assert.True(waits.Max() - waits.Min() > 0.19 * seconds, "the waits do not differ");
    }

    [Fact]
    public void Wait_WithTheSameSeed_IsTheSame() => Assert.Equal(Schedule.WaitAfter(4, new Random(7)), Schedule.WaitAfter(4, new Random(7)));

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(long.MaxValue)]
    public void Wait_BeyondTheSchedule_IsNone(long tries) => Assert.Null(Schedule.WaitAfter(tries, new Random(1)));

    [Theory]
    [InlineData(200, 1, DeliveryState.Delivered)]
    [InlineData(204, 7, DeliveryState.Delivered)]
    [InlineData(299, 1, DeliveryState.Delivered)]
    [InlineData(302, 1, DeliveryState.Pending)]
    [InlineData(400, 1, DeliveryState.Pending)]
    [InlineData(410, 1, DeliveryState.Dead)]
    [InlineData(500, 6, DeliveryState.Pending)]
    [InlineData(500, 7, DeliveryState.Dead)]
    [InlineData(199, 1, DeliveryState.Pending)]
    public void After_AStatus_IsWhatTheStatusSays(int status, int tries, DeliveryState state)
    {
        var attempt = new DeliveryAttempt(At, TimeSpan.FromSeconds(2), status, Schedule.Fault(status));

        var outcome = Schedule.After(Tried(tries), attempt, new Random(1));

        Assert.Equal(state, outcome.State);
        Assert.Equal(state == DeliveryState.Pending ? At.AddSeconds(2) + Schedule.WaitAfter(tries, new Random(1)) : null, outcome.DueAt);
    }

    [Fact]
    public void After_NoAnswer_IsTriedAgain() =>
        Assert.Equal(DeliveryState.Pending, Schedule.After(Tried(1), new DeliveryAttempt(At, TimeSpan.Zero, null, "Nobody answered."), new Random(1)).State);

    private static Delivery Tried(long tries) => new(
        "msg_1", "gen_1", "key_1", "image.generation.completed", "https://shop.example/", "shop.example:443", null, DeliveryState.Pending, At, 40 + tries, tries, null, null, null);
}
