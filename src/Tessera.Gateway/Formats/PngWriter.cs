using System.Buffers.Binary;

namespace Tessera.Gateway.Formats;

/// <summary>Writes the chunks around the pixels of a PNG.</summary>
internal static class PngWriter
{
    public static void WriteStart(Stream output, int width, int height, PngColor color)
    {
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = 8;
        header[9] = (byte)color;
        header[10..].Clear();
        output.Write(PngHeader.Signature);
        WriteChunk(output, "IHDR"u8, header);
    }

    public static void WriteEnd(Stream output) => WriteChunk(output, "IEND"u8, []);

    public static void WriteChunk(Stream output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> frame = stackalloc byte[8];
        BinaryPrimitives.WriteInt32BigEndian(frame, data.Length);
        name.CopyTo(frame[4..]);
        output.Write(frame);
        output.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(frame, Crc32.Append(Crc32.Append(0, name), data));
        output.Write(frame[..4]);
    }
}
