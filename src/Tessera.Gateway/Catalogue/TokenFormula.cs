using Tessera.Ledger.Money;

namespace Tessera.Gateway.Catalogue;

/// <summary>From a model and an order to the usage it would be billed. Pure.</summary>
internal static class TokenFormula
{
    /// <summary>
    /// Input is billed again for each of the n pictures, as OpenAI was seen to do. A model without a token rule is counted in
    /// pictures and pixels; whether that is all it bills is known only if its list prices are by the picture.
    /// </summary>
    public static TokenEstimate Estimate(ModelCard card, ImageOrder order)
    {
        var pictures = new Usage { Images = order.N, Pixels = order.N * order.Size.Pixels };
        if (card.Tokens is not { } rule)
        {
            var known = card.ListPrices.Lines.Count > 0 && card.ListPrices.PaidByPicture ? Exactness.Exact : Exactness.Unknown;
            return new TokenEstimate(pictures, pictures, pictures) { Output = known, Input = known, Text = known };
        }

        var picture = OutputTokens.Of(rule, order.Size, order.Quality);
        var output = order.N * ((picture ?? 0) + ((long)order.Partials * OutputTokens.PerPartial));
        var input = order.N * order.Inputs.Sum(size => InputTokens.Of(rule, size, order.HighFidelity));
        var (textLeast, textMost) = TextTokens.Bounds(order.Prompt, order.Inputs.Count);
        var drawn = pictures with { ImageOut = output, ImageIn = input };
        return new TokenEstimate(
            drawn with { TextIn = order.N * TextTokens.Estimate(order.Prompt, order.Inputs.Count) },
            drawn with { TextIn = order.N * textLeast },
            drawn with { TextIn = order.N * textMost })
        {
            Output = picture is null ? Exactness.Unknown : rule.WritesText ? Exactness.Estimate : rule.OutputExactness,
            Input = order.Inputs.Count == 0 ? Exactness.Exact : order.HighFidelity ? Exactness.Estimate : rule.InputExactness,
            Text = Exactness.Estimate,
        };
    }
}
