using Tessera.Ledger.Holds;

namespace Tessera.Ledger.Tests.Holds;

public sealed class TakePlanTests
{
    [Fact]
    public void Needs_AllFit_TakesWhatIsMissing()
    {
        Assert.Equal([7, 0], Plan([3, 50], [20, 0], out var lacks, [(0, 10), (1, 50)]));
        Assert.Equal([-1], lacks);
    }

    [Fact]
    public void Needs_OneDoesNotFit_TakesNothingForItAndServesTheNext()
    {
        Assert.Equal([4, 4], Plan([0, 0], [10, 5], out var lacks, [(0, 6), (1, 6)], [(0, 4), (1, 4)]));
        Assert.Equal([1, -1], lacks);
    }

    [Fact]
    public void Needs_SeveralOfOneWindow_AreCountedTogether()
    {
        Assert.Equal([9], Plan([1], [9], out var lacks, [(0, 6)], [(0, 4)], [(0, 1)]));
        Assert.Equal([-1, -1, 0], lacks);
    }

    [Theory]
    [InlineData(100, 1, false, 100)]
    [InlineData(100, 3, false, 33)]
    [InlineData(100, 1, true, 0)]
    [InlineData(0, 1, false, 0)]
    [InlineData(-4, 2, false, 0)]
    [InlineData(long.MaxValue, 1, false, long.MaxValue)]
    public void Ahead_IsAFairPartUnlessAnotherLacksSomething(long free, int nodes, bool isWanted, long ahead) =>
        Assert.Equal(ahead, TakePlan.Ahead(free, nodes, isWanted));

    private static long[] Plan(long[] rooms, long[] free, out int[] lacks, params (int, long)[][] asks)
    {
        lacks = new int[asks.Length];
        return TakePlan.Needs(rooms, free, asks, lacks);
    }
}
