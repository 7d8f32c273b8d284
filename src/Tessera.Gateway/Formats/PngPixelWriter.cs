using System.Buffers;

namespace Tessera.Gateway.Formats;

/// <summary>Takes what the deflater writes and passes it on as IDAT chunks. The output itself stays open.</summary>
internal sealed class PngPixelWriter(Stream output) : Stream
{
    // Large enough that chunk frames cost nothing (12 in 65,536 bytes), small enough for the array pool's per-thread cache.
    private const int ChunkBytesMax = 64 * 1024;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(ChunkBytesMax);
    private int _count;
    private bool _disposed;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var count = Math.Min(buffer.Length, ChunkBytesMax - _count);
            buffer[..count].CopyTo(_buffer.AsSpan(_count));
            _count += count;
            buffer = buffer[count..];
            if (_count == ChunkBytesMax)
            {
                WriteChunk();
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (!_disposed)
        {
            _disposed = true;
            if (_count > 0)
            {
                WriteChunk();
            }

            ArrayPool<byte>.Shared.Return(_buffer);
        }

        base.Dispose(disposing);
    }

    private void WriteChunk()
    {
        PngWriter.WriteChunk(output, "IDAT"u8, _buffer.AsSpan(0, _count));
        _count = 0;
    }
}
