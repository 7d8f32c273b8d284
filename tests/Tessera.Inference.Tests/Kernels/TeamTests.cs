using Tessera.Inference.Kernels;

namespace Tessera.Inference.Tests.Kernels;

public sealed class TeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public void Run_ManyTimes_DoesEachShareOnce(int threads)
    {
        using var team = new Team(threads);
        var counting = new Counting(1000);
        for (var round = 1; round <= 500; round++)
        {
            // Totals and shares change, so that a late thread that took a share by old numbers would show.
            var total = 1 + round * 37 % 1000;
            Array.Clear(counting.Times);
            team.Run(counting, total, 1 + round % 50);
            Assert.True(counting.Times.AsSpan(0, total).IndexOfAnyExcept(1) < 0 && counting.Times.AsSpan(total).IndexOfAnyExcept(0) < 0, $"round {round}");
        }
    }

    [Fact]
    public void Run_SharesThatTakeNoTime_TakesNoneTwice()
    {
        // All the threads do is to fight for the next share: two of them that took the same one would show here.
        using var team = new Team(4);
        var counting = new Counting(1_000_000);
        team.Run(counting, counting.Times.Length, 1);
        Assert.Equal(-1, counting.Times.AsSpan().IndexOfAnyExcept(1));
    }

    [Fact]
    public void Run_WhereNeighboursTakeTheCores_DoesEachShareOnce()
    {
        using var over = new CancellationTokenSource();
        var neighbours = Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => new Thread(() => SpinWait.SpinUntil(() => over.IsCancellationRequested))).ToList();
        neighbours.ForEach(thread => thread.Start());
        try
        {
            using var team = new Team(4);
            var counting = new Counting(200);
            for (var round = 1; round <= 200; round++)
            {
                team.Run(counting, 200, 7);
                Assert.Equal(-1, counting.Times.AsSpan().IndexOfAnyExcept(round));
            }
        }
        finally
        {
            over.Cancel();
            neighbours.ForEach(thread => thread.Join());
        }
    }

    [Fact]
    public void Run_AfterAllHaveGoneToSleep_WakesThem()
    {
        using var team = new Team(3);
        for (var round = 0; round < 20; round++)
        {
            // Each share waits for the other two threads: unless both wake, this never ends.
            var meeting = new Meeting(3);
            team.Run(meeting, 3, 1);
            Assert.Equal(3, meeting.Came);
            SpinWait.SpinUntil(() => team.Sleepers == 2);
        }
    }

    [Fact]
    public void Run_WorkThatThrows_ThrowsHereAndTheTeamGoesOn()
    {
        using var team = new Team(3);
        Assert.Throws<InvalidTimeZoneException>(() => team.Run(new Failing(), 100, 1));
        var counting = new Counting(10);
        team.Run(counting, 10, 1);
        Assert.All(counting.Times, times => Assert.Equal(1, times));
    }

    private sealed class Counting(int most) : IShared
    {
        public int[] Times { get; } = new int[most];

        public void Do(int first, int end)
        {
            for (var i = first; i < end; i++)
            {
                Interlocked.Increment(ref Times[i]);
            }
        }
    }

    private sealed class Meeting(int all) : IShared
    {
        private int _came;

        public int Came => _came;

        public void Do(int first, int end)
        {
            Interlocked.Increment(ref _came);
            SpinWait.SpinUntil(() => Volatile.Read(ref _came) == all);
        }
    }

    private sealed class Failing : IShared
    {
        public void Do(int first, int end) => throw new InvalidTimeZoneException();
    }
}
