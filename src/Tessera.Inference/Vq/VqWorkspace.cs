namespace Tessera.Inference.Vq;

/// <summary>
/// The memory that pictures go through on their way to tokens and back, kept from one to the next. One thread uses it; maps of
/// several pictures may be out at a time. A map that is never given back is lost to the workspace and to nobody else.
/// </summary>
internal sealed class VqWorkspace
{
    private readonly List<LineFloats> _free = []; // smallest first
    private LineFloats _weights = new(0);
    private LineFloats _patches = new(0);

    public PlaceProduct Product { get; } = new();

    public Winograd Winograd { get; } = new();

    public WeightPacking Packing { get; } = new();

    /// <summary>Bytes that lie ready for the next picture.</summary>
    public long BytesHeld => sizeof(float) * (_weights.Length + _patches.Length + _free.Sum(numbers => (long)numbers.Length));

    /// <summary>A map that holds anything but for its border.</summary>
    public FeatureMap Rent(MapSize size)
    {
        var (channels, height, width) = size;
        var length = FeatureMap.FloatsFor(channels, height, width);
        var fits = _free.FindIndex(numbers => numbers.Length >= length);
        if (fits < 0)
        {
            // All that lies ready is too small and was for a smaller size: what is kept is what the largest sizes need.
            _free.Clear();
            return new FeatureMap(channels, height, width);
        }

        var found = _free[fits];
        _free.RemoveAt(fits);
        return new FeatureMap(channels, height, width, found);
    }

    public void Return(FeatureMap map)
    {
        var larger = _free.FindIndex(numbers => numbers.Length > map.Numbers.Length);
        _free.Insert(larger < 0 ? _free.Count : larger, map.Numbers);
    }

    /// <summary>Room for the weights of one product. Holds anything; good until it is asked for again.</summary>
    public LineFloats Weights(int length) => AtLeast(ref _weights, length);

    /// <summary>Room for sums of patches. Holds anything; good until it is asked for again.</summary>
    public LineFloats Patches(int length) => AtLeast(ref _patches, length);

    private static LineFloats AtLeast(ref LineFloats numbers, int length) => numbers.Length >= length ? numbers : numbers = new LineFloats(length);
}
