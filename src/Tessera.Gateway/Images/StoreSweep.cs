using System.IO.Enumeration;
using Tessera.Gateway.Formats;

namespace Tessera.Gateway.Images;

/// <param name="Removed">Pictures, each with its preview.</param>
/// <param name="FreedBytes">Of both.</param>
/// <param name="TotalBytes">What the store holds afterwards.</param>
internal readonly record struct SweepResult(int Removed, long FreedBytes, long TotalBytes);

/// <summary>Walks the store once: counts it, and removes what the limits say.</summary>
/// <param name="freeDiskBytes">Of the disk that holds the directory; another one in tests.</param>
internal sealed class StoreSweep(ImageStore store, TimeProvider time, Func<string, long> freeDiskBytes)
{
    private static readonly EnumerationOptions Recursive = new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    public static long FreeDiskBytes(string directory) => new DriveInfo(directory).AvailableFreeSpace;

    /// <summary>Whether space alone asks for a sweep; reads a counter and the disk's figure, not the directory.</summary>
    public bool IsDue => ExcessBytes() > 0;

    /// <summary>For one thread at a time. About 25 µs and 60 bytes of memory for each picture in the store.</summary>
    public SweepResult Sweep()
    {
        // What is stored during the walk counts through the difference, and twice if the walk meets it too: until the next walk.
        var before = store.TotalBytes;
        var entries = Entries(store.Paths.Images).ToList();
        var walked = entries.Sum(entry => entry.Bytes) + Entries(store.Paths.Thumbs).Sum(entry => entry.Bytes);
        store.Add(walked - before);

        var now = time.GetUtcNow().UtcDateTime;
        var unusedSince = now - store.Limits.Grace;
        var (removed, freed) = (0, 0L);
        foreach (var entry in SweepPlan.Choose(entries, store.Limits, ExcessBytes(), now))
        {
            var bytes = store.Remove(entry.Hash, entry.Format, unusedSince);
            freed += bytes;
            removed += bytes > 0 ? 1 : 0;
        }

        return new SweepResult(removed, freed, store.TotalBytes);
    }

    private long ExcessBytes() => Math.Max(
        store.TotalBytes - store.Limits.BytesMax,
        store.Limits.FreeDiskBytesMin - freeDiskBytes(store.Paths.Images));

    private static IEnumerable<SweepEntry> Entries(string root) => !Directory.Exists(root) ? [] :
        new FileSystemEnumerable<SweepEntry>(root, ToEntry, Recursive)
        {
            ShouldIncludePredicate = (ref FileSystemEntry file) => !file.IsDirectory && StorePaths.Parse(file.FileName) is not null,
        };

    private static SweepEntry ToEntry(ref FileSystemEntry file)
    {
        var (hash, format) = StorePaths.Parse(file.FileName)!.Value;
        var (stored, read) = (file.LastWriteTimeUtc.UtcDateTime, file.LastAccessTimeUtc.UtcDateTime);
        return new SweepEntry(hash, format, file.Length, stored, stored > read ? stored : read);
    }
}
