using Tessera.Gateway.Formats;
using Tessera.Gateway.Images;

namespace Tessera.Gateway.Tests.Images;

public sealed class ImageStoreFaultTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(200)]
    public void Commit_DiskFull_SaysSoAndLeavesNothing(int edge)
    {
        // Linux offers a file on which every write fails with ENOSPC.
        using var test = new TestStore(openIncoming: _ => File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write));

        var failure = TestStore.Put(test.Store, TestStore.Png(1, edge)).Failure!;

        Assert.Equal((StoreStep.Write, StoreFault.DiskFull), (failure.Step, failure.Fault));
        Assert.Contains("write a picture", failure.Message, StringComparison.Ordinal);
        Assert.Empty(test.Files());
        Assert.Equal(0, test.Store.TotalBytes);
    }

    [Fact]
    public void Commit_DiskFullInTheMiddle_SaysSoAndLeavesNothing()
    {
        // The handle is exchanged once the first 64 KiB are on the disk: what comes after them finds it full.
        using var test = new TestStore();
        var bytes = TestStore.Png(1, edge: 300);
        var full = test.Open(TestStore.Roomy, path =>
        {
            using (var file = IncomingFiles.OpenNew(path))
            {
                RandomAccess.Write(file, bytes.AsSpan(0, ImageSniffer.HeadBytes), fileOffset: 0);
            }

            return File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);
        });

        Assert.Equal(StoreFault.DiskFull, TestStore.Put(full, bytes, pieceBytes: 5_000).Failure?.Fault);
        Assert.Empty(test.Files());
    }

    [Fact]
    public void Commit_IncomingDirectoryGone_NamesTheStep()
    {
        using var test = new TestStore();
        Directory.Delete(Path.Join(test.Directory, "images", "incoming"));

        var failure = TestStore.Put(test.Store, TestStore.Png(1)).Failure!;

        Assert.Equal((StoreStep.OpenTemporaryFile, StoreFault.Disk), (failure.Step, failure.Fault));
    }

    [Fact]
    public void Commit_FileInTheWayOfItsDirectory_NamesTheStepAndLeavesNothing()
    {
        using var test = new TestStore();
        var hash = test.Put(seed: 1).Hash;
        Directory.Delete(Path.Join(test.Directory, "images", hash[..2]), recursive: true);
        File.WriteAllText(Path.Join(test.Directory, "images", hash[..2]), "in the way");

        var failure = TestStore.Put(test.Open(), TestStore.Png(1)).Failure!;

        Assert.Equal((StoreStep.Rename, StoreFault.Disk), (failure.Step, failure.Fault));
        Assert.Empty(test.Files("images/incoming"));
    }

    [Fact]
    public void Commit_TemporaryFileVanished_NamesTheStep()
    {
        using var test = new TestStore();
        using var writer = test.Store.OpenWriter();
        writer.Write(TestStore.Png(1, edge: 200));
        File.Delete(Assert.Single(test.Files("images/incoming")));

        Assert.Equal(StoreStep.Rename, writer.Commit().Failure?.Step);
    }

    [Fact]
    public void Open_LeftoversOfACrash_AreRemoved()
    {
        using var test = new TestStore();
        File.WriteAllText(Path.Join(test.Directory, "images", "incoming", "dead-1.part"), "half a picture");
        var image = test.Put(seed: 1);

        var restarted = test.Open();

        Assert.Equal(image, restarted.Find(image.Hash));
        Assert.Single(test.Files());
    }

    [Fact]
    public void Open_WhileAnotherProcessStillWrites_LeavesItsFileAlone()
    {
        using var test = new TestStore();
        using var writer = test.Store.OpenWriter();
        writer.Write(TestStore.Png(1, edge: 200));

        _ = test.Open();

        Assert.Null(writer.Commit().Failure);
    }

    [Fact]
    public async Task Commit_TwoHundredWritersOfTheSameAndOfDifferentBytes_StoreEachOnce()
    {
        using var test = new TestStore();
        const int Pictures = 20;
        byte[][] files = [.. Enumerable.Range(0, Pictures).Select(seed => TestStore.Png(seed, edge: seed % 2 == 0 ? 10 : 150))];

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            Task.Run(() => TestStore.Put(test.Store, files[i % Pictures], pieceBytes: 1 + 997 * i))));

        Assert.All(results, result => Assert.Null(result.Failure));
        Assert.Equal(Pictures, test.Files().Length);
        Assert.Equal(files.Sum(file => (long)file.Length), test.Store.TotalBytes);
        foreach (var file in files)
        {
            Assert.Contains(test.Files(), path => File.ReadAllBytes(path).AsSpan().SequenceEqual(file));
        }
    }
}
