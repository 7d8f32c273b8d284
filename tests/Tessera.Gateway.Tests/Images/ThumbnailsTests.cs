using Microsoft.Extensions.Logging.Abstractions;
using Tessera.Gateway.Formats;
using Tessera.Gateway.Images;
using Tessera.Gateway.Tests.Formats;

namespace Tessera.Gateway.Tests.Images;

public sealed class ThumbnailsTests
{
    [Fact]
    public async Task ThumbnailAsync_ManyAtOnce_MakesOneAndGivesItToAll()
    {
        using var test = new TestStore();
        using var thumbnails = new Thumbnails(test.Store, NullLogger<Thumbnails>.Instance);
        var image = test.Put(seed: 1, edge: 400);

        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => thumbnails.ThumbnailAsync(image.Hash, CancellationToken.None)));

        var file = new FileInfo(Assert.Single(test.Files("thumbs")));
        Assert.Equal(image.Bytes + file.Length, test.Store.TotalBytes);
        foreach (var (stream, _) in all)
        {
            Assert.Equal(file.Length, stream!.Length);
            await stream.DisposeAsync();
        }
    }

    [Fact]
    public async Task ThumbnailAsync_UnknownPictureOrOneThatCannotBeDecoded_IsNull()
    {
        using var test = new TestStore();
        using var thumbnails = new Thumbnails(test.Store, NullLogger<Thumbnails>.Instance);
        var gif = TestStore.Put(test.Store, Fixtures.TransparentGif).Image!;

        Assert.Null((await thumbnails.ThumbnailAsync(gif.Hash, CancellationToken.None)).File);
        Assert.Null((await thumbnails.ThumbnailAsync(new string('0', 64), CancellationToken.None)).File);
        Assert.Null((await thumbnails.ThumbnailAsync("../x", CancellationToken.None)).File);
    }

    [Fact]
    public async Task ThumbnailAsync_DiskFull_IsNullAndLeavesNothing()
    {
        using var test = new TestStore();
        var image = test.Put(seed: 1);
        var full = test.Open(TestStore.Roomy, path =>
        {
            File.WriteAllBytes(path, []);
            return File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);
        });
        using var thumbnails = new Thumbnails(full, NullLogger<Thumbnails>.Instance);

        Assert.Null((await thumbnails.ThumbnailAsync(image.Hash, CancellationToken.None)).File);
        Assert.Single(test.Files());
    }

    [Fact]
    public async Task ThumbnailAsync_SmallPicture_IsNotEnlarged()
    {
        using var test = new TestStore();
        using var thumbnails = new Thumbnails(test.Store, NullLogger<Thumbnails>.Instance);

        var (file, _) = await thumbnails.ThumbnailAsync(test.Put(seed: 1, edge: 20).Hash, CancellationToken.None);

        var bytes = new byte[file!.Length];
        await file.ReadExactlyAsync(bytes);
        await file.DisposeAsync();
        Assert.Equal(20, ImageSniffer.Sniff(bytes)!.Value.Width);
    }
}
