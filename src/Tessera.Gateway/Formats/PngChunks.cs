using System.Buffers.Binary;

namespace Tessera.Gateway.Formats;

/// <summary>Walks the chunks of a PNG: length, four letters, data, CRC. Stops at the first one that does not fit in the bytes.</summary>
internal ref struct PngChunks(ReadOnlySpan<byte> bytes)
{
    /// <summary>Length, name and CRC around the data.</summary>
    public const int FrameBytes = 12;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _next;

    /// <summary>Where the current chunk begins, from the start of the bytes.</summary>
    public int Start { get; private set; }

    public ReadOnlySpan<byte> Data { get; private set; }

    private readonly ReadOnlySpan<byte> NameAndData => _bytes.Slice(Start + 4, Data.Length + 4);

    public bool MoveNext()
    {
        var rest = _bytes[_next..];
        if (rest.Length < FrameBytes)
        {
            return false;
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > (uint)(rest.Length - FrameBytes))
        {
            return false;
        }

        Start = _next;
        Data = rest.Slice(8, (int)length);
        _next += FrameBytes + (int)length;
        return true;
    }

    public readonly bool Is(ReadOnlySpan<byte> name) => NameAndData[..4].SequenceEqual(name);

    /// <summary>A lower-case first letter means that a decoder may ignore the chunk.</summary>
    public readonly bool IsCritical => (_bytes[Start + 4] & 0x20) == 0;

    public readonly bool CrcMatches =>
        Crc32.Append(0, NameAndData) == BinaryPrimitives.ReadUInt32BigEndian(_bytes[(Start + 8 + Data.Length)..]);
}
