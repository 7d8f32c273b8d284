using Tessera.Inference.Engine;
using Tessera.Inference.Tests.Janus;

namespace Tessera.Inference.Tests.Engine;

/// <summary>By itself, since it counts the process's memory.</summary>
[CollectionDefinition(nameof(SoakTests), DisableParallelization = true)]
[Collection(nameof(SoakTests))]
public sealed class SoakTests
{
    [Fact]
    public async Task Draw_FiveHundredPicturesAndAHundredBrokenOff_LeavesNothingBehind()
    {
        using var folder = TinyJanus.Folder();
        Assert.True(PictureEngine.TryOpen(folder.Path, new EngineOptions { Threads = 2, WaitingMax = 100 }, out var engine, out _));
        using (engine)
        {
            // Every picture token's input is kept once it was asked for, so the first hundred may add to what is held.
            await Some(engine, 0);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            for (var round = 1; round < 6; round++)
            {
                await Some(engine, round);
            }

            // A picture's caches alone are 100 KB: even one in a hundred that stayed would be seen.
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 500_000);
            Assert.True(engine.Scheduler.IsIdle);
        }
    }

    private static async Task Some(PictureEngine engine, int round)
    {
        var orders = Enumerable.Range(0, 100).Select(i => Draw(engine, (ulong)(100 * round + i), leaveAfter: i % 5 == 0 ? 1 + i % 3 : int.MaxValue));
        Assert.Equal(80, (await Task.WhenAll(orders)).Count(finished => finished));
        while (!engine.Scheduler.IsIdle)
        {
            await Task.Yield();
        }
    }

    private static async Task<bool> Draw(PictureEngine engine, ulong seed, int leaveAfter)
    {
        var seen = 0;
        await foreach (var happened in engine.DrawAsync(new DrawOrder { Prompt = "a fish", Width = 32, Height = 32, Seed = seed, Partials = 1 }))
        {
            Assert.IsNotType<DrawEvent.TurnedAway>(happened);
            if (happened is DrawEvent.Finished)
            {
                return true;
            }

            if (happened is DrawEvent.Progress && ++seen >= leaveAfter)
            {
                return false;
            }
        }

        throw new InvalidOperationException("It ended without a picture.");
    }
}
