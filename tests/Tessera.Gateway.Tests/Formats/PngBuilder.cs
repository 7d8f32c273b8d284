using System.Buffers.Binary;
using System.IO.Compression;

namespace Tessera.Gateway.Tests.Formats;

/// <summary>
/// A second, slow PNG writer that shares nothing with the one under test: samples as integers, one bit at a time, filters by their
/// definition, the CRC by long division. It writes what the specification says and, when asked, what it forbids.
/// </summary>
internal sealed class PngBuilder(int width, int height, int depth, int color)
{
    private static readonly int[][] Adam7 =
        [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]];

    public bool Interlaced { get; init; }

    public byte[]? Palette { get; init; }

    public byte[]? Transparency { get; init; }

    public byte[]? Exif { get; init; }

    /// <summary>The filter of row number n; any byte, even one that does not exist.</summary>
    public Func<int, byte> Filter { get; init; } = row => (byte)(row % 5);

    public int IdatBytes { get; init; } = 7;

    /// <summary>Bytes of samples after those of the last row.</summary>
    public int SurplusBytes { get; init; }

    public int Channels => color switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    public byte[] Build(Func<int, int, int, int> sample)
    {
        var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)color, (byte)(Interlaced ? 1 : 0));
        Chunk(file, "IHDR", header);
        Chunk(file, "tEXt", "Comment\0to be skipped"u8);
        if (Palette is not null)
        {
            Chunk(file, "PLTE", Palette);
        }

        if (Transparency is not null)
        {
            Chunk(file, "tRNS", Transparency);
        }

        if (Exif is not null)
        {
            Chunk(file, "eXIf", Exif);
        }

        foreach (var piece in Deflate(Rows(sample)).Chunk(IdatBytes))
        {
            Chunk(file, "IDAT", piece);
        }

        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    public static void Chunk(Stream file, string name, ReadOnlySpan<byte> data)
    {
        byte[] named = [.. name.Select(letter => (byte)letter), .. data];
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(named));
        file.Write(number);
    }

    public static byte[] Deflate(byte[] bytes)
    {
        var output = new MemoryStream();
        using (var deflater = new ZLibStream(output, CompressionLevel.SmallestSize))
        {
            deflater.Write(bytes);
        }

        return output.ToArray();
    }

    /// <summary>Makes the checksums right again after a change, so that the change is seen by what lies behind them.</summary>
    public static void RepairChecksums(byte[] file)
    {
        for (var at = 8; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12)
            {
                return;
            }

            var end = at + 8 + (int)length;
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(end), Crc(file[(at + 4)..end]));
            at = end + 4;
        }
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = 0xFFFFFFFF;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
            }
        }

        return ~crc;
    }

    private byte[] Rows(Func<int, int, int, int> sample)
    {
        var bytes = new List<byte>();
        var rowNumber = 0;
        foreach (var pass in Interlaced ? Adam7 : [[0, 0, 1, 1]])
        {
            byte[]? above = null;
            for (var y = pass[1]; y < height; y += pass[3])
            {
                var bits = new List<int>();
                for (var x = pass[0]; x < width; x += pass[2])
                {
                    for (var channel = 0; channel < Channels; channel++)
                    {
                        var value = sample(x, y, channel);
                        bits.AddRange(Enumerable.Range(0, depth).Select(bit => (value >> (depth - 1 - bit)) & 1));
                    }
                }

                if (bits.Count == 0)
                {
                    continue;
                }

                byte[] row = [.. bits.Chunk(8).Select(eight => (byte)eight.Select((bit, index) => bit << (7 - index)).Sum())];
                var filter = Filter(rowNumber++);
                bytes.Add(filter);
                bytes.AddRange(Filtered(filter, row, above ?? new byte[row.Length]));
                above = row;
            }
        }

        return [.. bytes, .. new byte[SurplusBytes]];
    }

    private IEnumerable<byte> Filtered(byte filter, byte[] row, byte[] above)
    {
        var distance = Math.Max(1, Channels * depth / 8);
        for (var i = 0; i < row.Length; i++)
        {
            int left = i < distance ? 0 : row[i - distance];
            int corner = i < distance ? 0 : above[i - distance];
            int up = above[i];
            var guess = left + up - corner;
            int[] candidates = [left, up, corner];
            var predicted = filter switch
            {
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                4 => candidates.MinBy(candidate => Math.Abs(candidate - guess)),
                _ => 0,
            };
            yield return (byte)(row[i] - predicted);
        }
    }
}
