using System.Buffers;
using Microsoft.Win32.SafeHandles;
using Tessera.Gateway.Formats;

namespace Tessera.Gateway.Images;

/// <summary>
/// What the file system knows about a stored picture. The time of last writing is when it was last stored, the time of last access
/// when it was last read: both are set here, since mounts commonly leave access times alone.
/// </summary>
internal static class StoredFile
{
    /// <summary>Null where the file is missing or has another size (a power cut without flushing can leave it empty).</summary>
    public static TimeSpan? Age(string path, long bytes, TimeProvider time)
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length == bytes ? time.GetUtcNow().UtcDateTime - file.LastWriteTimeUtc : null;
    }

    /// <summary>Its size, 0 where it is missing.</summary>
    public static long Bytes(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? file.Length : 0;
    }

    /// <summary>False where the file has gone.</summary>
    public static bool Renew(string path, TimeProvider time)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, time.GetUtcNow().UtcDateTime);
            return true;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A disk that takes no times still holds the picture; it will merely look older than it is.
            return true;
        }
    }

    /// <summary>Sets the time of last access, unless it is younger than <paramref name="notWithin"/>.</summary>
    public static void MarkRead(SafeFileHandle file, TimeSpan notWithin, TimeProvider time)
    {
        try
        {
            var now = time.GetUtcNow().UtcDateTime;
            if (now - File.GetLastAccessTimeUtc(file) >= notWithin)
            {
                File.SetLastAccessTimeUtc(file, now);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Reading matters more than remembering that it happened.
        }
    }

    /// <summary>Deletes the file, unless it was written or read after <paramref name="unusedSince"/>.</summary>
    /// <returns>Its size, or 0 where it stays or was not there.</returns>
    public static long Remove(string path, DateTime unusedSince)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists || file.LastWriteTimeUtc > unusedSince || file.LastAccessTimeUtc > unusedSince)
            {
                return 0;
            }

            var bytes = file.Length;
            file.Delete();
            return bytes;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>Reads size and head of a file; null where it is missing or not what its name says.</summary>
    public static StoredImage? Describe(string path, in ImageHash hash, ImageFormat format)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var head = ArrayPool<byte>.Shared.Rent(ImageSniffer.LateHeadBytes);
        try
        {
            using var file = File.OpenHandle(path);
            var count = RandomAccess.Read(file, head.AsSpan(0, ImageSniffer.LateHeadBytes), fileOffset: 0);
            return ImageSniffer.Sniff(head.AsSpan(0, count)) is { } info && info.Format == format
                ? new StoredImage(hash.ToString(), RandomAccess.GetLength(file), format, info.Width, info.Height)
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(head);
        }
    }
}
