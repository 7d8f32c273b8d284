using System.Buffers.Binary;

namespace Tessera.Gateway.Formats;

/// <summary>
/// The CRC of PNG chunks (polynomial 0xEDB88320, as in zlib). Eight tables take eight bytes a step; the framework's own one is
/// in a package that the gateway does not need otherwise.
/// </summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Tables = BuildTables();

    /// <summary>Continues a CRC; start with 0. <c>Append(Append(0, a), b)</c> equals the CRC of a followed by b.</summary>
    public static uint Append(uint crc, ReadOnlySpan<byte> data)
    {
        var tables = Tables;
        crc = ~crc;
        while (data.Length >= 8)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(data) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            crc = tables[0x700 + (byte)low] ^ tables[0x600 + (byte)(low >> 8)] ^ tables[0x500 + (byte)(low >> 16)] ^ tables[0x400 + (low >> 24)]
                ^ tables[0x300 + (byte)high] ^ tables[0x200 + (byte)(high >> 8)] ^ tables[0x100 + (byte)(high >> 16)] ^ tables[high >> 24];
            data = data[8..];
        }

        foreach (var value in data)
        {
            crc = tables[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint[] BuildTables()
    {
        var tables = new uint[8 * 256];
        for (uint i = 0; i < 256; i++)
        {
            var crc = i;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) != 0 ? (crc >> 1) ^ Polynomial : crc >> 1;
            }

            tables[i] = crc;
        }

        for (var i = 256; i < tables.Length; i++)
        {
            tables[i] = tables[(byte)tables[i - 256]] ^ (tables[i - 256] >> 8);
        }

        return tables;
    }
}
