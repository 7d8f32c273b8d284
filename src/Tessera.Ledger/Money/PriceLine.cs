namespace Tessera.Ledger.Money;

/// <summary>What a price line counts. One member per quantity of <see cref="Usage"/>.</summary>
public enum PriceUnit
{
    TextIn,
    CachedTextIn,
    ImageIn,
    CachedImageIn,
    TextOut,
    ImageOut,
    Image,
    Pixel,
}

/// <summary>
/// One line of a price list: <paramref name="Amount"/> buys <paramref name="Per"/> units (5 USD per 1,000,000 text tokens).
/// A line with a size or a quality holds only for pictures of that size or quality.
/// </summary>
/// <param name="Source">Where the figure was read, e.g. <c>openai-docs</c>.</param>
/// <param name="AsOf">The day on which it was read there.</param>
public sealed record PriceLine(PriceUnit Unit, Usd Amount, long Per, string Source, DateOnly AsOf)
{
    /// <summary><c>1024x1024</c>, or null for any.</summary>
    public string? Size { get; init; }

    /// <summary><c>low</c>, <c>hd</c> …, or null for any.</summary>
    public string? Quality { get; init; }
}
