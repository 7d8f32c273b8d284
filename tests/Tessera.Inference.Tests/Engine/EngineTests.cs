using Tessera.Inference.Engine;
using Tessera.Inference.Kernels;
using Tessera.Inference.Tests.Janus;

namespace Tessera.Inference.Tests.Engine;

public sealed class EngineTests
{
    private static readonly JanusReference Torch = JanusReference.Read();
    private static readonly DrawOrder Fish = new() { Prompt = "a fish", Width = 64, Height = 64, Guidance = 2, Seed = 7 };

    [Theory]
    [InlineData(false, false, 1)]
    [InlineData(true, false, 2)]
    [InlineData(true, true, 3)]
    public async Task Draw_AlwaysTheLikeliest_DrawsTorchsPicture(bool huggingFace, bool halved, int threads)
    {
        using var folder = TinyJanus.Folder(huggingFace, halved);
        using var engine = Open(folder, threads);
        var events = await All(engine, new DrawOrder { Prompt = JanusReference.Prompt, Width = 64, Height = 64, Temperature = 0 });
        var finished = Assert.IsType<DrawEvent.Finished>(events[^1]);
        Assert.Equal(Torch.Tokens, finished.Tokens);
        Assert.Equal([4, 8, 12, 16], events.OfType<DrawEvent.Progress>().Select(progress => progress.Tokens));
        Assert.Equal((64, 64, 16), (finished.Raster.Width, finished.Raster.Height, engine.Grid.Tokens));
        var worst = 0;
        for (var i = 0; i < 64 * 64; i++)
        {
            for (var channel = 0; channel < 3; channel++)
            {
                worst = Math.Max(worst, Math.Abs(finished.Raster.Pixels[4 * i + channel] - Torch.Pixels[3 * i + channel]));
            }

            Assert.Equal(255, finished.Raster.Pixels[4 * i + 3]);
        }

        Assert.InRange(worst, 0, 1);
    }

    [Fact]
    public async Task Draw_SameSeed_SameTokensWhateverTheThreadsAndWhoeverElseDraws()
    {
        using var folder = TinyJanus.Folder();
        using var alone = Open(folder, 1);
        using var crowd = Open(folder, 3);
        var expected = await Tokens(alone, Fish);
        var others = Enumerable.Range(0, 12).Select(i => Tokens(crowd, Fish with { Seed = (ulong)i, Prompt = $"fish number {i}" })).ToList();
        var same = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Tokens(crowd, Fish)));
        Assert.All(same, tokens => Assert.Equal(expected, tokens));
        Assert.Equal(expected, await Tokens(alone, Fish with { Pictures = 3 }));
        Assert.Equal(12, (await Task.WhenAll(others)).Select(tokens => string.Join(' ', tokens)).Distinct().Count());
        Assert.NotEqual(expected, await Tokens(alone, Fish with { Seed = 8 }));
    }

    [Fact]
    public async Task Draw_SeveralPictures_ComeInOrderAndDiffer()
    {
        using var folder = TinyJanus.Folder();
        using var engine = Open(folder, 2, new EngineOptions { SequencesMax = 2 });
        var events = await All(engine, Fish with { Pictures = 5, Partials = 2 });
        Assert.IsType<DrawEvent.Started>(events.First(happened => happened is not DrawEvent.Queued));
        var pictures = events.OfType<DrawEvent.Finished>().ToList();
        Assert.Equal([0, 1, 2, 3, 4], pictures.Select(picture => picture.Picture));
        Assert.Equal(5, pictures.Select(picture => string.Join(' ', picture.Tokens)).Distinct().Count());
        Assert.Equal(80, events.OfType<DrawEvent.Progress>().Last().Tokens);
        foreach (var picture in pictures)
        {
            var partials = events.OfType<DrawEvent.Partial>().Where(partial => partial.Picture == picture.Picture).ToList();
            Assert.Equal([0, 1], partials.Select(partial => partial.Index));
            Assert.All(partials, partial => Assert.True(events.IndexOf(partial) < events.IndexOf(picture)));
            Assert.All(partials, partial => Assert.Equal((64, 64), (partial.Raster.Width, partial.Raster.Height)));
        }
    }

    [Fact]
    public async Task Draw_Candidates_KeepsTheOneThatTheWordsMakeLikeliest()
    {
        using var folder = TinyJanus.Folder();
        using var engine = Open(folder, 2);
        var best = await Tokens(engine, Fish with { Candidates = 4 });
        Assert.Equal(best, await Tokens(engine, Fish with { Candidates = 4 }));
        var first = await Tokens(engine, Fish);
        Assert.NotEqual(first, await Tokens(engine, Fish with { Candidates = 4, Seed = 1 }));
    }

    [Fact]
    public async Task Draw_EightBits_DrawsAPictureOfTheSameSize()
    {
        using var folder = TinyJanus.Folder();
        using var engine = Open(folder, 2, new EngineOptions { Precision = Precision.Int8 });
        Assert.All(await Tokens(engine, Fish), token => Assert.InRange(token, 0, 96));
    }

    [Fact]
    public async Task Draw_Cancelled_StopsWithinOneStep()
    {
        using var folder = TinyJanus.Folder();
        using var engine = Open(folder, 1);
        using var stop = new CancellationTokenSource();
        var passes = 0L;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var happened in engine.DrawAsync(Fish with { Pictures = 10 }, stop.Token))
            {
                if (happened is DrawEvent.Progress)
                {
                    await stop.CancelAsync();
                    passes = engine.Scheduler.Passes;
                }
            }
        });
        await Idle(engine);
        Assert.InRange(engine.Scheduler.Passes - passes, 0, 1);
        Assert.Equal(16, (await Tokens(engine, Fish)).Length);
    }

    [Fact]
    public async Task Draw_NobodyReadsOn_IsBrokenOff()
    {
        using var folder = TinyJanus.Folder();
        using var engine = Open(folder, 1);
        await foreach (var happened in engine.DrawAsync(Fish with { Pictures = 10 }))
        {
            if (happened is DrawEvent.Started)
            {
                break;
            }
        }

        var passes = engine.Scheduler.Passes;
        await Idle(engine);
        Assert.InRange(engine.Scheduler.Passes - passes, 0, 1);
    }

    [Fact]
    public async Task Draw_MoreThanMayWait_IsTurnedAwayAndTheOthersAreDrawn()
    {
        using var folder = TinyJanus.Folder();
        using var engine = Open(folder, 1, new EngineOptions { SequencesMax = 1, WaitingMax = 3 });
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => All(engine, Fish)));
        var turnedAway = all.Count(events => events[^1] is DrawEvent.TurnedAway);
        Assert.InRange(turnedAway, 1, 17);
        Assert.Equal(20 - turnedAway, all.Count(events => events[^1] is DrawEvent.Finished));
        Assert.All(all.SelectMany(events => events.OfType<DrawEvent.Queued>()), queued => Assert.InRange(queued.Position, 0, 2));
        Assert.Contains(all, events => events.OfType<DrawEvent.Queued>().Any());
    }

    [Fact]
    public async Task Draw_OneCallerWithManyPictures_DoesNotKeepAnotherWaitingToTheEnd()
    {
        using var folder = TinyJanus.Folder();
        using var engine = Open(folder, 1, new EngineOptions { SequencesMax = 2 });
        var many = engine.DrawAsync(Fish with { Pictures = 10 }).GetAsyncEnumerator();
        while (await many.MoveNextAsync() && many.Current is not DrawEvent.Started)
        {
        }

        Assert.IsType<DrawEvent.Finished>((await All(engine, Fish))[^1]);
        var left = 0;
        while (await many.MoveNextAsync())
        {
            left += many.Current is DrawEvent.Finished ? 1 : 0;
        }

        // What the other order finished before is in the channel too: the last must not be there yet.
        Assert.Equal(10, left);
    }

    [Fact]
    public async Task Dispose_InTheMiddleOfAPicture_EndsItAsCancelled()
    {
        using var folder = TinyJanus.Folder();
        var engine = Open(folder, 2);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var happened in engine.DrawAsync(Fish with { Pictures = 10 }))
            {
                if (happened is DrawEvent.Started)
                {
                    engine.Dispose();
                }
            }
        });
    }

    [Theory]
    [InlineData("", "There is nothing to draw in an empty prompt.")]
    [InlineData("{word}", "The prompt has")]
    public async Task Draw_PromptThatCannotBe_IsRefused(string prompt, string reason)
    {
        using var folder = TinyJanus.Folder();
        using var engine = Open(folder, 1);
        var events = await All(engine, Fish with { Prompt = prompt == "{word}" ? string.Concat(Enumerable.Repeat("fish ", 200)) : prompt });
        Assert.StartsWith(reason, Assert.IsType<DrawEvent.Refused>(events[^1]).Refusal.Reason, StringComparison.Ordinal);
    }

    private static PictureEngine Open(TempFolder folder, int threads, EngineOptions? options = null)
    {
        Assert.True(PictureEngine.TryOpen(folder.Path, (options ?? new EngineOptions()) with { Threads = threads }, out var engine, out var refusal), refusal?.ToString());
        return engine;
    }

    private static async Task<List<DrawEvent>> All(PictureEngine engine, DrawOrder order)
    {
        var events = new List<DrawEvent>();
        await foreach (var happened in engine.DrawAsync(order))
        {
            events.Add(happened);
        }

        return events;
    }

    private static async Task<int[]> Tokens(PictureEngine engine, DrawOrder order) =>
        (await All(engine, order)).OfType<DrawEvent.Finished>().First().Tokens;

    private static async Task Idle(PictureEngine engine)
    {
        while (!engine.Scheduler.IsIdle)
        {
            await Task.Yield();
        }
    }
}
