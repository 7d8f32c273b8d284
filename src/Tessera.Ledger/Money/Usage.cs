namespace Tessera.Ledger.Money;

/// <summary>
/// What a call used. The quantities are disjoint (a cached token is not counted again as a plain one), so that
/// price times quantity can never charge anything twice; totals are computed, not stored. Tokens unless the name says otherwise.
/// </summary>
public readonly record struct Usage
{
    public long TextIn { get; init; }

    public long CachedTextIn { get; init; }

    public long ImageIn { get; init; }

    public long CachedImageIn { get; init; }

    public long TextOut { get; init; }

    public long ImageOut { get; init; }

    /// <summary>Finished pictures.</summary>
    public long Images { get; init; }

    /// <summary>Pixels of the finished pictures, for models that are paid by the megapixel.</summary>
    public long Pixels { get; init; }

    public long InputTokens => TextIn + CachedTextIn + ImageIn + CachedImageIn;

    public long OutputTokens => TextOut + ImageOut;

    public long TotalTokens => InputTokens + OutputTokens;

    /// <summary>The quantity that a line of this unit is multiplied with.</summary>
    public long this[PriceUnit unit] => unit switch
    {
        PriceUnit.TextIn => TextIn,
        PriceUnit.CachedTextIn => CachedTextIn,
        PriceUnit.ImageIn => ImageIn,
        PriceUnit.CachedImageIn => CachedImageIn,
        PriceUnit.TextOut => TextOut,
        PriceUnit.ImageOut => ImageOut,
        PriceUnit.Image => Images,
        PriceUnit.Pixel => Pixels,
        _ => throw new ArgumentOutOfRangeException(nameof(unit), unit, "no such unit"),
    };

    /// <summary>Share number <paramref name="index"/> of <paramref name="of"/> equal ones; the first ones take what does not divide, so that all shares add up.</summary>
    public Usage Share(int index, int of)
    {
        long Part(long whole) => (whole / of) + (index < whole % of ? 1 : 0);
        return new Usage
        {
            TextIn = Part(TextIn),
            CachedTextIn = Part(CachedTextIn),
            ImageIn = Part(ImageIn),
            CachedImageIn = Part(CachedImageIn),
            TextOut = Part(TextOut),
            ImageOut = Part(ImageOut),
            Images = Part(Images),
            Pixels = Part(Pixels),
        };
    }

    /// <exception cref="OverflowException">A sum does not fit.</exception>
    public static Usage operator +(Usage a, Usage b)
    {
        checked
        {
            return new Usage
            {
                TextIn = a.TextIn + b.TextIn,
                CachedTextIn = a.CachedTextIn + b.CachedTextIn,
                ImageIn = a.ImageIn + b.ImageIn,
                CachedImageIn = a.CachedImageIn + b.CachedImageIn,
                TextOut = a.TextOut + b.TextOut,
                ImageOut = a.ImageOut + b.ImageOut,
                Images = a.Images + b.Images,
                Pixels = a.Pixels + b.Pixels,
            };
        }
    }
}
