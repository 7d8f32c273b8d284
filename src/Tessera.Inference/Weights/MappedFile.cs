using System.IO.MemoryMappedFiles;

namespace Tessera.Inference.Weights;

/// <summary>
/// A file mapped into memory, read only: the system reads pages when they are touched and may drop them again, so that a
/// model larger than the free memory still opens. The file must not be shortened while it is open: a page that is no longer
/// there ends the process.
/// </summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private byte* _start;

    private MappedFile(string name, MemoryMappedFile map, MemoryMappedViewAccessor view, long length)
    {
        (Name, _map, _view, Length) = (name, map, view, length);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    /// <summary>The file's name without its folder.</summary>
    public string Name { get; }

    public long Length { get; }

    public static Refusal? Open(string path, out MappedFile? file)
    {
        file = null;
        var name = Path.GetFileName(path);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length == 0)
            {
                return new Refusal(RefusedAt.Open, name, "The file is empty.");
            }

            var length = stream.Length;
            var map = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
            var view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            file = new MappedFile(name, map, view, length);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new Refusal(RefusedAt.Open, name, e is FileNotFoundException or DirectoryNotFoundException
                ? "The file is not there."
                : "The file cannot be opened for reading.");
        }
    }

    /// <summary>Bytes where they lie, without a copy. They are gone when the file is disposed.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bytes are not all within the file.</exception>
    /// <exception cref="ObjectDisposedException">The file is closed.</exception>
    public ReadOnlySpan<byte> Bytes(long offset, int count)
    {
        ObjectDisposedException.ThrowIf(_start is null, this);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Length - count);
        return new ReadOnlySpan<byte>(_start + offset, count);
    }

    public void Dispose()
    {
        if (_start is not null)
        {
            _start = null;
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _map.Dispose();
        }
    }
}
