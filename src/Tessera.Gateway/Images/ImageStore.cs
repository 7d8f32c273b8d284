using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Tessera.Gateway.Formats;

namespace Tessera.Gateway.Images;

/// <summary>
/// Pictures on disk under the SHA-256 of their bytes: the same bytes are stored once, a stored file never changes. Safe for any
/// number of threads; the directory belongs to one process, apart from the moment when a new one replaces it.
/// </summary>
internal sealed partial class ImageStore
{
    private const int KnownEntriesMax = 16_384;
    private const int PooledHashesMax = 64;
    private const int LockStripes = 64;

    private readonly ConcurrentQueue<IncrementalHash> _hashes = new();
    private readonly KnownImages _known = new(KnownEntriesMax);
    private readonly Lock[] _stripes = [.. Enumerable.Range(0, LockStripes).Select(_ => new Lock())];
    private readonly TimeProvider _time;
    private volatile StoreLimits _limits;
    private long _bytes;

    public ImageStore(string directory, StoreLimits limits, TimeProvider time, ILogger<ImageStore> log)
        : this(directory, limits, time, log, IncomingFiles.OpenNew)
    {
    }

    /// <param name="directory">The data directory; pictures go to <c>images</c> in it, previews to <c>thumbs</c>.</param>
    /// <param name="openIncoming">See <see cref="IncomingFiles"/>.</param>
    /// <exception cref="IOException">The directory cannot be made or read: a fault to show at start.</exception>
    internal ImageStore(string directory, StoreLimits limits, TimeProvider time, ILogger<ImageStore> log, Func<string, SafeFileHandle> openIncoming)
    {
        (_limits, _time, Paths) = (limits, time, new StorePaths(directory));
        Incoming = new IncomingFiles(Paths.Incoming, openIncoming);
        var left = Incoming.Prepare();
        if (left > 0)
        {
            LogLeftovers(log, left);
        }
    }

    /// <summary>Swapped whole when the settings change; a write that is under way keeps the ones it began with.</summary>
    public StoreLimits Limits
    {
        get => _limits;
        set => _limits = value;
    }

    internal StorePaths Paths { get; }

    internal IncomingFiles Incoming { get; }

    /// <summary>Of all pictures and previews, as far as known: the first sweep adds what an earlier process stored.</summary>
    public long TotalBytes => Interlocked.Read(ref _bytes);

    public ImageWriter OpenWriter() =>
        new(this, _hashes.TryDequeue(out var hash) ? hash : IncrementalHash.CreateHash(HashAlgorithmName.SHA256));

    /// <summary>Null where the text is no hash or the picture is not (any more) in the store.</summary>
    public StoredImage? Find(ReadOnlySpan<char> hash) => ImageHash.TryParse(hash, out var parsed) ? Locate(parsed)?.Image : null;

    /// <summary>The file's bytes, or null as for <see cref="Find"/>. The stream stays readable if a sweep removes the picture meanwhile.</summary>
    public FileStream? OpenRead(ReadOnlySpan<char> hash)
    {
        if (!ImageHash.TryParse(hash, out var parsed) || Locate(parsed) is not { } known)
        {
            return null;
        }

        try
        {
            // Unbuffered: the reader brings its own buffer.
            var file = new FileStream(known.Path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            StoredFile.MarkRead(file.SafeFileHandle, RenewalAge, _time);
            return file;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            _known.Remove(parsed);
            return null;
        }
    }

    /// <summary>The picture, if these bytes were stored before and its file is still there; its time of storing is renewed.</summary>
    internal StoredImage? Reuse(in ImageHash hash) =>
        _known.Find(hash) is { } known && Renew(hash, known) ? known.Image : null;

    /// <summary>As <see cref="Reuse"/> for a picture of an earlier process, known by its file alone.</summary>
    internal CommitResult? ReuseFromDisk(in ImageHash hash, StoredImage image)
    {
        var known = new KnownImage(image, Paths.Picture(hash, image.Format));
        if (!Renew(hash, known))
        {
            return null;
        }

        _known.Add(hash, known);
        return image;
    }

    /// <summary>Moves a finished temporary file into place. On failure the temporary file is still there.</summary>
    internal CommitResult Place(string temporaryPath, in ImageHash hash, StoredImage image)
    {
        var known = new KnownImage(image, Paths.Picture(hash, image.Format));
        try
        {
            bool madeDirectory;
            using (Stripe(hash).EnterScope())
            {
                var bytesBefore = StoredFile.Bytes(known.Path);
                madeDirectory = Move(temporaryPath, known.Path);
                _known.Add(hash, known);
                Add(image.Bytes - bytesBefore);
            }

            if (Limits.FlushesToDisk)
            {
                var directory = Path.GetDirectoryName(known.Path)!;
                DirectoryFlush.Flush(directory);
                if (madeDirectory)
                {
                    DirectoryFlush.Flush(Path.GetDirectoryName(directory)!);
                    DirectoryFlush.Flush(Paths.Images);
                }
            }

            return image;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return StoreFailure.Of(StoreStep.Rename, error);
        }
    }

    /// <summary>Writes a preview, not flushed: it can be made again. One whose picture went meanwhile is dropped, or it would stay for ever.</summary>
    /// <exception cref="IOException">The disk refused; nothing is left behind.</exception>
    internal void PlaceThumb(in ImageHash hash, string path, ReadOnlySpan<byte> bytes)
    {
        string? temporary = null;
        try
        {
            using (var file = Incoming.Open(out temporary))
            {
                RandomAccess.Write(file, bytes, fileOffset: 0);
            }

            using (Stripe(hash).EnterScope())
            {
                if (Locate(hash) is null)
                {
                    File.Delete(temporary);
                    return;
                }

                _ = Move(temporary, path);
                Add(bytes.Length);
            }
        }
        catch when (temporary is not null)
        {
            File.Delete(temporary);
            throw;
        }
    }

    internal void GiveBack(IncrementalHash hash)
    {
        if (_hashes.Count >= PooledHashesMax)
        {
            hash.Dispose();
            return;
        }

        _ = hash.GetHashAndReset();
        _hashes.Enqueue(hash);
    }

    internal void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);

    internal Lock Stripe(in ImageHash hash) => _stripes[hash.A % LockStripes];

    /// <summary>Removes a picture and its preview, unless it was stored or read after <paramref name="unusedSince"/>.</summary>
    /// <returns>The bytes that this freed; 0 where the picture was in use again or could not be removed.</returns>
    internal long Remove(in ImageHash hash, ImageFormat format, DateTime unusedSince)
    {
        using (Stripe(hash).EnterScope())
        {
            if (StoredFile.Remove(Paths.Picture(hash, format), unusedSince) is not (> 0 and var freed))
            {
                return 0;
            }

            _known.Remove(hash);
            freed += StoredFile.Remove(Paths.Thumb(hash, ImageFormat.Png), DateTime.MaxValue)
                + StoredFile.Remove(Paths.Thumb(hash, ImageFormat.Webp), DateTime.MaxValue);
            Add(-freed);
            return freed;
        }
    }

    private KnownImage? Locate(in ImageHash hash)
    {
        if (_known.Find(hash) is { } known && File.Exists(known.Path))
        {
            return known;
        }

        foreach (var format in Enum.GetValues<ImageFormat>())
        {
            var path = Paths.Picture(hash, format);
            if (StoredFile.Describe(path, hash, format) is { } image)
            {
                known = new KnownImage(image, path);
                _known.Add(hash, known);
                return known;
            }
        }

        _known.Remove(hash);
        return null;
    }

    private bool Renew(in ImageHash hash, KnownImage known)
    {
        // One call of the system in the usual case. Young files need no renewal: no sweep touches them for two thirds of the grace.
        var age = StoredFile.Age(known.Path, known.Image.Bytes, _time);
        if (age is { } young && young < RenewalAge)
        {
            return true;
        }

        using (Stripe(hash).EnterScope())
        {
            if (age is not null && StoredFile.Renew(known.Path, _time))
            {
                return true;
            }
        }

        _known.Remove(hash);
        return false;
    }

    private TimeSpan RenewalAge => Limits.Grace / 3;

    /// <summary>True where the directory had to be made.</summary>
    private static bool Move(string from, string to)
    {
        try
        {
            File.Move(from, to, overwrite: true);
            return false;
        }
        catch (DirectoryNotFoundException)
        {
            _ = Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Move(from, to, overwrite: true);
            return true;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Removed {Count} unfinished pictures that an earlier run had left")]
    private static partial void LogLeftovers(ILogger log, int count);
}
