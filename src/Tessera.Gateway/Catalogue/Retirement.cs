using System.Globalization;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Catalogue;

/// <summary>The end of a model at its creator, as it stands on one day.</summary>
/// <param name="IsOff">Already over; otherwise announced.</param>
/// <param name="Successor">The first one in line that is not off itself; null where none is named.</param>
/// <param name="Sentence">What to tell the caller: what ended when, what takes over and at what price, and where the model still answers.</param>
internal sealed record Retirement(bool IsOff, DateOnly Day, ModelCard? Successor, string Sentence)
{
    /// <summary>Four places tell apart the cheapest pictures there are (0.0047 and 0.0059 USD).</summary>
    private const int PricePlaces = 4;

    private const decimal NanosPerUsd = 1_000_000_000;

    /// <summary>Null for a model whose end is not announced.</summary>
    /// <param name="size">The size the caller asks for; <c>auto</c> and anything the model does not make stand for its usual one.</param>
    /// <param name="quality">Likewise.</param>
    public static Retirement? Of(ModelCard card, DateOnly today, ModelCatalogue catalogue, string size = SizeRule.Auto, string quality = "auto")
    {
        if (card.ShutsDown is not { } end)
        {
            return null;
        }

        var isOff = card.IsOffAt(today);
        var successor = LivingSuccessor(card, today, catalogue);
        var sentence = $"{card.BareId} {(isOff ? "was" : "will be")} switched off at {card.CreatorName} on {Written(end)}.";
        if (successor is not null)
        {
            sentence += " " + Comparison(card, successor, size, quality);
        }

        var elsewhere = card.Routes.Where(route => route.Provider != card.Creator && !(today >= route.EndsOn)).Select(route => route.Provider).ToList();
        if (elsewhere.Count > 0)
        {
            sentence += $" It {(isOff ? "still answers" : "is also served")} through {string.Join(", ", elsewhere)}.";
        }

        return new Retirement(isOff, end, successor, sentence);
    }

    /// <summary>Past the successors that are off themselves, as long as those have one. The catalogue holds no circles.</summary>
    private static ModelCard? LivingSuccessor(ModelCard card, DateOnly today, ModelCatalogue catalogue)
    {
        var successor = card.Successor is null ? null : catalogue.Find(card.Successor);
        while (successor is { Successor: { } next } && successor.IsOffAt(today))
        {
            successor = catalogue.Find(next);
        }

        return successor;
    }

    private static string Comparison(ModelCard card, ModelCard successor, string size, string quality)
    {
        var before = Nearest(card.Capabilities, size, quality);
        var after = Nearest(successor.Capabilities, before.Size.ToString(), before.Quality);
        var (oldPrice, newPrice) = (Price(card, before), Price(successor, after));
        if (newPrice is null)
        {
            return $"Its successor is {successor.BareId}.";
        }

        var compared = oldPrice is null ? "" : $" ({card.BareId}{(before == after ? "" : $" {Written(before)}")}: {oldPrice})";
        return $"Its successor {successor.BareId} makes {Written(after)} for {newPrice}{compared}.";
    }

    /// <summary>The picture a model makes for an order that may be meant for another.</summary>
    public static ImageOrder Nearest(Capabilities model, string size, string quality)
    {
        var check = model.Sizes.Check(size);
        var known = quality != "auto" && model.Qualities.Contains(quality)
            ? quality
            : model.LegacyQualities.GetValueOrDefault(quality, model.Auto.Quality);
        return new ImageOrder(check.Verdict == SizeVerdict.Accepted ? check.Size : model.Auto.Size, known);
    }

    /// <summary>Of the finished picture alone, since the prompt is not known here and costs next to nothing.</summary>
    private static string? Price(ModelCard card, ImageOrder order)
    {
        var estimate = TokenFormula.Estimate(card, order);
        var cost = card.ListPrices.Cost(estimate.Usage with { TextIn = 0 }, order.Size.ToString(), order.Quality);
        if (cost is not { } usd || estimate.Output == Exactness.Unknown)
        {
            return null;
        }

        var about = estimate.Output == Exactness.Estimate ? "about " : "";
        var rounded = decimal.Round((decimal)usd.Nanos / NanosPerUsd, PricePlaces, MidpointRounding.AwayFromZero);
        return string.Create(CultureInfo.InvariantCulture, $"{about}{rounded:0.0###} USD");
    }

    private static string Written(ImageOrder order) => $"{order.Size} {order.Quality}";

    private static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
