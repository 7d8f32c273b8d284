namespace Tessera.Inference.Vq;

/// <summary>How large a map is.</summary>
internal readonly record struct MapSize(int Channels, int Height, int Width)
{
    private const int Maps = 2;            // of the largest size at a time: what goes in and what comes out
    private const int MapsOfAttention = 4; // six at a time, less the two above

    private long Floats => FeatureMap.FloatsFor(Channels, Height, Width);

    /// <summary>
    /// Bytes of a workspace that a map of this size has gone through these steps in, at most. Each further picture that is under
    /// way at the same time takes as many maps again, but not as much room for weights and patches.
    /// </summary>
    public long WorkingBytes(IReadOnlyList<IVqPart> parts)
    {
        var (size, widest, third, attention) = (this, FeatureMap.Padded(Channels), 0L, 0L);
        foreach (var part in parts)
        {
            var next = part.After(size);
            if (part is AttentionBlock)
            {
                attention = Math.Max(attention, Math.Max(size.Floats, (size with { Channels = size.Height * size.Width }).Floats));
            }
            else
            {
                third = Math.Max(third, Math.Max(Winograd.Band(size).Floats, Winograd.Band(next).Floats));
                third = Math.Max(third, part is ResidualBlock { Shortcut: not null } ? next.Floats : 0);
            }

            size = next;
            widest = Math.Max(widest, FeatureMap.Padded(size.Channels));
        }

        return sizeof(float) * (Maps * Largest(parts).Floats + third + MapsOfAttention * attention + (long)Winograd.Forms * widest * widest + Winograd.RoomMax(widest));
    }

    /// <summary>Takes the memory for a way through these steps at once, not size by size.</summary>
    public void Reserve(IReadOnlyList<IVqPart> parts, VqWorkspace work)
    {
        var largest = Largest(parts);
        foreach (var map in Enumerable.Range(0, Maps).Select(_ => work.Rent(largest)).ToList())
        {
            work.Return(map);
        }
    }

    private MapSize Largest(IReadOnlyList<IVqPart> parts)
    {
        var (size, largest) = (this, this);
        foreach (var part in parts)
        {
            size = part.After(size);
            largest = size.Floats > largest.Floats ? size : largest;
        }

        return largest;
    }
}
