using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Tessera.Gateway.Formats;

namespace Tessera.Gateway.Images;

/// <summary>
/// Takes one picture as its bytes come, hashing them on the way. Up to 64 KiB stay in a pooled buffer; only a longer one opens a
/// temporary file before commit. Failures of the disk are kept for <see cref="Commit"/>, so that whoever streams need not care.
/// For one thread at a time. Disposing without commit leaves nothing behind.
/// </summary>
internal sealed class ImageWriter : IDisposable
{
    private readonly ImageStore _store;
    private readonly IncrementalHash _hash;
    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(ImageSniffer.HeadBytes);
    private int _buffered;
    private long _written;
    private SafeFileHandle? _file;
    private string? _temporaryPath;
    private ImageInfo? _info;
    private StoreFailure? _failure;
    private bool _committed;
    private bool _done;

    internal ImageWriter(ImageStore store, IncrementalHash hash) => (_store, _hash) = (store, hash);

    /// <summary>Bytes taken so far.</summary>
    public long Length => _written + _buffered;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(_done, this);
        if (_failure is not null)
        {
            return;
        }

        var most = _store.Limits.PictureBytesMax;
        if (Length + bytes.Length > most)
        {
            _failure = new StoreFailure(StoreStep.Write, StoreFault.Picture, $"The picture is longer than the {most} bytes that the image store accepts.");
            return;
        }

        _hash.AppendData(bytes);
        while (!bytes.IsEmpty && _failure is null)
        {
            if (_file is not null && _buffered == 0 && bytes.Length >= ImageSniffer.HeadBytes)
            {
                WriteFile(bytes);
                return;
            }

            var count = Math.Min(bytes.Length, ImageSniffer.HeadBytes - _buffered);
            bytes[..count].CopyTo(_buffer.AsSpan(_buffered));
            _buffered += count;
            bytes = bytes[count..];
            if (!bytes.IsEmpty)
            {
                FlushBuffer();
            }
        }
    }

    /// <summary>Puts the picture into the store under its hash. Once only.</summary>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    public CommitResult Commit()
    {
        ObjectDisposedException.ThrowIf(_done, this);
        if (_committed)
        {
            throw new InvalidOperationException("A writer commits one picture.");
        }

        _committed = true;
        if (_failure is not null)
        {
            return _failure;
        }

        Span<byte> sha = stackalloc byte[SHA256.HashSizeInBytes];
        _ = _hash.GetHashAndReset(sha);
        var hash = ImageHash.FromBytes(sha);
        if (_store.Reuse(hash) is { } known)
        {
            return known;
        }

        if ((_info ?? ImageSniffer.Sniff(_file is null ? _buffer.AsSpan(0, _buffered) : default) ?? SniffFile()) is not { } info)
        {
            return new StoreFailure(StoreStep.Recognise, StoreFault.Picture, "The bytes are not a PNG, JPEG, WebP or GIF picture.");
        }

        var image = new StoredImage(hash.ToString(), Length, info.Format, info.Width, info.Height);
        return _store.ReuseFromDisk(hash, image) ?? Store(hash, image);
    }

    public void Dispose()
    {
        if (_done)
        {
            return;
        }

        _done = true;
        DropFile();
        ArrayPool<byte>.Shared.Return(_buffer);
        _store.GiveBack(_hash);
    }

    private CommitResult Store(in ImageHash hash, StoredImage image)
    {
        FlushBuffer();
        if (_failure is null && _store.Limits.FlushesToDisk)
        {
            Try(StoreStep.Flush, () => RandomAccess.FlushToDisk(_file!));
        }

        if (_failure is not null)
        {
            return _failure;
        }

        var result = _store.Place(_temporaryPath!, hash, image);
        if (result.Failure is null)
        {
            _temporaryPath = null;
        }

        return result;
    }

    private void FlushBuffer()
    {
        if (_file is null)
        {
            _info = ImageSniffer.Sniff(_buffer.AsSpan(0, _buffered));
            Try(StoreStep.OpenTemporaryFile, () => _file = _store.Incoming.Open(out _temporaryPath));
        }

        var count = _buffered;
        _buffered = 0;
        WriteFile(_buffer.AsSpan(0, count));
    }

    private void WriteFile(ReadOnlySpan<byte> bytes)
    {
        if (_failure is not null)
        {
            return;
        }

        try
        {
            RandomAccess.Write(_file!, bytes, _written);
            _written += bytes.Length;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _failure = StoreFailure.Of(StoreStep.Write, error);
        }
    }

    private void Try(StoreStep step, Action action)
    {
        try
        {
            action();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _failure = StoreFailure.Of(step, error);
        }
    }

    private ImageInfo? SniffFile()
    {
        if (_file is null)
        {
            return null;
        }

        FlushBuffer();
        if (_failure is not null)
        {
            return null;
        }

        var head = ArrayPool<byte>.Shared.Rent((int)Math.Min(_written, ImageSniffer.LateHeadBytes));
        try
        {
            return ImageSniffer.Sniff(head.AsSpan(0, RandomAccess.Read(_file, head, fileOffset: 0)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(head);
        }
    }

    private void DropFile()
    {
        _file?.Dispose();
        if (_temporaryPath is null)
        {
            return;
        }

        try
        {
            File.Delete(_temporaryPath);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The next start removes it; a picture that could not be dropped is no reason to fail the call.
        }
    }
}
