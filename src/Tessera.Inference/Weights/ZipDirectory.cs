using System.Buffers.Binary;
using System.Text;

namespace Tessera.Inference.Weights;

/// <summary>
/// The entries of a zip file as torch.save writes it: stored, not compressed, so that an entry is a range of the file and
/// nothing can be larger unpacked than packed. Entries that are compressed, encrypted, overlap, or whose names would leave
/// their folder are refused.
/// </summary>
internal static class ZipDirectory
{
    // Janus-Pro-7B has 1,500 entries.
    private const int EntriesMax = 100_000;
    private const int EndBytes = 22;
    private const int End64LocatorBytes = 20;
    private const int End64Bytes = 56;
    private const int CommentBytesMax = 65_535;
    private const int CentralBytes = 46;
    private const int LocalBytes = 30;

    /// <summary>The place of each entry's bytes by name, or why not.</summary>
    public static Refusal? Read(MappedFile file, out Dictionary<string, (long Offset, long Length)> entries)
    {
        entries = new Dictionary<string, (long, long)>(StringComparer.Ordinal);
        if (FindDirectory(file) is not var (start, length, count))
        {
            return Refuse(file, "The file ends without a zip directory; it may be cut short.");
        }

        if (count > EntriesMax)
        {
            return Refuse(file, $"The zip directory has {count} entries; at most {EntriesMax} are read.");
        }

        if (start < 0 || length < 0 || start > file.Length || length > file.Length - start || length > int.MaxValue)
        {
            return Refuse(file, "The zip directory lies outside the file.");
        }

        var directory = file.Bytes(start, (int)length);
        var places = new List<(long Begin, long End)>();
        for (var i = 0L; i < count; i++)
        {
            if (Entry(file, ref directory, start, out var name, out var begin, out var end) is { } reason)
            {
                return Refuse(file, reason);
            }

            if (!entries.TryAdd(name, (begin, end - begin)))
            {
                return Refuse(file, $"The zip directory has {Refusal.Quote(name)} twice.");
            }

            places.Add((begin, end));
        }

        places.Sort();
        for (var i = 1; i < places.Count; i++)
        {
            if (places[i].Begin < places[i - 1].End)
            {
                return Refuse(file, $"Two zip entries overlap at byte {places[i].Begin}.");
            }
        }

        return null;
    }

    private static (long Start, long Length, long Count)? FindDirectory(MappedFile file)
    {
        var tailLength = (int)Math.Min(file.Length, EndBytes + CommentBytesMax);
        var tail = file.Bytes(file.Length - tailLength, tailLength);
        for (var at = tail.Length - EndBytes; at >= 0; at--)
        {
            var end = tail[at..];
            if (U32(end) != 0x06054b50 || U16(end[20..]) != end.Length - EndBytes)
            {
                continue;
            }

            return (U32(end[16..]), U32(end[12..]), U16(end[10..])) is var plain && plain is not (uint.MaxValue, _, _) and not (_, _, ushort.MaxValue)
                ? (plain.Item1, plain.Item2, plain.Item3)
                : FindDirectory64(file, file.Length - tailLength + at - End64LocatorBytes);
        }

        return null;
    }

    private static (long Start, long Length, long Count)? FindDirectory64(MappedFile file, long locatorAt)
    {
        if (locatorAt < 0)
        {
            return null;
        }

        var locator = file.Bytes(locatorAt, End64LocatorBytes);
        var endAt = I64(locator[8..]);
        if (U32(locator) != 0x07064b50 || endAt < 0 || endAt > locatorAt - End64Bytes)
        {
            return null;
        }

        var end = file.Bytes(endAt, End64Bytes);
        return U32(end) == 0x06064b50 && I64(end[32..]) >= 0 ? (I64(end[48..]), I64(end[40..]), I64(end[32..])) : null;
    }

    /// <summary>Takes one entry off the directory; the answer is what is wrong with it, or null.</summary>
    private static string? Entry(
        MappedFile file, ref ReadOnlySpan<byte> directory, long directoryStart, out string name, out long begin, out long end)
    {
        (name, begin, end) = ("", 0, 0);
        if (directory.Length < CentralBytes || U32(directory) != 0x02014b50)
        {
            return "The zip directory is broken.";
        }

        var (nameLength, extraLength, commentLength) = (U16(directory[28..]), U16(directory[30..]), U16(directory[32..]));
        var whole = CentralBytes + nameLength + extraLength + commentLength;
        if (directory.Length < whole)
        {
            return "The zip directory is broken.";
        }

        name = Encoding.Latin1.GetString(directory.Slice(CentralBytes, nameLength));
        if (!IsInside(name))
        {
            return $"The zip entry {Refusal.Quote(name)} would leave its folder.";
        }

        if ((U16(directory[8..]) & 1) != 0 || U16(directory[10..]) != 0)
        {
            return $"The zip entry {Refusal.Quote(name)} is compressed or encrypted; torch.save stores entries as they are.";
        }

        long packed = U32(directory[20..]), unpacked = U32(directory[24..]), local = U32(directory[42..]);
        Widen(directory.Slice(CentralBytes + nameLength, extraLength), ref unpacked, ref packed, ref local);
        directory = directory[whole..];
        if (packed != unpacked || packed < 0 || local < 0 || local > directoryStart - LocalBytes)
        {
            return $"The zip entry {Refusal.Quote(name)} lies outside the file.";
        }

        var head = file.Bytes(local, LocalBytes);
        begin = local + LocalBytes + U16(head[26..]) + U16(head[28..]);
        if (U32(head) != 0x04034b50 || begin > directoryStart || packed > directoryStart - begin)
        {
            return $"The zip entry {Refusal.Quote(name)} lies outside the file.";
        }

        end = begin + packed;
        return null;
    }

    // The zip64 extra field holds, in this order, only those numbers that did not fit into 32 bits.
    private static void Widen(ReadOnlySpan<byte> extra, ref long unpacked, ref long packed, ref long local)
    {
        while (extra.Length >= 4)
        {
            var (id, size) = (U16(extra), U16(extra[2..]));
            if (size > extra.Length - 4)
            {
                return;
            }

            var field = extra.Slice(4, size);
            extra = extra[(4 + size)..];
            if (id == 1)
            {
                Take(ref field, ref unpacked);
                Take(ref field, ref packed);
                Take(ref field, ref local);
            }
        }

        static void Take(ref ReadOnlySpan<byte> field, ref long number)
        {
            if (number == uint.MaxValue && field.Length >= 8)
            {
                number = I64(field);
                field = field[8..];
            }
        }
    }

    private static bool IsInside(string name) =>
        name.Length > 0 && name[0] != '/' && !name.Contains('\\', StringComparison.Ordinal) && !name.Contains(':', StringComparison.Ordinal)
        && name.Split('/').All(part => part is not "..");

    private static Refusal Refuse(MappedFile file, string reason) => new(RefusedAt.Format, file.Name, reason);

    private static int U16(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt16LittleEndian(at);

    private static uint U32(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadUInt32LittleEndian(at);

    private static long I64(ReadOnlySpan<byte> at) => BinaryPrimitives.ReadInt64LittleEndian(at);
}
