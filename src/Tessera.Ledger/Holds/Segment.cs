using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Tessera.Ledger.Holds;

/// <summary>
/// One file of the spool: all its bytes are written when it is made, so that the disk cannot run full under an append. Used
/// again it gets another number, which is part of every checksum: what was there before is not mistaken for its own.
/// </summary>
/// <remarks>
/// Layout: 8 bytes of number, then entries of 4 bytes length, 4 bytes checksum and the payload, each on a multiple of 8. The
/// first that does not hold its checksum is the end. One write each, into the page cache: it survives the death of the process,
/// not that of the machine.
/// </remarks>
internal sealed class Segment : IDisposable
{
    public const int Bytes = 8 * 1024 * 1024;

    public const int HeaderBytes = 8;

    private readonly SafeFileHandle _file;
    private readonly string _path;
    private long _number;
    private int _used = Bytes;

    private Segment(SafeFileHandle file, string path) => (_file, _path) = (file, path);

    /// <summary>Ends of calls, and calls that run, that are here and not yet in the database. The spool's lock guards it.</summary>
    public int Pins { get; set; }

    public int Left => Bytes - _used;

    /// <exception cref="IOException">The disk is full, or fails.</exception>
    public static Segment Create(string path)
    {
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read);
        try
        {
            var zeros = new byte[256 * 1024];
            for (long at = 0; at < Bytes; at += zeros.Length)
            {
                RandomAccess.Write(file, zeros, at);
            }

            return new Segment(file, path);
        }
        catch
        {
            file.Dispose();
            File.Delete(path);
            throw;
        }
    }

    public void Begin(long number)
    {
        _number = number;
        _used = HeaderBytes;
        RandomAccess.Write(_file, MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in _number)), 0);
    }

    /// <param name="entry">The first <see cref="HeaderBytes"/> are room for length and checksum.</param>
    /// <returns>False where there is no room.</returns>
    public bool TryAppend(Span<byte> entry)
    {
        var padded = (entry.Length + 7) & ~7;
        if (padded > Left)
        {
            return false;
        }

        MemoryMarshal.Write(entry, entry.Length - HeaderBytes);
        MemoryMarshal.Write(entry[4..], Checksum(_number, entry[HeaderBytes..]));
        RandomAccess.Write(_file, entry, _used);
        _used += padded;
        return true;
    }

    public void Delete()
    {
        Dispose();
        File.Delete(_path);
    }

    public void Dispose() => _file.Dispose();

    /// <summary>The number and the payloads of a file that a process left.</summary>
    public static (long Number, List<byte[]> Payloads) Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var payloads = new List<byte[]>();
        if (bytes.Length < HeaderBytes)
        {
            return (0, payloads);
        }

        var number = MemoryMarshal.Read<long>(bytes);
        for (var at = HeaderBytes; at + HeaderBytes < bytes.Length;)
        {
            var length = MemoryMarshal.Read<int>(bytes.AsSpan(at));
            if (length <= 0 || length > bytes.Length - at - HeaderBytes)
            {
                break;
            }

            var payload = bytes.AsSpan(at + HeaderBytes, length);
            if (MemoryMarshal.Read<uint>(bytes.AsSpan(at + 4)) != Checksum(number, payload))
            {
                break;
            }

            payloads.Add(payload.ToArray());
            at += (HeaderBytes + length + 7) & ~7;
        }

        return (number, payloads);
    }

    private static uint Checksum(long number, ReadOnlySpan<byte> payload)
    {
        var sum = BitOperations.Crc32C(uint.MaxValue, (ulong)number);
        foreach (var eight in MemoryMarshal.Cast<byte, ulong>(payload))
        {
            sum = BitOperations.Crc32C(sum, eight);
        }

        foreach (var one in payload[(payload.Length & ~7)..])
        {
            sum = BitOperations.Crc32C(sum, one);
        }

        return sum;
    }
}
