namespace Tessera.Inference.Vq;

/// <summary>
/// A 3×3 convolution of a map in which every place stands four times, done on the small map: two of three rows of taps meet the
/// same place there, so that each of the four kinds of places has its own 2×2 convolution. 16 products a place and not 36; the
/// sums are exact up to rounding.
/// </summary>
internal static class Doubling
{
    public const int Phases = 4;
    public const int TapsOfAPhase = 4;

    /// <summary>(phases, 2×2 taps, 3×3 taps): which taps of the large convolution each of the small ones adds up.</summary>
    public static float[] Mix { get; } =
        [.. from phase in Enumerable.Range(0, Phases) from small in Enumerable.Range(0, TapsOfAPhase) from large in Enumerable.Range(0, 9)
            select Covers(phase / 2, small / 2, large / 3) && Covers(phase % 2, small % 2, large % 3) ? 1f : 0f];

    /// <summary>Floats from a place of the small map to where the taps of a phase read.</summary>
    public static int[] Taps(FeatureMap small, int row, int column) =>
        [.. from tap in Enumerable.Range(0, TapsOfAPhase) select (tap / 2 + row - 1) * small.RowStride + (tap % 2 + column - 1) * small.Stride];

    // The first of two places has one tap before it and two on it, the second two on it and one after it.
    private static bool Covers(int place, int small, int large) => place == 0 ? (large > 0) == (small == 1) : (large > 1) == (small == 1);
}
