using System.Security.Cryptography;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Images;
using Tessera.Gateway.Tests.Formats;

namespace Tessera.Gateway.Tests.Images;

public sealed class ImageStoreTests
{
    [Theory]
    [InlineData(8, int.MaxValue)]
    [InlineData(8, 1)]
    [InlineData(200, int.MaxValue)]
    [InlineData(200, 1000)]
    [InlineData(200, 65_536)]
    [InlineData(200, 65_537)]
    public void Commit_PictureInPiecesOfAnySize_LiesUnderItsHash(int edge, int pieceBytes)
    {
        using var test = new TestStore(TestStore.Roomy with { FlushesToDisk = true });
        var bytes = TestStore.Png(seed: 1, edge);

        Assert.True(TestStore.Put(test.Store, bytes, pieceBytes).Succeeded(out var image, out _));

        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        Assert.Equal(new StoredImage(hash, bytes.Length, ImageFormat.Png, edge, edge), image);
        var file = Assert.Single(test.Files());
        Assert.Equal(Path.Join(test.Directory, "images", hash[..2], hash[2..4], hash + ".png"), file);
        Assert.Equal(bytes, File.ReadAllBytes(file));
        Assert.Equal(bytes.Length, test.Store.TotalBytes);
    }

    [Fact]
    public void Commit_SameBytesAgain_WritesNothing()
    {
        using var test = new TestStore();
        var first = test.Put(seed: 1);
        var writtenAt = File.GetLastWriteTimeUtc(test.Files()[0]);

        var again = test.Put(seed: 1);

        Assert.Equal(first, again);
        Assert.Equal(writtenAt, File.GetLastWriteTimeUtc(Assert.Single(test.Files())));
        Assert.Equal(first.Bytes, test.Store.TotalBytes);
    }

    [Fact]
    public void Commit_SmallPictureKnown_OpensNoFile()
    {
        var opened = 0;
        using var test = new TestStore(openIncoming: path =>
        {
            opened++;
            return IncomingFiles.OpenNew(path);
        });

        test.Put(seed: 1);
        test.Put(seed: 1);
        TestStore.Put(test.Open(openIncoming: _ => throw new InvalidOperationException("Opened.")), TestStore.Png(1));

        Assert.Equal(1, opened);
    }

    [Fact]
    public void Commit_FileVanishedMeanwhile_WritesItAgain()
    {
        using var test = new TestStore();
        test.Put(seed: 1);
        File.Delete(test.Files()[0]);

        test.Put(seed: 1);

        Assert.Single(test.Files());
    }

    [Fact]
    public void Commit_FileCutShortByAPowerCut_WritesItAgainAndCountsItOnce()
    {
        using var test = new TestStore();
        var image = test.Put(seed: 1);
        File.WriteAllBytes(test.Files()[0], TestStore.Png(1)[..10]);
        var restarted = test.Open();
        _ = new StoreSweep(restarted, test.Time, _ => long.MaxValue).Sweep();
        Assert.Equal(10, restarted.TotalBytes);

        TestStore.Put(restarted, TestStore.Png(1));

        Assert.Equal(image.Bytes, new FileInfo(test.Files()[0]).Length);
        Assert.Equal(image.Bytes, restarted.TotalBytes);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(100_000)]
    public void Commit_NoPicture_IsTheSendersFaultAndLeavesNothing(int length)
    {
        using var test = new TestStore();

        var failure = TestStore.Put(test.Store, new byte[length]).Failure!;

        Assert.Equal((StoreStep.Recognise, StoreFault.Picture), (failure.Step, failure.Fault));
        Assert.Empty(test.Files());
    }

    [Fact]
    public void Commit_LongerThanTheLimit_IsRefusedAndLeavesNothing()
    {
        using var test = new TestStore(TestStore.Roomy with { PictureBytesMax = 100_000 });

        var failure = TestStore.Put(test.Store, TestStore.Png(1, edge: 200), pieceBytes: 30_000).Failure!;

        Assert.Equal((StoreStep.Write, StoreFault.Picture), (failure.Step, failure.Fault));
        Assert.Empty(test.Files());
    }

    [Fact]
    public void Commit_JpegWhoseSizeComesLate_IsRecognised()
    {
        using var test = new TestStore();
        var segment = new byte[65_537];
        (segment[0], segment[1], segment[2], segment[3]) = (0xFF, 0xE2, 0xFF, 0xFF);

        var image = TestStore.Put(test.Store, [0xFF, 0xD8, .. segment, .. Fixtures.ProgressiveJpeg[2..]]).Image!;

        Assert.Equal((ImageFormat.Jpeg, 40, 30), (image.Format, image.Width, image.Height));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(200)]
    public void Dispose_WithoutCommit_LeavesNothing(int edge)
    {
        using var test = new TestStore();
        using (var writer = test.Store.OpenWriter())
        {
            writer.Write(TestStore.Png(1, edge));
        }

        Assert.Empty(test.Files());
        Assert.Equal(0, test.Store.TotalBytes);
    }

    [Fact]
    public void Commit_Twice_IsABug()
    {
        using var test = new TestStore();
        using var writer = test.Store.OpenWriter();
        writer.Write(TestStore.Png(1));
        Assert.Null(writer.Commit().Failure);

        Assert.Throws<InvalidOperationException>(() => writer.Commit());
    }

    [Fact]
    public void OpenWriter_AfterOneThatWasDropped_StartsAfresh()
    {
        using var test = new TestStore();
        using (var dropped = test.Store.OpenWriter())
        {
            dropped.Write("leftover"u8);
        }

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(TestStore.Png(1))), test.Put(seed: 1).Hash);
    }

    [Fact]
    public void Find_AfterARestart_ReadsTheFilesHead()
    {
        using var test = new TestStore();
        var image = test.Put(seed: 1, edge: 30);

        Assert.Equal(image, test.Open().Find(image.Hash));
        Assert.Equal(image, test.Store.Find(image.Hash));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../../../etc/passwd")]
    [InlineData("ABCDEF6789012345678901234567890123456789012345678901234567890123")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    [InlineData("012345678901234567890123456789012345678901234567890123456789012\0")]
    public void Find_NoHashOrUnknown_IsNull(string hash)
    {
        using var test = new TestStore();

        Assert.Null(test.Store.Find(hash));
        Assert.Null(test.Store.OpenRead(hash));
    }

    [Fact]
    public void OpenRead_PictureRemovedWhileReading_StillGivesAllBytes()
    {
        using var test = new TestStore();
        var bytes = TestStore.Png(1, edge: 100);
        using var file = test.Store.OpenRead(TestStore.Put(test.Store, bytes).Image!.Hash)!;
        File.Delete(test.Files()[0]);

        var read = new byte[file.Length];
        file.ReadExactly(read);

        Assert.Equal(bytes, read);
        Assert.Null(test.Store.Find(Convert.ToHexStringLower(SHA256.HashData(bytes))));
    }
}
