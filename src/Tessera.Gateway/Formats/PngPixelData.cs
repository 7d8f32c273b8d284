using System.Buffers.Binary;

namespace Tessera.Gateway.Formats;

/// <summary>
/// The data of the consecutive IDAT chunks as one stream, for the inflater to read. Each chunk's CRC is checked on entry; a chunk
/// that is cut short or fails it throws <see cref="InvalidDataException"/>, as the inflater does for its own damage.
/// </summary>
/// <param name="firstChunk">Where the first IDAT begins in the file.</param>
internal sealed class PngPixelData(ReadOnlyMemory<byte> file, int firstChunk) : Stream
{
    private int _next = firstChunk;
    private ReadOnlyMemory<byte> _data;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        while (_data.IsEmpty)
        {
            var chunk = new PngChunks(file.Span[_next..]);
            if (!chunk.MoveNext())
            {
                throw new InvalidDataException("The file ends inside its pixel data.");
            }

            if (!chunk.Is("IDAT"u8))
            {
                return 0;
            }

            if (!chunk.CrcMatches)
            {
                throw new InvalidDataException("A chunk of pixel data fails its checksum.");
            }

            _data = file.Slice(_next + 8, chunk.Data.Length);
            _next += PngChunks.FrameBytes + chunk.Data.Length;
        }

        var count = Math.Min(buffer.Length, _data.Length);
        _data.Span[..count].CopyTo(buffer);
        _data = _data[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
