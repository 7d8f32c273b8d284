using Tessera.Inference.Engine;
using Tessera.Inference.Rasters;
using Tessera.Inference.Tests.Janus;

namespace Tessera.Inference.Tests.Engine;

/// <summary>Edits and variations through the whole engine, with a model of random weights on a grid of 4×4 tokens.</summary>
public sealed class EditTests : IDisposable
{
    private readonly TempFolder _folder = TinyJanus.Folder();
    private readonly PictureEngine _engine;
    private readonly Raster _upload = Stripes(64, 64);

    public EditTests()
    {
        Assert.True(PictureEngine.TryOpen(_folder.Path, new EngineOptions { Threads = 2 }, out var engine, out var refusal), refusal?.ToString());
        _engine = engine;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Draw_Edit_KeepsEveryPixelOutsideTheMaskAndDrawsInside(int candidates)
    {
        var mask = Mask(64, 64, 40, 40, 64, 64);
        var edited = await Draw(Edit(mask) with { Candidates = candidates, Partials = 1 });
        var changed = 0;
        for (var i = 0; i < 64 * 64; i++)
        {
            var same = _upload.Pixels.AsSpan(4 * i, 4).SequenceEqual(edited.Raster.Pixels.AsSpan(4 * i, 4));
            changed += same ? 0 : 1;
            Assert.True(same || mask.Pixels[4 * i + 3] == 0, $"pixel {i} lies outside the hole and was changed");
        }

        Assert.InRange(changed, 200, 24 * 24);
    }

    [Fact]
    public async Task Draw_EditOfTheLastTokens_DrawsOnlyThose()
    {
        // The hole and one token around it: the lower right quarter and its neighbours.
        var events = await All(Edit(Mask(64, 64, 50, 50, 64, 64)));
        Assert.Equal(4, events.OfType<DrawEvent.Progress>().Last().Total);
        Assert.Equal(4, events.OfType<DrawEvent.Progress>().Last().Tokens);
    }

    [Fact]
    public async Task Draw_EditOfAMaskWithoutAHole_GivesTheUploadBack() =>
        Assert.Equal(_upload.Pixels, (await Draw(Edit(Mask(64, 64, 0, 0, 0, 0)))).Raster.Pixels);

    [Fact]
    public async Task Draw_Variation_LeansTowardsItsOriginalAsFarAsItIsTold()
    {
        var order = new DrawOrder { Prompt = "", Width = 64, Height = 64, References = [_upload], Vary = true, Seed = 3 };
        var copy = await Draw(order with { Likeness = 1000 });
        var near = await Draw(order with { Likeness = 6 });
        var free = await Draw(order with { Likeness = 0 });
        Assert.InRange(Same(copy, near), Same(copy, free) + 1, 15);
        Assert.Equal(near.Tokens, (await Draw(order with { Likeness = 6 })).Tokens);
        Assert.NotEqual(near.Tokens, (await Draw(order with { Likeness = 6, Seed = 4 })).Tokens);

        static int Same(DrawEvent.Finished one, DrawEvent.Finished other) => one.Tokens.Zip(other.Tokens).Count(pair => pair.First == pair.Second);
    }

    [Fact]
    public async Task Draw_EditAmongOthers_IsTheSameAsAlone()
    {
        var order = Edit(Mask(64, 64, 20, 20, 40, 40)) with { Candidates = 2 };
        var alone = await Draw(order);
        var others = Enumerable.Range(0, 6).Select(i => All(new DrawOrder { Prompt = $"fish {i}", Width = 64, Height = 64 })).ToList();
        Assert.Equal(alone.Tokens, (await Draw(order)).Tokens);
        await Task.WhenAll(others);
    }

    [Fact]
    public async Task Draw_FilesWithoutAnEncoder_RefusesAPictureAndDrawsFromWords()
    {
        using var folder = TinyJanus.Folder(without: name => name.Contains(".encoder.", StringComparison.Ordinal));
        Assert.True(PictureEngine.TryOpen(folder.Path, new EngineOptions { Threads = 1 }, out var engine, out _));
        using (engine)
        {
            Assert.False(engine.CanEdit);
            var last = default(DrawEvent);
            await foreach (var happened in engine.DrawAsync(Edit(null)))
            {
                last = happened;
            }

            Assert.Equal("This model cannot look at pictures: its files have no encoder.", Assert.IsType<DrawEvent.Refused>(last).Refusal.Reason);
        }
    }

    public void Dispose()
    {
        _engine.Dispose();
        _folder.Dispose();
    }

    private DrawOrder Edit(Raster? mask) => new() { Prompt = "a fish", Width = 64, Height = 64, References = [_upload], Mask = mask, Seed = 5 };

    private async Task<DrawEvent.Finished> Draw(DrawOrder order) => Assert.IsType<DrawEvent.Finished>((await All(order))[^1]);

    private async Task<List<DrawEvent>> All(DrawOrder order)
    {
        var events = new List<DrawEvent>();
        await foreach (var happened in _engine.DrawAsync(order))
        {
            events.Add(happened);
        }

        return events;
    }

    private static Raster Stripes(int width, int height)
    {
        var raster = new Raster(width, height);
        for (var i = 0; i < width * height; i++)
        {
            (raster.Pixels[4 * i], raster.Pixels[4 * i + 1], raster.Pixels[4 * i + 2], raster.Pixels[4 * i + 3]) =
                ((byte)(i % width * 4), (byte)(i / width * 4), (byte)(i % 16 * 16), 255);
        }

        return raster;
    }

    private static Raster Mask(int width, int height, int left, int top, int right, int bottom)
    {
        var mask = new Raster(width, height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                mask.Row(y)[4 * x + 3] = x >= left && x < right && y >= top && y < bottom ? (byte)0 : (byte)255;
            }
        }

        return mask;
    }
}
