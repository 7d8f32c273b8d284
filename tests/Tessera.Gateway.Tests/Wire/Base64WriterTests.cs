using System.IO.Pipelines;
using System.Text;
using Tessera.Gateway.Wire;

namespace Tessera.Gateway.Tests.Wire;

public sealed class Base64WriterTests
{
    public static TheoryData<int> Lengths { get; } = new(0, 1, 2, 3, 4, Base64Writer.BlockBytes - 1, Base64Writer.BlockBytes, Base64Writer.BlockBytes + 1, 300_000);

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task Stream_OfAnyLength_IsWrittenAsOneText(int length)
    {
        var bytes = RandomBytes(length);

        var written = await Piped.TextAsync(writer => Base64Writer.WriteAsync(writer, new ShortReads(bytes), CancellationToken.None));

        Assert.Equal(Convert.ToBase64String(bytes), written);
    }

    [Theory]
    [MemberData(nameof(Lengths))]
    public async Task Memory_OfAnyLength_IsWrittenAsOneText(int length)
    {
        var bytes = RandomBytes(length);

        var written = await Piped.TextAsync(writer => Base64Writer.WriteAsync(writer, bytes, CancellationToken.None));

        Assert.Equal(Convert.ToBase64String(bytes), written);
    }

    [Fact]
    public async Task Reader_ThatIsSlow_HoldsTheWriterBack()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));
        var picture = new MemoryStream(RandomBytes(10 * Base64Writer.BlockBytes));

        var writing = Base64Writer.WriteAsync(pipe.Writer, picture, CancellationToken.None);

        Assert.False(writing.IsCompleted);
        Assert.Equal(Base64Writer.BlockBytes, picture.Position);
        await pipe.Reader.CompleteAsync();
        Assert.False(await writing);
    }

    [Fact]
    public async Task Reader_ThatHasGone_EndsTheWriting()
    {
        var pipe = new Pipe();
        await pipe.Reader.CompleteAsync();
        var picture = new MemoryStream(RandomBytes(10 * Base64Writer.BlockBytes));

        Assert.False(await Base64Writer.WriteAsync(pipe.Writer, picture, CancellationToken.None));
        Assert.Equal(Base64Writer.BlockBytes, picture.Position);
        Assert.False(await Base64Writer.WriteAsync(pipe.Writer, picture.ToArray(), CancellationToken.None));
        Assert.False(await JsonPictureWriter.WriteAsync(pipe.Writer, "{"u8.ToArray(), picture, "}"u8.ToArray(), CancellationToken.None));
    }

    [Fact]
    public async Task JsonPicture_StandsBetweenItsTexts()
    {
        var bytes = RandomBytes(100_000);
        byte[] before = [.. """{"created":1,"data":[{"b64_json":" """u8[..^1]], after = [.. "\"}]}"u8];

        var written = await Piped.TextAsync(writer => JsonPictureWriter.WriteAsync(writer, before, new ShortReads(bytes), after, CancellationToken.None));

        Assert.Equal($$"""{"created":1,"data":[{"b64_json":"{{Convert.ToBase64String(bytes)}}"}]}""", written);
    }

    [Fact]
    public async Task JsonPicture_ReadBack_IsTheSame()
    {
        var bytes = RandomBytes(100_000);
        byte[] before = [.. """{"b64_json":" """u8[..^1]], after = [.. "\"}"u8];

        var written = await Piped.TextAsync(writer => JsonPictureWriter.WriteAsync(writer, before, new MemoryStream(bytes), after, CancellationToken.None));

        Assert.Contains($"Hex = {Convert.ToHexString(bytes)} ", Split.Whole(written).Pictures, StringComparison.Ordinal);
    }

    private static byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Gives at most 1000 bytes at a time, as a network does.</summary>
    private sealed class ShortReads(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1000, buffer.Length)], cancellationToken);
    }
}
