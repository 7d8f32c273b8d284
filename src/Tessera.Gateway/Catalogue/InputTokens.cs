namespace Tessera.Gateway.Catalogue;

/// <summary>Image tokens of the input pictures of an edit. Integers only.</summary>
internal static class InputTokens
{
    private const int TileEdge = 512;
    private const int TileBase = 65;
    private const int PerTile = 129;
    private const int HighFidelitySquare = 4160;
    private const int HighFidelityOblong = 6240;

    private const int PatchEdge = 32;
    private const int PatchesMax = 1536;
    private const int EnlargeTo = 1024;
    private const int EnlargeMax = 2;
    private const int CanvasRatioMax = 3;

    // Patch counts were seen within four tokens of ours, and for large pictures between 1,452 and 1,536: a sixteenth covers both.
    private const int PatchMargin = 16;

    /// <summary>A picture nobody has seen is taken for a square; it may be as small as one pixel, and is held to be no slimmer than this.</summary>
    public const int UnseenRatioMax = 3;

    /// <summary>All input pictures of one order.</summary>
    public static TokenSpan Span(TokenRule rule, ImageOrder order)
    {
        if (rule.Input == InputFormula.None)
        {
            return default;
        }

        var sum = Unseen(rule, order.HighFidelity) * order.UnknownInputs;
        foreach (var size in order.Inputs)
        {
            sum += Span(rule, size, order.HighFidelity);
        }

        return sum;
    }

    public static TokenSpan Span(TokenRule rule, ImageSize size, bool highFidelity)
    {
        if (rule.Input == InputFormula.Tiles)
        {
            var tiles = Tiles(size, highFidelity);
            // High fidelity is described for the first picture; whether the others pay for it is not known.
            return new TokenSpan(Tiles(size, highFidelity: false), tiles, tiles);
        }

        var patches = Patches(size);
        var margin = (patches + PatchMargin - 1) / PatchMargin;
        return new TokenSpan(patches - margin, patches, Math.Min(PatchesMax, patches + margin));
    }

    private static TokenSpan Unseen(TokenRule rule, bool highFidelity)
    {
        var square = new ImageSize(EnlargeTo, EnlargeTo);
        return rule.Input == InputFormula.Tiles
            ? new TokenSpan(Tiles(square, highFidelity: false), Tiles(square, highFidelity), Tiles(new ImageSize(UnseenRatioMax * TileEdge, TileEdge), highFidelity))
            : new TokenSpan(1, Patches(square), PatchesMax);
    }

    /// <summary>
    /// The short edge is scaled to one tile; the long one then spans whole tiles. The scaled edge is cut to whole pixels first,
    /// so 1024x1025 is one tile, as observed. High fidelity adds what a picture of its shape costs at high quality;
    /// whether every picture of several is charged so is not known, and this says yes: rather too much than too little.
    /// </summary>
    public static long Tiles(ImageSize size, bool highFidelity)
    {
        var longEdge = (long)size.LongEdge * TileEdge / size.ShortEdge;
        var tiles = (longEdge + TileEdge - 1) / TileEdge;
        var fidelity = highFidelity ? (tiles == 1 ? HighFidelitySquare : HighFidelityOblong) : 0;
        return TileBase + (PerTile * tiles) + fidelity;
    }

    /// <summary>
    /// Small pictures are enlarged (at most twice, toward 1024), the canvas is no slimmer than 1:3, and what needs more than
    /// 1,536 patches is scaled down to fit. The provider's rounding in that last step is not known: off by some tokens at most.
    /// </summary>
    public static long Patches(ImageSize size)
    {
        var (longEdge, shortEdge) = Enlarge(size.LongEdge, size.ShortEdge);
        shortEdge = Math.Max(shortEdge, (longEdge + CanvasRatioMax - 1) / CanvasRatioMax);
        var patches = CeilDiv(longEdge, PatchEdge) * CeilDiv(shortEdge, PatchEdge);
        return patches <= PatchesMax ? patches : Fit(longEdge, shortEdge);
    }

    private static (long Long, long Short) Enlarge(long longEdge, long shortEdge)
    {
        if (longEdge >= EnlargeTo)
        {
            return (longEdge, shortEdge);
        }

        return longEdge * EnlargeMax <= EnlargeTo
            ? (longEdge * EnlargeMax, shortEdge * EnlargeMax)
            : (EnlargeTo, Math.Max(1, shortEdge * EnlargeTo / longEdge));
    }

    /// <summary>The whole patches nearest to the proportion: columns² = budget × long / short, rows² the other way round.</summary>
    private static long Fit(long longEdge, long shortEdge)
    {
        var columns = RoundedRoot(PatchesMax * longEdge, shortEdge);
        var rows = RoundedRoot(PatchesMax * shortEdge, longEdge);
        if (columns * rows <= PatchesMax)
        {
            return columns * rows;
        }

        // Both were rounded up. A column less costs fewer patches than a row less; where that is not enough, a row less always is.
        var withoutColumn = (columns - 1) * rows;
        return withoutColumn <= PatchesMax ? withoutColumn : columns * (rows - 1);
    }

    /// <summary>√(numerator / denominator) to the nearest whole: half of the floor of twice the root, plus one.</summary>
    private static long RoundedRoot(long numerator, long denominator)
    {
        var square = 4 * numerator / denominator;
        var root = (long)Math.Sqrt(square);
        while (root * root > square)
        {
            root--;
        }

        while ((root + 1) * (root + 1) <= square)
        {
            root++;
        }

        return (root + 1) / 2;
    }

    private static long CeilDiv(long value, long divisor) => (value + divisor - 1) / divisor;
}
