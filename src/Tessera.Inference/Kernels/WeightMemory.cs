using System.Runtime.InteropServices;

namespace Tessera.Inference.Kernels;

/// <summary>
/// Memory for weights outside the collected heap, on large pages where Linux grants them: with pages of 4 KiB a pass over a
/// gigabyte spends its time looking up addresses. It is given out and never taken back before all of it is.
/// </summary>
internal sealed unsafe partial class WeightMemory : IDisposable
{
    private const nuint LargePage = 2 << 20;
    private const nuint ChunkBytes = 64 << 20; // what is not used of the last one is never touched, so it costs no memory
    private const nuint Line = 64;
    private const int HugePages = 14; // MADV_HUGEPAGE

    private readonly List<nint> _chunks = [];
    private byte* _next;
    private nuint _left;
    private bool _disposed;

    /// <summary>Bytes given out.</summary>
    public long Bytes { get; private set; }

    /// <summary>So many bytes, not cleared, from the start of a line of the cache, and 64 more that may be read but mean nothing.</summary>
    public byte* Take(long bytes)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var needed = ((nuint)checked(bytes + (long)Line) + Line - 1) / Line * Line;
        if (needed > _left)
        {
            NewChunk(nuint.Max(needed, ChunkBytes));
        }

        var taken = _next;
        _next += needed;
        _left -= needed;
        Bytes += bytes;
        return taken;
    }

    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);

    public void Dispose()
    {
        _disposed = true;
        _chunks.ForEach(chunk => NativeMemory.AlignedFree((void*)chunk));
        _chunks.Clear();
    }

    private void NewChunk(nuint bytes)
    {
        bytes = (bytes + LargePage - 1) / LargePage * LargePage;
        _next = (byte*)NativeMemory.AlignedAlloc(bytes, LargePage);
        _left = bytes;
        _chunks.Add((nint)_next);
        if (OperatingSystem.IsLinux())
        {
            _ = Advise(_next, bytes, HugePages); // refused on kernels without large pages: then it is slower, not wrong
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* start, nuint bytes, int advice);
}
