using Tessera.Gateway.Formats;

namespace Tessera.Gateway.Images;

/// <summary>A picture as a sweep sees it.</summary>
/// <param name="UsedAt">The later of stored and last read.</param>
internal readonly record struct SweepEntry(ImageHash Hash, ImageFormat Format, long Bytes, DateTime StoredAt, DateTime UsedAt);

/// <summary>Decides which pictures go. Pure: what is on disk and the moment come in, a list comes out.</summary>
internal static class SweepPlan
{
    /// <summary>
    /// First all that are past their time, then the least recently used until enough is freed. Pictures within the grace stay,
    /// even if that frees too little.
    /// </summary>
    /// <param name="entries">Sorted by this method.</param>
    /// <param name="excessBytes">How much is to be freed for the limits on space.</param>
    public static List<SweepEntry> Choose(List<SweepEntry> entries, StoreLimits limits, long excessBytes, DateTime now)
    {
        var graceStart = now - limits.Grace;
        var expiredBefore = limits.KeepFor is { } keep ? now - keep : DateTime.MinValue;
        var chosen = new List<SweepEntry>();
        long freed = 0;
        entries.Sort((left, right) => left.UsedAt.CompareTo(right.UsedAt));
        foreach (var entry in entries)
        {
            if (entry.UsedAt <= graceStart && entry.StoredAt <= expiredBefore)
            {
                chosen.Add(entry);
                freed += entry.Bytes;
            }
        }

        foreach (var entry in entries)
        {
            if (freed >= excessBytes || entry.UsedAt > graceStart)
            {
                break;
            }

            if (entry.StoredAt > expiredBefore)
            {
                chosen.Add(entry);
                freed += entry.Bytes;
            }
        }

        return chosen;
    }
}
