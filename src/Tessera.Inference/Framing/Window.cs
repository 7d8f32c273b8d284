namespace Tessera.Inference.Framing;

/// <summary>The part of a picture that the model looks at and draws: pixels.</summary>
internal readonly record struct Window(int Left, int Top, int Width, int Height)
{
    // A hole has at least half its length of the picture on each side, or an eighth where there is no more.
    private const int Generous = 2;
    private const double Tight = 1.25;

    /// <summary>
    /// A square around a hole, so that the model's picture is not stretched and what is drawn is as fine as the model draws: twice
    /// as long as the hole, but not smaller than the model's picture, which would only blow up what is there. Where that does
    /// not fit, a square of the picture's short side; a hole too long for that takes the whole picture, stretched.
    /// </summary>
    /// <param name="hole">What is drawn anew.</param>
    /// <param name="width">Pixels across the picture.</param>
    /// <param name="height">Pixels down the picture.</param>
    /// <param name="side">Pixels along the model's picture.</param>
    public static Window Around(Window hole, int width, int height, int side)
    {
        var (longest, shortest) = (Math.Max(hole.Width, hole.Height), Math.Min(width, height));
        var wanted = Math.Max(Generous * longest, side);
        if (wanted > shortest && longest * Tight > shortest)
        {
            return new Window(0, 0, width, height);
        }

        var square = Math.Min(wanted, shortest);
        return new Window(Beside(hole.Left, hole.Width, square, width), Beside(hole.Top, hole.Height, square, height), square, square);
    }

    // In the middle, or as near as the picture's edge lets it.
    private static int Beside(int start, int length, int square, int whole) => Math.Clamp(start + length / 2 - square / 2, 0, whole - square);
}
