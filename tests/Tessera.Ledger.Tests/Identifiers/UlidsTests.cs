using System.Collections.Concurrent;
using Tessera.Ledger.Identifiers;

namespace Tessera.Ledger.Tests.Identifiers;

public sealed class UlidsTests
{
    [Fact]
    public void Next_InOneMillisecond_RisesEachTime()
    {
        var ids = new Ulids(new ManualTime());

        var made = Enumerable.Range(0, 10_000).Select(_ => ids.NewGeneration()).ToList();

        Assert.Equal(made, made.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Next_LaterOrClockSetBack_Rises()
    {
        var time = new ManualTime();
        var ids = new Ulids(time);
        var first = ids.NewKey();
        time.Advance(TimeSpan.FromMilliseconds(1));
        var second = ids.NewKey();
        time.Advance(TimeSpan.FromHours(-1));
        var third = ids.NewKey();

        Assert.True(string.CompareOrdinal(first, second) < 0);
        Assert.True(string.CompareOrdinal(second, third) < 0);
    }

    [Fact]
    public void Next_ManyThreads_NeverTheSameTwice()
    {
        var ids = new Ulids(TimeProvider.System);
        var made = new ConcurrentBag<string>();

        Parallel.For(0, 20_000, _ => made.Add(ids.NewGeneration()));

        Assert.Equal(20_000, made.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Next_KnownMoment_HasThatMomentInFront()
    {
        var id = new Ulids(new ManualTime()).NewGeneration();

        Assert.Matches("^gen_[0-9A-HJKMNP-TV-Z]{26}$", id);
        // 2026-11-20T12:00:00Z is 1795176000000 ms, in Crockford's base 32:
        Assert.StartsWith("gen_01M7WD7TG0", id, StringComparison.Ordinal);
    }

    [Fact]
    public void Floor_OfAMoment_DividesBeforeFromSince()
    {
        var time = new ManualTime();
        var ids = new Ulids(time);
        var before = ids.NewGeneration();
        time.Advance(TimeSpan.FromMilliseconds(1));
        var floor = Ulids.Floor("gen_", time.GetUtcNow());

        Assert.True(string.CompareOrdinal(before, floor) < 0);
        Assert.True(string.CompareOrdinal(floor, ids.NewGeneration()) < 0);
    }
}
