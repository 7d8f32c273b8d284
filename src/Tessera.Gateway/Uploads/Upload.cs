using Tessera.Gateway.Formats;

namespace Tessera.Gateway.Uploads;

/// <summary>
/// A picture whose bytes are here: small ones in memory, larger ones in a temporary file that vanishes with the upload.
/// Written once from front to back, then read as often as routes are tried. Not safe for two writers.
/// </summary>
internal sealed class Upload : InputPicture
{
    private readonly UploadLimits _limits;
    private readonly string _directory;
    private byte[] _memory = [];
    private FileStream? _file;

    public Upload(string directory, UploadLimits limits) => (_directory, _limits) = (directory, limits);

    /// <summary>The media type the client declared, or null where it declared none.</summary>
    public string? DeclaredType { get; set; }

    public long Length { get; private set; }

    /// <summary>More came than <see cref="UploadLimits.PictureBytesMax"/>; the rest was not kept.</summary>
    public bool TooLarge { get; private set; }

    /// <summary>What the first bytes say, or null where they are no picture. Known once all is written.</summary>
    public ImageInfo? Info { get; private set; }

    /// <summary>The disk could not keep it: full, or not to be written. What there was of it is of no use.</summary>
    public bool IsLost { get; private set; }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        TooLarge |= Length + bytes.Length > _limits.PictureBytesMax;
        if (TooLarge || IsLost)
        {
            return;
        }

        if (_file is null && Length + bytes.Length <= _limits.MemoryBytesMax)
        {
            WriteToMemory(bytes);
        }
        else
        {
            WriteToFile(bytes);
        }

        Length += bytes.Length;
    }

    /// <summary>All is written: looks at what it is.</summary>
    public void Complete()
    {
        if (IsLost)
        {
            return;
        }

        using var stream = OpenRead();
        // JPEG and WebP put their sizes within the first 64 KiB in all but contrived files (an APP segment is at most that long).
        var head = new byte[(int)Math.Min(Length, 64 << 10)];
        stream.ReadExactly(head);
        Info = ImageSniffer.Sniff(head);
    }

    /// <summary>A fresh reader from the first byte; readers do not disturb each other.</summary>
    public Stream OpenRead() => _file is null
        ? new MemoryStream(_memory, 0, (int)Length, writable: false)
        : new FileStream(_file.Name, new FileStreamOptions { Share = FileShare.ReadWrite | FileShare.Delete, Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 0 });

    /// <summary>All bytes at once, for decoding.</summary>
    public byte[] ReadAll()
    {
        using var stream = OpenRead();
        var bytes = new byte[Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    public override void Dispose()
    {
        _file?.Dispose();
        _memory = [];
    }

    private void WriteToMemory(ReadOnlySpan<byte> bytes)
    {
        if (_memory.Length < Length + bytes.Length)
        {
            Array.Resize(ref _memory, (int)Math.Min(_limits.MemoryBytesMax, Math.Max(4096, 2 * (Length + bytes.Length))));
        }

        bytes.CopyTo(_memory.AsSpan((int)Length));
    }

    private void WriteToFile(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (_file is null)
            {
                _file = new FileStream(Path.Combine(_directory, Path.GetRandomFileName()), new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.ReadWrite,
                    Options = FileOptions.DeleteOnClose,
                    BufferSize = 0,
                });
                _file.Write(_memory.AsSpan(0, (int)Length));
                _memory = [];
            }

            _file.Write(bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            IsLost = true;
        }
    }
}
