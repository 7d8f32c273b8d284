namespace Tessera.Inference.Vq;

/// <summary>
/// A stack of planes of floats, one a channel, with a border of one zero around each, so that a 3×3 convolution asks no
/// questions at the edges. Rows are so wide that sixteen numbers can be read from any place a convolution starts at; what lies
/// right of the border has no meaning.
/// </summary>
internal sealed class Planes
{
    private const int Lanes = 16;

    public Planes(int channels, int height, int width)
    {
        (Channels, Height, Width) = (channels, height, width);
        Stride = (width + Lanes - 1) / Lanes * Lanes + Lanes;
        PlaneSize = (height + 2) * Stride;
        Numbers = new float[checked(channels * PlaneSize)];
    }

    public int Channels { get; }

    public int Height { get; }

    public int Width { get; }

    /// <summary>Floats from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>Floats from one channel to the next.</summary>
    public int PlaneSize { get; }

    /// <summary>(channels, height + 2, stride)</summary>
    public float[] Numbers { get; }

    /// <summary>A row without its border: (width).</summary>
    public Span<float> Row(int channel, int y) => Numbers.AsSpan(channel * PlaneSize + (y + 1) * Stride + 1, Width);
}
