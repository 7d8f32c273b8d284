using Tessera.Ledger.Money;

namespace Tessera.Gateway.Catalogue;

/// <summary>From a model and an order to the usage it would be billed. Pure.</summary>
internal static class TokenFormula
{
    /// <summary>
    /// Input is billed again for each of the n pictures, as OpenAI was seen to do. A model without a token rule is counted in
    /// pictures, pixels and prompt; whether that is all it bills is known only if its list prices are by the picture.
    /// </summary>
    public static TokenEstimate Estimate(ModelCard card, ImageOrder order) => Estimate(card, order, Text(card, order));

    /// <param name="text">What <see cref="Text"/> gives: counted once where the same prompt is priced for many sizes and qualities.</param>
    public static TokenEstimate Estimate(ModelCard card, ImageOrder order, TokenSpan text) =>
        card.Tokens is { } rule ? ByTokens(rule, order, text * order.N) : ByPicture(card, order, text * order.N);

    /// <summary>The text tokens of one picture of an order.</summary>
    public static TokenSpan Text(ModelCard card, ImageOrder order) =>
        TextTokens.Span(order.Prompt, card.Tokens?.Input == InputFormula.None ? 0 : order.Inputs.Count + order.UnknownInputs, card.Tokens?.Text ?? TextFormula.Bounded);

    private static TokenEstimate ByTokens(TokenRule rule, ImageOrder order, TokenSpan text)
    {
        var picture = OutputTokens.Span(rule, order.Size, order.Quality);
        var output = ((picture ?? default) + TokenSpan.Exactly((long)OutputTokens.OfPartial(rule) * order.Partials)) * order.N;
        var input = InputTokens.Span(rule, order) * order.N;
        return new TokenEstimate(
            Usage(order, text.Likely, input.Likely, output.Likely),
            Usage(order, text.Least, input.Least, output.Least),
            Usage(order, text.Most, input.Most, output.Most) with { TextOut = order.N * rule.TextOutMost })
        {
            Output = picture is null ? Exactness.Unknown : rule.TextOutMost > 0 ? Exactness.Estimate : rule.OutputExactness,
            Input = InputExactness(rule, order),
            // Each input picture adds some text, and how much is not published.
            Text = rule.Text == TextFormula.O200k && order.Inputs.Count + order.UnknownInputs == 0 ? Exactness.Exact : Exactness.Estimate,
        };
    }

    private static Exactness InputExactness(TokenRule rule, ImageOrder order) => order switch
    {
        { Inputs.Count: 0, UnknownInputs: 0 } => Exactness.Exact,
        { UnknownInputs: > 0 } or { HighFidelity: true } => Exactness.Estimate,
        _ => rule.InputExactness,
    };

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
