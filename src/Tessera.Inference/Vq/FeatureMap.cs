namespace Tessera.Inference.Vq;

/// <summary>
/// A grid of places with all channels of a place together, and a border of one place of zeros around it, so that a 3×3
/// convolution asks no questions at the edges. Channels are padded to the width of a tile; what lies in the padding has no
/// meaning.
/// </summary>
internal sealed class FeatureMap
{
    // A tile reads twelve places wherever a row ends, two apart where the size is halved, and a tap's row further on.
    private const int SlackPlaces = 2 * Tile.Places + 2;

    public FeatureMap(int channels, int height, int width)
        : this(channels, height, width, new LineFloats(FloatsFor(channels, height, width)))
    {
    }

    /// <summary>Takes numbers that were used before: clears the border and nothing else.</summary>
    public FeatureMap(int channels, int height, int width, LineFloats numbers)
    {
        (Channels, Height, Width, Numbers) = (channels, height, width, numbers);
        Stride = Padded(channels);
        RowStride = (width + 2) * Stride;
        numbers.All[..RowStride].Clear();
        numbers.All.Slice((height + 1) * RowStride, RowStride).Clear();
        for (var y = 1; y <= height; y++)
        {
            numbers.All.Slice(y * RowStride, Stride).Clear();
            numbers.All.Slice((y + 1) * RowStride - Stride, Stride).Clear();
        }
    }

    public int Channels { get; }

    public MapSize Size => new(Channels, Height, Width);

    public int Height { get; }

    public int Width { get; }

    /// <summary>Floats from one place to the next.</summary>
    public int Stride { get; }

    /// <summary>Floats from one row to the next.</summary>
    public int RowStride { get; }

    /// <summary>(height + 2, width + 2, stride)</summary>
    public LineFloats Numbers { get; }

    public static int Padded(int channels) => (channels + Tile.Outputs - 1) / Tile.Outputs * Tile.Outputs;

    /// <summary>Floats that a map of this size needs.</summary>
    public static int FloatsFor(int channels, int height, int width) => checked(((height + 2) * (width + 2) + SlackPlaces) * Padded(channels));

    /// <summary>Where a place begins in <see cref="Numbers"/>; the border is at −1.</summary>
    public int IndexOf(int y, int x) => (y + 1) * RowStride + (x + 1) * Stride;

    /// <summary>A place's channels.</summary>
    public Span<float> Place(int y, int x) => Numbers.All.Slice(IndexOf(y, x), Channels);

    /// <summary>A row without its border: (width, stride).</summary>
    public Span<float> Row(int y) => Numbers.All.Slice(IndexOf(y, 0), Width * Stride);
}
