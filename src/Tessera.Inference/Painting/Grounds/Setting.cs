using Tessera.Inference.Painting.Strokes;

namespace Tessera.Inference.Painting.Grounds;

/// <summary>What a background is painted with. The stage is measured in shorter sides of the picture: 1 x 1 for a square, 3 x 1 for 3:1.</summary>
/// <param name="Wide">Width of the stage.</param>
/// <param name="Tall">Height of the stage.</param>
/// <param name="Colour">The asked colour of the background, or null.</param>
internal sealed record Setting(Canvas Canvas, Hand Hand, float Wide, float Tall, Hour Hour, Ink? Colour, ulong Seed)
{
    public uint Grain { get; } = (uint)Seed;

    /// <summary>A pen in stage units.</summary>
    public Pen Pen { get; } = new(Canvas, Affine.Scale(Canvas.Width / Wide, Canvas.Height / Tall), Hand, (uint)Seed);

    /// <summary>A stream of chance for one part of the background.</summary>
    public Chance Chance(string part) => new(Strokes.Chance.Mix(Seed, Strokes.Chance.Of(part)));

    /// <summary>Every pixel by its place on the stage.</summary>
    public void Flood(Func<float, float, Ink> ink)
    {
        if (Hand.Manner == Manner.Line)
        {
            return;
        }

        var scale = Wide / Canvas.Width;
        Canvas.Flood((x, y) => ink(x * scale, y * scale));
    }
}
