namespace Tessera.Gateway.Catalogue;

/// <summary>Image tokens of one finished picture. Integers only, so that a quote is the same on every machine.</summary>
internal static class OutputTokens
{
    /// <summary>Each delivered partial picture costs this many image output tokens more.</summary>
    public const int PerPartial = 100;

    private const long AreaOffset = 2_000_000;
    private const long AreaDivisor = 4_000_000;

    /// <summary>Tokens that a partial picture adds under a rule.</summary>
    public static int OfPartial(TokenRule rule) => rule.Output == OutputFormula.Fixed ? 0 : PerPartial;

    /// <summary>Null if the rule has no step for the quality.</summary>
    public static TokenSpan? Span(TokenRule rule, ImageSize size, string quality)
    {
        if (!rule.Steps.TryGetValue(quality, out var step))
        {
            return null;
        }

        var tokens = rule.Output switch
        {
            OutputFormula.Grid => Grid(size, step),
            OutputFormula.Area => Area(size, step),
            _ => step,
        };
        var most = tokens * rule.OutputMostPercent.GetValueOrDefault(quality, 100) / 100;
        return new TokenSpan(tokens, tokens, most);
    }

    /// <summary>
    /// Rows of <paramref name="patch"/>-pixel patches, each row with one token more that ends it. Gives all nine figures OpenAI
    /// publishes for gpt-image-1; an edge that is no multiple is filled up, which no size of that family needs.
    /// </summary>
    /// <param name="patch">64 (low), 32 (medium) or 16 (high) pixels.</param>
    public static long Grid(ImageSize size, int patch)
    {
        var rows = CeilDiv(size.Height, patch);
        var columns = CeilDiv(size.Width, patch);
        return rows * (columns + 1);
    }

    /// <summary>
    /// The sketch the model draws on is <paramref name="factor"/> tokens along the long edge and in proportion along the short one;
    /// its area is then scaled by the picture's. Matches 22 of 22 figures observed live or read from OpenAI's calculator for gpt-image-2.
    /// Not monotonic: a larger or wider picture can cost less than a square.
    /// </summary>
    public static long Area(ImageSize size, int factor)
    {
        var shortSide = ((2L * factor * size.ShortEdge) + size.LongEdge) / (2L * size.LongEdge);
        return CeilDiv(factor * shortSide * (AreaOffset + size.Pixels), AreaDivisor);
    }

    private static long CeilDiv(long value, long divisor) => (value + divisor - 1) / divisor;
}
