namespace Tessera.Ledger.Money;

/// <summary>The price lines of one route. Empty: the price is unknown, which is never the same as free.</summary>
public sealed record PriceList(IReadOnlyList<PriceLine> Lines)
{
    public static PriceList Unknown { get; } = new([]);

    /// <summary>
    /// The exact cost of a usage, or null where the list cannot price it: a quantity above zero for which no line holds
    /// (pictures and pixels may go unpriced when tokens are what is paid, and the other way round).
    /// </summary>
    /// <param name="size">The size that was made, <c>1024x1024</c>.</param>
    /// <param name="quality">The quality that was made.</param>
    public Usd? Cost(in Usage usage, string? size = null, string? quality = null)
    {
        if (Lines.Count == 0)
        {
            return null;
        }

        var total = Usd.Zero;
        var paidByPicture = PaidByPicture;
        foreach (var unit in Enum.GetValues<PriceUnit>())
        {
            var counted = unit is PriceUnit.Image or PriceUnit.Pixel;
            var line = Best(unit, size, quality);
            var quantity = usage[unit];
            if (line is not null)
            {
                total += line.Amount.For(quantity, line.Per);
            }
            else if (quantity > 0 && !counted && !paidByPicture)
            {
                return null;
            }
        }

        return paidByPicture && usage.Images > 0 && Best(PriceUnit.Image, size, quality) is null && Best(PriceUnit.Pixel, size, quality) is null
            ? null
            : total;
    }

    /// <summary>Paid by the picture or the megapixel, not by the token.</summary>
    public bool PaidByPicture => Lines.All(line => line.Unit is PriceUnit.Image or PriceUnit.Pixel);

    /// <summary>The line that says most about the picture: size and quality, then one of them, then neither.</summary>
    private PriceLine? Best(PriceUnit unit, string? size, string? quality)
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
