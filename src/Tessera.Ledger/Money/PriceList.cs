namespace Tessera.Ledger.Money;

/// <summary>The price lines of one route. Empty: the price is unknown, which is never the same as free.</summary>
public sealed record PriceList(IReadOnlyList<PriceLine> Lines)
{
    public static PriceList Unknown { get; } = new([]);

    private static readonly PriceUnit[] Units = Enum.GetValues<PriceUnit>();

    /// <summary>Paid by the picture or the megapixel, not by the token.</summary>
    public bool PaidByPicture => Lines.Count > 0 && Lines.All(line => IsCounted(line.Unit));

    /// <summary>
    /// The exact cost of a usage, or null where the list cannot price it: a quantity above zero for which no line holds, or
    /// pictures for which nothing that is paid was counted. Tokens go unpriced where pictures are paid, and the other way round.
    /// </summary>
    /// <param name="size">The size that was made, <c>1024x1024</c>.</param>
    /// <param name="quality">The quality that was made.</param>
    /// <exception cref="ArgumentOutOfRangeException">A quantity is negative.</exception>
    /// <exception cref="OverflowException">The cost does not fit.</exception>
    public Usd? Cost(in Usage usage, string? size = null, string? quality = null)
    {
        if (Lines.Count == 0)
        {
            return null;
        }

        var total = Usd.Zero;
        var anyPriced = false;
        foreach (var unit in Units)
        {
            var quantity = usage[unit];
            if (LineFor(unit, size, quality) is { } line)
            {
                total += line.Amount.For(quantity, line.Per);
                anyPriced |= quantity > 0;
            }
            else if (quantity > 0 && !MayGoUnpriced(unit))
            {
                return null;
            }
        }

        return anyPriced || (usage.Images == 0 && usage.Pixels == 0) ? total : null;
    }

    /// <summary>Where the lines that <see cref="Cost"/> multiplies come from: the source of the first, the day of the latest. Null where none does.</summary>
    public PriceOrigin? OriginOf(in Usage usage, string? size = null, string? quality = null)
    {
        PriceOrigin? origin = null;
        foreach (var unit in Units)
        {
            if (usage[unit] > 0 && LineFor(unit, size, quality) is { } line)
            {
                origin = new PriceOrigin(origin?.Source ?? line.Source, origin?.AsOf > line.AsOf ? origin.AsOf : line.AsOf);
            }
        }

        return origin;
    }

    /// <summary>A unit that the list prices for some sizes is not free in the others.</summary>
    private bool MayGoUnpriced(PriceUnit unit) => IsCounted(unit) ? Lines.All(line => line.Unit != unit) : PaidByPicture;

    private static bool IsCounted(PriceUnit unit) => unit is PriceUnit.Image or PriceUnit.Pixel;

    /// <summary>The line that says most about the picture: size and quality, then one of them, then neither. Null where none holds.</summary>
    public PriceLine? LineFor(PriceUnit unit, string? size, string? quality)
    {
        PriceLine? best = null;
        var bestScore = -1;
        foreach (var line in Lines)
        {
            if (line.Unit != unit || (line.Size is not null && line.Size != size) || (line.Quality is not null && line.Quality != quality))
            {
                continue;
            }

            var score = (line.Size is null ? 0 : 1) + (line.Quality is null ? 0 : 1);
            if (score > bestScore)
            {
                (best, bestScore) = (line, score);
            }
        }

        return best;
    }
}
