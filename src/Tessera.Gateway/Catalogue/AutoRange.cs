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
        var likely = TokenFormula.Estimate(card, order with
        {
            Size = sizeIsAuto ? auto.Size : order.Size,
            Quality = qualityIsAuto ? auto.Quality : order.Quality,
        });
        if (!sizeIsAuto && !qualityIsAuto)
        {
            return likely;
        }

        var (least, most) = (likely.Least, likely.Most);
        foreach (var choice in Choices(card, order, sizeIsAuto, qualityIsAuto))
        {
            var estimate = TokenFormula.Estimate(card, choice);
            least = Pick(least, estimate.Least, Math.Min);
            most = Pick(most, estimate.Most, Math.Max);
        }

        return likely with { Least = least, Most = most, Output = (Exactness)Math.Max((int)likely.Output, (int)Exactness.Estimate) };
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

    /// <summary>The list, or of a flexible rule the advertised sizes below the experimental ones: <c>auto</c> was seen to stay near 1.6 megapixels.</summary>
    private static IEnumerable<ImageSize> Sizes(SizeRule rule)
    {
        foreach (var text in rule.Advertised)
        {
            if (ImageSize.TryParse(text, out var size) && !(size.Pixels > rule.ExperimentalAbovePixels))
            {
                yield return size;
            }
        }
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
