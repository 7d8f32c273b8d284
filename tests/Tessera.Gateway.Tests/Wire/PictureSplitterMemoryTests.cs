using System.Text;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Tests.Wire;

public sealed class PictureSplitterMemoryTests
{
    private const int Rounds = 5;
    private const int PictureBytes = 50 * 1024 * 1024;

    [Fact]
    public void LargePicture_InSmallPieces_TakesNoMemory()
    {
        var piece = Encoding.ASCII.GetBytes(new string('A', 64 * 1024 - 1));
        var counter = new CountedBytes();
        var splitter = new PictureSplitter(Split.Rules, counter);
        PushAll(splitter, piece, 10);

        Assert.InRange(Least(() =>
        {
            counter.Bytes = 0;
            splitter.Reset();
            Assert.True(PushAll(splitter, piece, (PictureBytes / 3 * 4 / piece.Length / 4 * 4) + 4).IsNone);
            Assert.InRange(counter.Bytes, PictureBytes, PictureBytes + piece.Length * 4);
        }), 0, 1024);
    }

    [Fact]
    public void LargePicture_InAnEvent_TakesNoMemory()
    {
        var piece = Encoding.ASCII.GetBytes(new string('A', 64 * 1024));
        var counter = new CountedBytes();
        var scanner = new EventScanner(Split.Rules, counter);
        Assert.True(ReadEvent(scanner, piece, 10));

        counter.Bytes = 0;
        Assert.InRange(Least(() => Assert.True(ReadEvent(scanner, piece, 1000))), 0, 1024);
        Assert.Equal(Rounds * 1000L * piece.Length / 4 * 3, counter.Bytes);
    }

    /// <summary>
    /// The least that several rounds allocate: the runtime itself allocates now and then on this thread while it compiles a method
    /// anew; what takes memory does so every time.
    /// </summary>
    private static long Least(Action round) => Enumerable.Range(0, Rounds).Min(_ =>
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        round();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    });

    private static WireFault PushAll(PictureSplitter splitter, byte[] piece, int pieces)
    {
        splitter.Push("""{"data":[{"b64_json":" """u8);
        for (var count = 0; count < pieces; count++)
        {
            splitter.Push(piece);
        }

        splitter.Push("\"}]}"u8);
        return splitter.Finish();
    }

    private static bool ReadEvent(EventScanner scanner, byte[] piece, int pieces)
    {
        scanner.TryRead("event: image_generation.completed\ndata: {\"b64_json\":\""u8, out _);
        for (var count = 0; count < pieces; count++)
        {
            scanner.TryRead(piece, out _);
        }

        return scanner.TryRead("\"}\n\n"u8, out _);
    }

    private sealed class CountedBytes : IPictureReceiver
    {
        public long Bytes { get; set; }

        public void Begin(PictureStart picture)
        {
        }

        public void Write(ReadOnlySpan<byte> bytes) => Bytes += bytes.Length;

        public void End()
        {
        }
    }
}
