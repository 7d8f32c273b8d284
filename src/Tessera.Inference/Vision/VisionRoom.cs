namespace Tessera.Inference.Vision;

/// <summary>Buffers for some places of a picture on its way, used again by every block.</summary>
internal sealed class VisionRoom(int places, int width, int widest)
{
    public int Places { get; } = places;

    public float[] Narrow { get; } = new float[places * width];  // (places, width)

    public float[] Wide { get; } = new float[places * widest];   // (places, as wide as any layer)
}
