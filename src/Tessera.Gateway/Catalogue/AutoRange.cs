using Tessera.Ledger.Money;

namespace Tessera.Gateway.Catalogue;

/// <summary>What a call would use when size or quality is left to the model.</summary>
internal static class AutoRange
{
    /// <summary>
    /// Likely what <see cref="Capabilities.Auto"/> says; at least and at most the cheapest and the dearest the model may choose.
    /// </summary>
    /// <param name="order">Its size and quality hold where the next two say that they are given.</param>
    public static TokenEstimate Estimate(ModelCard card, ImageOrder order, bool sizeIsAuto, bool qualityIsAuto)
    {
        var auto = card.Capabilities.Auto;
        var likely = order with { Size = sizeIsAuto ? auto.Size : order.Size, Quality = qualityIsAuto ? auto.Quality : order.Quality };
        return Span(card, likely, Choices(card, order, sizeIsAuto, qualityIsAuto), TokenFormula.Text(card, order));
    }

    /// <summary>The usage of one order, bounded by all that may come of it instead.</summary>
    /// <param name="text">What <see cref="TokenFormula.Text"/> gives.</param>
    public static TokenEstimate Span(ModelCard card, ImageOrder order, IEnumerable<ImageOrder> choices, TokenSpan text)
    {
        var likely = TokenFormula.Estimate(card, order, text);
        var (least, most, isOpen) = (likely.Least, likely.Most, false);
        foreach (var choice in choices)
        {
            isOpen |= choice != order;
            var estimate = TokenFormula.Estimate(card, choice, text);
            least = Pick(least, estimate.Least, Math.Min);
            most = Pick(most, estimate.Most, Math.Max);
        }

        return isOpen ? likely with { Least = least, Most = most, Output = (Exactness)Math.Max((int)likely.Output, (int)Exactness.Estimate) } : likely;
    }

    /// <summary>
    /// Every order that the model may make of an open one. A model with a price for each quality or size is quoted by going through
    /// these, since its usage is the same for all of them.
    /// </summary>
    public static IEnumerable<ImageOrder> Choices(ModelCard card, ImageOrder order, bool sizeIsAuto, bool qualityIsAuto)
    {
        foreach (var size in sizeIsAuto ? Sizes(card.Capabilities.Sizes) : [order.Size])
        {
            foreach (var quality in qualityIsAuto ? Qualities(card.Capabilities) : [order.Quality])
            {
                yield return order with { Size = size, Quality = quality };
            }
        }
    }

    /// <summary>
    /// The list, or of a flexible rule the advertised sizes below the experimental ones and the two that cost the least and the
    /// most: <c>auto</c> need not choose an advertised size (1254x1254 was seen), and is taken to stay below the experimental ones.
    /// </summary>
    private static IEnumerable<ImageSize> Sizes(SizeRule rule)
    {
        foreach (var text in rule.Advertised)
        {
            if (ImageSize.TryParse(text, out var size) && !(size.Pixels > rule.ExperimentalAbovePixels))
            {
                yield return size;
            }
        }

        if (!rule.IsListed)
        {
            yield return LargestSquare(rule);
            if (rule is { RatioMax: < int.MaxValue, PixelsMin: > 1 })
            {
                yield return Slimmest(rule);
            }
        }
    }

    /// <summary>Of all pictures within the rule the one with most tokens and most pixels: both grow with the area, and the former with squareness.</summary>
    public static ImageSize LargestSquare(SizeRule rule)
    {
        var edge = (int)Math.Min(Math.Min(rule.EdgeMax, ImageSize.EdgeMax), Math.Sqrt(rule.ExperimentalAbovePixels ?? rule.PixelsMax));
        return new ImageSize(edge, edge);
    }

    private static ImageSize Slimmest(SizeRule rule)
    {
        var shortEdge = (int)Math.Ceiling(Math.Sqrt((double)rule.PixelsMin / rule.RatioMax));
        return new ImageSize(shortEdge * rule.RatioMax, shortEdge);
    }

    private static IEnumerable<string> Qualities(Capabilities model) => model.Qualities.Where(quality => quality != SizeRule.Auto);

    private static Usage Pick(Usage a, Usage b, Func<long, long, long> pick) => new()
    {
        TextIn = pick(a.TextIn, b.TextIn),
        CachedTextIn = pick(a.CachedTextIn, b.CachedTextIn),
        ImageIn = pick(a.ImageIn, b.ImageIn),
        CachedImageIn = pick(a.CachedImageIn, b.CachedImageIn),
        TextOut = pick(a.TextOut, b.TextOut),
        ImageOut = pick(a.ImageOut, b.ImageOut),
        Images = pick(a.Images, b.Images),
        Pixels = pick(a.Pixels, b.Pixels),
    };
}
