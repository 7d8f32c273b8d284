using Microsoft.Extensions.Logging.Abstractions;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Images;

namespace Tessera.Gateway.Tests.Images;

public sealed class StoreSweepTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void Sweep_PastItsTime_RemovesOnlyThat()
    {
        using var test = new TestStore(TestStore.Roomy with { KeepFor = TimeSpan.FromDays(1) });
        var old = test.Put(seed: 1);
        test.Time.Advance(TimeSpan.FromDays(2));
        var young = PutNow(test, seed: 2);

        var result = Sweep(test).Sweep();

        Assert.Equal(new SweepResult(1, old.Bytes, young.Bytes), result);
        Assert.Null(test.Store.Find(old.Hash));
        Assert.NotNull(test.Store.Find(young.Hash));
    }

    [Fact]
    public void Sweep_StoredAgain_StartsItsTimeAfresh()
    {
        using var test = new TestStore(TestStore.Roomy with { KeepFor = TimeSpan.FromDays(1) });
        test.Put(seed: 1);
        test.Time.Advance(TimeSpan.FromHours(20));
        var again = test.Put(seed: 1);
        test.Time.Advance(TimeSpan.FromHours(20));

        Assert.Equal(0, Sweep(test).Sweep().Removed);
        Assert.NotNull(test.Store.Find(again.Hash));
    }

    [Fact]
    public void Sweep_OverTheLimit_RemovesTheLeastRecentlyUsed()
    {
        var size = TestStore.Png(1).Length;
        using var test = new TestStore(TestStore.Roomy with { BytesMax = 2 * size + 50 });
        StoredImage[] images = [.. Enumerable.Range(1, 3).Select(seed => { test.Time.Advance(Hour); return PutNow(test, seed); })];
        test.Time.Advance(Hour);
        test.Store.OpenRead(images[0].Hash)!.Dispose();
        test.Time.Advance(Hour);

        Assert.Equal(1, Sweep(test).Sweep().Removed);

        Assert.NotNull(test.Store.Find(images[0].Hash));
        Assert.Null(test.Store.Find(images[1].Hash));
        Assert.NotNull(test.Store.Find(images[2].Hash));
    }

    [Fact]
    public void Sweep_WithinTheGrace_RemovesNothingEvenOverTheLimit()
    {
        using var test = new TestStore(TestStore.Roomy with { BytesMax = 1, KeepFor = TimeSpan.Zero });
        test.Put(seed: 1);
        var sweep = Sweep(test);

        Assert.True(sweep.IsDue);
        Assert.Equal(0, sweep.Sweep().Removed);

        test.Time.Advance(test.Store.Limits.Grace + Hour);
        Assert.Equal(1, sweep.Sweep().Removed);
        Assert.False(sweep.IsDue);
    }

    [Fact]
    public void Sweep_DiskNearlyFull_FreesWhatIsMissing()
    {
        var size = TestStore.Png(1).Length;
        using var test = new TestStore(TestStore.Roomy with { FreeDiskBytesMin = 1_000_000 });
        test.Put(seed: 1);
        test.Put(seed: 2);
        test.Put(seed: 3);
        test.Time.Advance(Hour);

        Assert.Equal(2, Sweep(test, freeDiskBytes: 1_000_000 - size - 1).Sweep().Removed);
    }

    [Fact]
    public void Sweep_AfterARestart_CountsWhatIsThere()
    {
        using var test = new TestStore();
        var bytes = test.Put(seed: 1).Bytes + test.Put(seed: 2).Bytes;
        var restarted = test.Open();
        Assert.Equal(0, restarted.TotalBytes);

        _ = new StoreSweep(restarted, test.Time, _ => long.MaxValue).Sweep();
        _ = new StoreSweep(restarted, test.Time, _ => long.MaxValue).Sweep();

        Assert.Equal(bytes, restarted.TotalBytes);
    }

    [Fact]
    public async Task Sweep_WithThePreview_RemovesBoth()
    {
        using var test = new TestStore(TestStore.Roomy with { KeepFor = TimeSpan.FromDays(1) });
        var image = test.Put(seed: 1);
        using var thumbnails = new Thumbnails(test.Store, NullLogger<Thumbnails>.Instance);
        await (await thumbnails.ThumbnailAsync(image.Hash, CancellationToken.None)).File!.DisposeAsync();
        Assert.True(test.Store.TotalBytes > image.Bytes);
        test.Time.Advance(TimeSpan.FromDays(2));

        Assert.Equal(0, Sweep(test).Sweep().TotalBytes);

        Assert.Empty(test.Files());
    }

    [Fact]
    public void Sweep_FilesThatAreNotOurs_AreLeftAlone()
    {
        using var test = new TestStore(TestStore.Roomy with { BytesMax = 1 });
        File.WriteAllText(Path.Join(test.Directory, "images", "readme.txt"), "kept");
        test.Time.Advance(TimeSpan.FromDays(9));

        Assert.Equal(new SweepResult(0, 0, 0), Sweep(test).Sweep());
        Assert.Single(test.Files());
    }

    [Fact]
    public void Remove_UsedAgainSinceTheWalk_LeavesThePicture()
    {
        using var test = new TestStore();
        var image = test.Put(seed: 1);
        Assert.True(ImageHash.TryParse(image.Hash, out var hash));

        Assert.Equal(0, test.Store.Remove(hash, image.Format, unusedSince: test.Time.GetUtcNow().UtcDateTime.AddMinutes(-15)));

        Assert.NotNull(test.Store.Find(image.Hash));
    }

    [Fact]
    public void FreeDiskBytes_OfTheStore_IsBetweenNothingAndTheDisk()
    {
        using var test = new TestStore();

        Assert.InRange(StoreSweep.FreeDiskBytes(test.Directory), 1, new DriveInfo(test.Directory).TotalSize);
    }

    [Fact]
    public void PlaceThumb_PictureGoneMeanwhile_LeavesNothing()
    {
        using var test = new TestStore();
        var image = test.Put(seed: 1);
        File.Delete(test.Files().Single());
        Assert.True(ImageHash.TryParse(image.Hash, out var hash));

        test.Store.PlaceThumb(hash, test.Store.Paths.Thumb(hash, ImageFormat.Png), [1, 2, 3]);

        Assert.Empty(test.Files());
    }

    [Fact]
    public async Task StoreSweeper_SpaceRunsShort_SweepsWithinAMinute()
    {
        using var test = new TestStore(TestStore.Roomy with { BytesMax = 1, Grace = TimeSpan.Zero });
        using var log = new SignalLog();
        using var sweeper = new StoreSweeper(Sweep(test), test.Time, log);
        await sweeper.StartAsync(CancellationToken.None);
        await log.NextAsync();
        test.Put(seed: 1);

        test.Time.Advance(TimeSpan.FromMinutes(1));
        await log.NextAsync();

        Assert.Empty(test.Files());
        await sweeper.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task StoreSweeper_AsTimePasses_SweepsByItself()
    {
        using var test = new TestStore(TestStore.Roomy with { KeepFor = TimeSpan.FromDays(1) });
        test.Put(seed: 1);
        using var log = new SignalLog();
        using var sweeper = new StoreSweeper(Sweep(test), test.Time, log);
        await sweeper.StartAsync(CancellationToken.None);
        await log.NextAsync();
        Assert.Single(test.Files());

        test.Time.Advance(TimeSpan.FromDays(2));
        await log.NextAsync();

        Assert.Empty(test.Files());
        await sweeper.StopAsync(CancellationToken.None);
    }

    private static StoreSweep Sweep(TestStore test, long freeDiskBytes = long.MaxValue) => new(test.Store, test.Time, _ => freeDiskBytes);

    /// <summary>The disk stamps files with the real time; this one was stored by the test's clock.</summary>
    private static StoredImage PutNow(TestStore test, int seed)
    {
        var image = test.Put(seed);
        var path = test.Files().Single(file => file.Contains(image.Hash, StringComparison.Ordinal));
        File.SetLastWriteTimeUtc(path, test.Time.GetUtcNow().UtcDateTime);
        return image;
    }
}
