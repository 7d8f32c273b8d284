using Tessera.Gateway.Calls;
using Tessera.Gateway.Catalogue;
using Tessera.Ledger.Money;

namespace Tessera.Gateway.Pricing;

/// <summary>Says why a price is a range, or not known.</summary>
internal static class PriceReasons
{
    /// <summary>Null where the route's lines can price what the model uses.</summary>
    public static PriceReason? Unknown(ImageCall call, string provider, PriceList prices, TokenEstimate quantities)
    {
        if (prices.Lines.Count == 0)
        {
            return new("price_unknown", $"What {provider} charges for {call.Model.Id} is not known here.");
        }

        if (call.OutputFormat == "svg")
        {
            return new("svg", "Who writes an svg, a language model, and how many tokens it uses is not known before the call.");
        }

        return Has(prices, PriceUnit.ImageOut) && quantities.Output == Exactness.Unknown
            ? new("tokens_unknown", $"How many tokens {call.Model.Id} uses for a picture is not published.")
            : null;
    }

    /// <summary>Text that a model writes is billed, and nothing is known of how much it writes.</summary>
    public static bool HasUnknownText(ModelCard card, PriceList prices) => card.Tokens is null && Has(prices, PriceUnit.TextOut);

    public static IReadOnlyList<PriceReason> Of(ImageCall call, string provider, PriceList prices, PricedOrder asked, RoutePrice price)
    {
        var reasons = new List<PriceReason>();
        if (HasUnknownText(call.Model, prices))
        {
            reasons.Add(new("output_text_unknown", $"{call.Model.Id} may write text beside its pictures, which is billed; how much is not known before the call."));
        }
        else if (price.Likely is null || price.Max is null)
        {
            reasons.Add(new("line_missing", $"{provider} has no known price for a part of this call."));
        }

        if (price.Min == price.Max && (prices.PaidByPicture || price.Max == Usd.Zero))
        {
            return reasons;
        }

        if (prices.Lines.Any(line => line.Unit is PriceUnit.ImageOut or PriceUnit.Pixel || line.Size is not null || line.Quality is not null))
        {
            Open(reasons, asked, call.Model.Capabilities.Auto);
        }

        if (!prices.PaidByPicture)
        {
            Tokens(reasons, call, asked.Order, price.Quantities);
        }

        return reasons;
    }

    private static void Open(List<PriceReason> reasons, PricedOrder asked, AutoChoice auto)
    {
        if (asked.SizeIsAuto)
        {
            reasons.Add(new("size_auto", $"The size is left to the model: likely {auto.Size}. Give a size to narrow the price."));
        }

        if (asked.QualityIsAuto)
        {
            reasons.Add(new("quality_auto", $"The quality is left to the model: likely {auto.Quality}. Give a quality to narrow the price."));
        }
    }

    private static void Tokens(List<PriceReason> reasons, ImageCall call, ImageOrder order, TokenEstimate quantities)
    {
        var rule = call.Model.Tokens;
        if (rule is { OutputExactness: Exactness.Estimate })
        {
            reasons.Add(new("output_formula_unpublished", "How this model counts its pictures is not published: the range spans what was seen."));
        }

        if (PricedOrder.IsFilm(call))
        {
            reasons.Add(new("gif_frames", "How the frames of a gif are counted is not published: at most is a sheet of all the pixels that the model makes."));
        }

        if (rule is { TextOutMost: > 0 })
        {
            reasons.Add(new("output_text", $"This model writes text before it draws and bills it: nothing at least, {rule.TextOutMost} tokens a picture at most."));
        }

        if (order.UnknownInputs > 0)
        {
            reasons.Add(new("pictures_not_fetched", $"Input pictures given by address are not fetched for a quote. At most holds where they are no slimmer than 1:{InputTokens.UnseenRatioMax}."));
        }

        if (order.Inputs.Count > 0 && quantities.Input != Exactness.Exact)
        {
            reasons.Add(order.HighFidelity
                ? new("input_fidelity", "Whether every input picture is charged for high fidelity is not published: the likely price says yes.")
                : new("input_tokens", "How this model counts input pictures is not published to the last token."));
        }

        if (quantities.Text != Exactness.Exact)
        {
            reasons.Add(order.Inputs.Count + order.UnknownInputs > 0
                ? new("text_of_pictures", "Each input picture adds some text tokens; how many is not published.")
                : new("text_tokens", "The model's vocabulary is not known here: its text tokens are bounded from both sides."));
        }
    }

    private static bool Has(PriceList prices, PriceUnit unit) => prices.Lines.Any(line => line.Unit == unit);
}
