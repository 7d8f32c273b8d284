using Tessera.Gateway.Formats;
using Tessera.Gateway.Images;

namespace Tessera.Gateway.Tests.Images;

public sealed class SweepPlanTests
{
    private static readonly DateTime Now = new(2026, 11, 20, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Choose_ExpiredFreeEnough_TakesNoOthers()
    {
        List<SweepEntry> entries = [Entry(1, storedDaysAgo: 9, usedDaysAgo: 1), Entry(2, storedDaysAgo: 2, usedDaysAgo: 2)];

        Assert.Equal([1UL], Chosen(entries, keepDays: 7, excessBytes: 100));
    }

    [Fact]
    public void Choose_ExpiredFreeTooLittle_TakesTheLeastRecentlyUsedNext()
    {
        List<SweepEntry> entries =
            [Entry(1, storedDaysAgo: 9, usedDaysAgo: 1), Entry(2, storedDaysAgo: 2, usedDaysAgo: 2), Entry(3, storedDaysAgo: 5, usedDaysAgo: 5)];

        Assert.Equal([1UL, 3UL], Chosen(entries, keepDays: 7, excessBytes: 101));
    }

    [Fact]
    public void Choose_NothingExpiredNorOver_IsEmpty() => Assert.Empty(Chosen([Entry(1, 100, 100)], keepDays: null, excessBytes: 0));

    [Theory]
    [InlineData(7)]
    [InlineData(null)]
    public void Choose_UsedWithinTheGrace_StaysInAnyCase(int? keepDays) =>
        Assert.Empty(Chosen([Entry(1, storedDaysAgo: 100, usedDaysAgo: 0)], keepDays, excessBytes: 1000));

    private static SweepEntry Entry(ulong number, int storedDaysAgo, int usedDaysAgo) =>
        new(new ImageHash(number, 0, 0, 0), ImageFormat.Png, Bytes: 100, Now.AddDays(-storedDaysAgo), Now.AddDays(-usedDaysAgo));

    private static ulong[] Chosen(List<SweepEntry> entries, int? keepDays, long excessBytes)
    {
        var limits = TestStore.Roomy with { KeepFor = keepDays is { } days ? TimeSpan.FromDays(days) : null };
        return [.. SweepPlan.Choose(entries, limits, excessBytes, Now).Select(entry => entry.Hash.A)];
    }
}
