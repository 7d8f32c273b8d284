using System.Collections.Concurrent;

namespace Tessera.Gateway.Images;

/// <summary>A picture and where it lies, so that a hit builds no path.</summary>
internal sealed record KnownImage(StoredImage Image, string Path);

/// <summary>
/// Recently seen pictures, bounded by two generations: when the young one is full it becomes the old one and the old one is
/// forgotten. What is used is carried over; nothing is ever locked or sorted.
/// </summary>
/// <param name="entriesMax">Of one generation; an entry takes about 500 bytes. Beyond it the older half is forgotten.</param>
internal sealed class KnownImages(int entriesMax)
{
    private ConcurrentDictionary<ImageHash, KnownImage> _young = new();
    private ConcurrentDictionary<ImageHash, KnownImage> _old = new();
    private int _youngCount;

    public KnownImage? Find(in ImageHash hash)
    {
        if (_young.TryGetValue(hash, out var known))
        {
            return known;
        }

        if (_old.TryGetValue(hash, out known))
        {
            Add(hash, known);
        }

        return known;
    }

    public void Add(in ImageHash hash, KnownImage known)
    {
        // ConcurrentDictionary.Count takes every lock, so the count is kept beside it.
        if (_young.TryAdd(hash, known) && Interlocked.Increment(ref _youngCount) > entriesMax)
        {
            Interlocked.Exchange(ref _youngCount, 0);
            _old = Interlocked.Exchange(ref _young, new ConcurrentDictionary<ImageHash, KnownImage>());
        }
    }

    public void Remove(in ImageHash hash)
    {
        if (_young.TryRemove(hash, out _))
        {
            Interlocked.Decrement(ref _youngCount);
        }

        _ = _old.TryRemove(hash, out _);
    }
}
