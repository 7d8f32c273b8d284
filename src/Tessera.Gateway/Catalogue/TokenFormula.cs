using Tessera.Ledger.Money;

namespace Tessera.Gateway.Catalogue;

/// <summary>From a model and an order to the usage it would be billed. Pure.</summary>
internal static class TokenFormula
{
    /// <summary>
    /// Input is billed again for each of the n pictures, as OpenAI was seen to do. A model without a token rule is counted in
    /// pictures, pixels and prompt; whether that is all it bills is known only if its list prices are by the picture.
    /// </summary>
    public static TokenEstimate Estimate(ModelCard card, ImageOrder order)
    {
        var text = TextTokens.Span(order.Prompt, order.Inputs.Count) * order.N;
        return card.Tokens is { } rule ? ByTokens(rule, order, text) : ByPicture(card, order, text);
    }

    private static TokenEstimate ByTokens(TokenRule rule, ImageOrder order, TokenSpan text)
    {
        var picture = OutputTokens.Span(rule, order.Size, order.Quality);
        var output = ((picture ?? default) + TokenSpan.Exactly((long)OutputTokens.PerPartial * order.Partials)) * order.N;
        var input = order.Inputs.Aggregate(default(TokenSpan), (sum, size) => sum + InputTokens.Span(rule, size, order.HighFidelity)) * order.N;
        return new TokenEstimate(
            Usage(order, text.Likely, input.Likely, output.Likely),
            Usage(order, text.Least, input.Least, output.Least),
            Usage(order, text.Most, input.Most, output.Most) with { TextOut = order.N * rule.TextOutMost })
        {
            Output = picture is null ? Exactness.Unknown : rule.TextOutMost > 0 ? Exactness.Estimate : rule.OutputExactness,
            Input = order.Inputs.Count == 0 ? Exactness.Exact : order.HighFidelity ? Exactness.Estimate : rule.InputExactness,
            Text = Exactness.Estimate,
        };
    }

    private static TokenEstimate ByPicture(ModelCard card, ImageOrder order, TokenSpan text)
    {
        var counted = card.ListPrices.Lines.Count > 0 && card.ListPrices.PaidByPicture ? Exactness.Exact : Exactness.Unknown;
        return new TokenEstimate(Usage(order, text.Likely), Usage(order, text.Least), Usage(order, text.Most))
        {
            Output = counted,
            Input = counted,
            Text = card.Routes.All(route => route.Prices.PaidByPicture) ? Exactness.Exact : Exactness.Estimate,
        };
    }

    private static Usage Usage(ImageOrder order, long textIn, long imageIn = 0, long imageOut = 0) => new()
    {
        TextIn = textIn,
        ImageIn = imageIn,
        ImageOut = imageOut,
        Images = order.N,
        Pixels = order.N * order.Size.Pixels,
    };
}
