using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using System.IO.Pipelines;

namespace Tessera.Gateway.Wire;

/// <summary>Writes bytes as base64, with padding, in blocks, waiting between blocks for a reader that is slower.</summary>
internal static class Base64Writer
{
    /// <summary>A multiple of 3, so that no block but the last is padded; 64 KiB as base64.</summary>
    public const int BlockBytes = 48 * 1024;

    /// <summary>Writes a stream to its end.</summary>
    /// <returns>False if the reader has gone away; the rest was not read.</returns>
    public static async ValueTask<bool> WriteAsync(PipeWriter writer, Stream picture, CancellationToken cancellation)
    {
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            int read;
            do
            {
                read = await picture.ReadAtLeastAsync(block.AsMemory(0, BlockBytes), BlockBytes, throwOnEndOfStream: false, cancellation);
                Write(writer, block.AsSpan(0, read));
                if ((await writer.FlushAsync(cancellation)).IsCompleted)
                {
                    return false;
                }
            }
            while (read == BlockBytes);
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>Writes bytes that are in memory.</summary>
    /// <returns>False if the reader has gone away.</returns>
    public static async ValueTask<bool> WriteAsync(PipeWriter writer, ReadOnlyMemory<byte> picture, CancellationToken cancellation)
    {
        while (!picture.IsEmpty)
        {
            var block = picture[..Math.Min(BlockBytes, picture.Length)];
            Write(writer, block.Span);
            if ((await writer.FlushAsync(cancellation)).IsCompleted)
            {
                return false;
            }

            picture = picture[block.Length..];
        }

        return true;
    }

    private static void Write(PipeWriter writer, ReadOnlySpan<byte> block)
    {
        var characters = writer.GetSpan(Base64.GetMaxEncodedToUtf8Length(block.Length));
        var status = Base64.EncodeToUtf8(block, characters, out _, out var written);
        Debug.Assert(status == OperationStatus.Done);
        writer.Advance(written);
    }
}
